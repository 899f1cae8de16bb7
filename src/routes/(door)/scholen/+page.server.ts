import { fail, redirect } from '@sveltejs/kit'
import { asRefusal, statusOf, textOf } from '#app/pages/forms.server.ts'
import { browserOf } from '#app/pages/browser.server.ts'
import { hasRealSchools, schoolNames } from '#people/server'
import { membershipsOf } from '#platform/auth/memberships.ts'
import type { Actions, PageServerLoad } from './$types'

/** Somebody in several schools chooses one; somebody in none is told what to do. */
export const load: PageServerLoad = async ({ locals }) => {
  if (!locals.session) redirect(303, '/inloggen')
  const { account } = locals.session
  return locals.app.database.signin(async (tx) => {
    const memberships = await membershipsOf(tx, account)
    const names = await schoolNames(
      tx,
      memberships.map(({ school }) => school)
    )
    return {
      schools: memberships.map(({ school }) => ({ id: school, name: names.get(school) ?? '' })),
      mayFound: !(await hasRealSchools(tx))
    }
  })
}

export const actions: Actions = {
  default: async (event) => {
    const { token } = browserOf(event)
    if (!token) redirect(303, '/inloggen')
    const form = await event.request.formData()
    const chosen = await event.locals.app.auth.sessions.chooseSchool(token, textOf(form, 'school'))
    if (!chosen.ok) return fail(statusOf(chosen.failure), { refusal: asRefusal(chosen.failure) })
    redirect(303, '/vandaag')
  }
}
