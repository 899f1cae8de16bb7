import { fail, redirect } from '@sveltejs/kit'
import { asRefusal, statusOf } from '#app/pages/forms.server.ts'
import { browserOf, keepEntered, pathAfter } from '#app/pages/browser.server.ts'
import { fullName } from '#people'
import { findPerson, thisSchool } from '#people/server'
import { acceptInvitation, openInvitation } from '#platform/auth/invitations.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, params }) => {
  const { auth, database } = locals.app
  const opened = await openInvitation(auth, params.token, locals.session)
  if (!opened.ok) return { broken: asRefusal(opened.failure).sentence, invitation: null }
  const { school, person, email, mayChoosePassword } = opened.value
  const invitation = await database.read(school, async (tx) => {
    const [home, invited] = await Promise.all([thisSchool(tx), findPerson(tx, person)])
    return { school: home?.name ?? '', name: invited ? fullName(invited) : email, email, mayChoosePassword }
  })
  return { broken: null, invitation }
}

export const actions: Actions = {
  default: async (event) => {
    const form = await event.request.formData()
    const { app, session, language } = event.locals
    const accepted = await acceptInvitation(app.auth, {
      token: event.params.token,
      visitor: session,
      password: String(form.get('password') ?? '') || null,
      language,
      browser: browserOf(event)
    })
    if (!accepted.ok) return fail(statusOf(accepted.failure), { refusal: asRefusal(accepted.failure) })
    keepEntered(event, accepted.value)
    redirect(303, pathAfter(accepted.value, '/vandaag'))
  }
}
