import { fail, redirect } from '@sveltejs/kit'
import { isDemonstration } from '#app/demonstration.server.ts'
import { browserOf, dropSession, keepSession } from '#app/pages/browser.server.ts'
import { chooseMails, mailChoices } from '#app/rhythm/choices.server.ts'
import { chooseInvitations, wantsInvitations } from '#app/rhythm/invitations.server.ts'
import { asRefusal, statusOf } from '#app/pages/forms.server.ts'
import { accountById } from '#platform/auth/accounts.ts'
import { changePassword } from '#platform/auth/password-change.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const { app, member } = event.locals
  const { account, email } = member!.session
  const { school, person } = member!
  const [devices, known, mails] = await Promise.all([
    app.auth.sessions.devices(account, browserOf(event).token ?? ''),
    app.database.signin((tx) => accountById(tx, account)),
    app.database.read(school, async (tx) => ({
      ...(await mailChoices(tx, person)),
      invitation: await wantsInvitations(tx, person)
    }))
  ])
  return {
    hasSecondStep: event.locals.session!.hasSecondStep,
    email,
    devices,
    mails,
    sendsMail: app.config.smtpUrl !== null,
    hasPassword: known?.passwordHash !== null
  }
}

export const actions: Actions = {
  password: async (event) => {
    const { app, member } = event.locals
    if (await isDemonstration(app, member!.school)) {
      const failure = { code: 'not_in_demonstration' } as const
      return fail(statusOf(failure), { saved: false, refusal: asRefusal(failure) })
    }
    const form = await event.request.formData()
    const changed = await changePassword(app.auth, {
      account: member!.session.account,
      school: member!.school,
      current: String(form.get('current') ?? ''),
      password: String(form.get('password') ?? ''),
      browser: browserOf(event)
    })
    if (!changed.ok) return fail(statusOf(changed.failure), { saved: false, refusal: asRefusal(changed.failure) })
    keepSession(event, changed.value.token)
    return { saved: true, refusal: null }
  },

  mail: async ({ locals, request }) => {
    const { school, person } = locals.member!
    const form = await request.formData()
    const wanted = { digest: form.has('digest'), reminder: form.has('reminder'), bulletin: form.has('bulletin') }
    await locals.app.database.transact(school, async (tx) => {
      await chooseMails(tx, person, wanted)
      await chooseInvitations(tx, person, form.has('invitation'))
    })
    return { mail: true, saved: false, refusal: null }
  },

  everywhere: async (event) => {
    const { app, member } = event.locals
    await app.auth.sessions.signOutEverywhere(member!.session.account)
    dropSession(event)
    redirect(303, '/inloggen')
  }
}
