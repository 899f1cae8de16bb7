import { fail, redirect } from '@sveltejs/kit'
import { isDemonstration } from '#app/demonstration.server.ts'
import { browserOf, dropSession, keepSession } from '#app/pages/browser.server.ts'
import { channelsOf, chooseChannels, hearOnDevice, type Channel } from '#app/rhythm/choices.server.ts'
import { myRefusedAddresses } from '#app/refused-mail.server.ts'
import { chooseInvitations, wantsInvitations } from '#app/rhythm/invitations.server.ts'
import { asRefusal, statusOf, textOf } from '#app/pages/forms.server.ts'
import { accountById } from '#platform/auth/accounts.ts'
import type { Failure } from '#kernel/errors.ts'
import { changePassword } from '#platform/auth/password-change.ts'
import { deviceHere, dropDevice, keepDevice } from '#platform/push/devices.ts'
import { isPushKey } from '#platform/push/pusher.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const { app, member } = event.locals
  const { account, email } = member!.session
  const { school, person } = member!
  const token = browserOf(event).token ?? ''
  const [devices, known, here, channels] = await Promise.all([
    app.auth.sessions.devices(account, token),
    app.database.signin((tx) => accountById(tx, account)),
    app.database.signin((tx) => deviceHere(tx, token)),
    app.database.read(school, async (tx) => ({
      ...(await channelsOf(tx, person)),
      invitation: await wantsInvitations(tx, person)
    }))
  ])
  return {
    hasSecondStep: event.locals.session!.hasSecondStep,
    email,
    devices,
    channels,
    push: { key: app.pusher.isConfigured ? await app.pusher.publicKey() : null, here },
    sendsMail: app.config.smtpUrl !== null,
    refused: await myRefusedAddresses(app, member!),
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
    const wanted = {
      digest: channelFrom(textOf(form, 'digest')),
      reminder: channelFrom(textOf(form, 'reminder')),
      observation: channelFrom(textOf(form, 'observation')),
      bulletin: form.has('bulletin') ? ('mail' as const) : ('none' as const)
    }
    await locals.app.database.transact(school, async (tx) => {
      await chooseChannels(tx, person, wanted)
      await chooseInvitations(tx, person, form.has('invitation'))
    })
    return { mail: true, saved: false, refusal: null }
  },

  device_on: async (event) => {
    const { app, member } = event.locals
    const { school, person } = member!
    const refuse = (failure: Failure) => fail(statusOf(failure), { saved: false, device: asRefusal(failure) })
    if (!app.pusher.isConfigured) return refuse({ code: 'push_not_configured' })
    if (await isDemonstration(app, school)) return refuse({ code: 'not_in_demonstration' })
    const form = await event.request.formData()
    const endpoint = textOf(form, 'endpoint')
    const [p256dh, auth] = ['p256dh', 'auth'].map((name) => Buffer.from(textOf(form, name), 'base64url'))
    if (!app.pusher.isEndpoint(endpoint)) return refuse({ code: 'push_service_unknown' })
    if (!isPushKey(p256dh!) || auth!.length !== 16) return refuse({ code: 'input_invalid' })
    const token = browserOf(event).token ?? ''
    const address = { endpoint, p256dh: p256dh!, auth: auth! }
    const isKept = await app.database.signin((tx) => keepDevice(tx, token, address, app.clock()))
    if (!isKept) return refuse({ code: 'not_signed_in' })
    await app.database.transact(school, (tx) => hearOnDevice(tx, person))
    return { saved: false, refusal: null, device: null }
  },

  device_off: async (event) => {
    const token = browserOf(event).token ?? ''
    await event.locals.app.database.signin((tx) => dropDevice(tx, token))
    return { saved: false, refusal: null, device: null }
  },

  everywhere: async (event) => {
    const { app, member } = event.locals
    await app.auth.sessions.signOutEverywhere(member!.session.account)
    dropSession(event)
    redirect(303, '/inloggen')
  }
}

/** What a choice says; without one it comes by mail. */
const channelFrom = (value: string): Channel => (value === 'none' || value === 'device' ? value : 'mail')
