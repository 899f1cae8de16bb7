import { fail, redirect } from '@sveltejs/kit'
import { asRefusal, statusOf } from '#app/pages/forms.server.ts'
import { browserOf, keepEntered, pathAfter } from '#app/pages/browser.server.ts'
import { inspectLink } from '#platform/auth/links.ts'
import { signInWithLink } from '#platform/auth/sign-in.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, params }) => {
  const { database, clock } = locals.app
  const link = await database.signin((tx) => inspectLink(tx, 'sign_in', params.token, clock()))
  return { broken: link.ok ? null : asRefusal(link.failure).sentence }
}

export const actions: Actions = {
  default: async (event) => {
    const { token } = event.params
    const signedIn = await signInWithLink(event.locals.app.auth, { token, browser: browserOf(event) })
    if (!signedIn.ok) return fail(statusOf(signedIn.failure), { refusal: asRefusal(signedIn.failure) })
    keepEntered(event, signedIn.value)
    redirect(303, pathAfter(signedIn.value, null))
  }
}
