import { fail, redirect } from '@sveltejs/kit'
import { demonstrationEntry, onlookerOf } from '#app/demonstration.server.ts'
import { asRefusal, statusOf, textOf } from '#app/pages/forms.server.ts'
import { browserOf, keepSession } from '#app/pages/browser.server.ts'
import { mayLookAround } from '#demo'
import { claim, isClaimed } from '#platform/auth/claim.ts'
import type { Actions, PageServerLoad } from './$types'

/** Two doors: look around in a school that was made up, or begin with one's own. */
export const load: PageServerLoad = async ({ locals: { app, session } }) => {
  if (await isClaimed(app.auth)) redirect(303, '/')
  const [onlooker, entry] = await Promise.all([onlookerOf(app, session), demonstrationEntry(app)])
  return { look: mayLookAround(onlooker) ? { ...entry, isMade: entry.school !== null } : null }
}

export const actions: Actions = {
  default: async (event) => {
    const form = await event.request.formData()
    const email = textOf(form, 'email')
    const password = String(form.get('password') ?? '')
    const claimed = await claim(event.locals.app.auth, {
      code: textOf(form, 'code'),
      email,
      password,
      language: event.locals.language,
      browser: browserOf(event)
    })
    if (!claimed.ok) return fail(statusOf(claimed.failure), { email, refusal: asRefusal(claimed.failure) })
    keepSession(event, claimed.value.token)
    redirect(303, '/begin/school')
  }
}
