import { fail, redirect } from '@sveltejs/kit'
import { asRefusal, statusOf } from '#app/pages/forms.server.ts'
import { browserOf, keepEntered, pathAfter } from '#app/pages/browser.server.ts'
import { inspectLink } from '#platform/auth/links.ts'
import { resetPassword } from '#platform/auth/password-change.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, params }) => {
  const { database, clock } = locals.app
  const link = await database.signin((tx) => inspectLink(tx, 'password', params.token, clock()))
  return { broken: link.ok ? null : asRefusal(link.failure).sentence }
}

export const actions: Actions = {
  default: async (event) => {
    const form = await event.request.formData()
    const password = String(form.get('password') ?? '')
    const browser = browserOf(event)
    const changed = await resetPassword(event.locals.app.auth, { token: event.params.token, password, browser })
    if (!changed.ok) return fail(statusOf(changed.failure), { refusal: asRefusal(changed.failure) })
    keepEntered(event, changed.value)
    redirect(303, pathAfter(changed.value, null))
  }
}
