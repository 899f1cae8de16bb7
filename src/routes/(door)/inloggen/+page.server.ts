import { fail, redirect } from '@sveltejs/kit'
import { letsVisitorsIn } from '#app/demonstration.server.ts'
import { asRefusal, localPath, statusOf, textOf } from '#app/pages/forms.server.ts'
import { browserOf, keepEntered, pathAfter } from '#app/pages/browser.server.ts'
import { requestLink, signInWithPassword } from '#platform/auth/sign-in.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, url }) => {
  if (locals.session) redirect(303, localPath(url.searchParams.get('naar')) ?? '/')
  return {
    isLate: url.searchParams.has('te-laat'),
    hasMail: locals.app.auth.mailer.isConfigured,
    letsVisitorsIn: await letsVisitorsIn(locals.app)
  }
}

export const actions: Actions = {
  password: async (event) => {
    const form = await event.request.formData()
    const email = textOf(form, 'email')
    const signedIn = await signInWithPassword(event.locals.app.auth, {
      email,
      password: String(form.get('password') ?? ''),
      browser: browserOf(event)
    })
    if (!signedIn.ok)
      return fail(statusOf(signedIn.failure), { email, sent: false, refusal: asRefusal(signedIn.failure) })
    keepEntered(event, signedIn.value)
    redirect(303, pathAfter(signedIn.value, localPath(event.url.searchParams.get('naar'))))
  },

  link: async (event) => {
    const form = await event.request.formData()
    const email = textOf(form, 'email')
    const network = event.getClientAddress()
    const asked = await requestLink(event.locals.app.auth, { purpose: 'sign_in', email, network })
    if (!asked.ok) return fail(statusOf(asked.failure), { email, sent: false, refusal: asRefusal(asked.failure) })
    return { email, sent: true, refusal: null }
  }
}
