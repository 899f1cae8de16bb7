import { error, fail, redirect } from '@sveltejs/kit'
import { mayRunProgramme } from '#start-programme'
import { startProgramme } from '#start-programme/server'
import { failureText } from '#platform/i18n/failure.ts'
import { asRefusal, statusOf, textOf } from '#app/pages/forms.server.ts'
import { inSchool } from '#app/pages/in-school.server.ts'
import { peopleChoices, teamFrom } from '../people-choices.server.ts'
import type { Actions, PageServerLoad } from './$types'

/** What the team decided, and who begins. */
export const load: PageServerLoad = async ({ locals }) => {
  const { app, member } = locals
  if (!mayRunProgramme(member!.grants)) error(403, failureText({ code: 'not_allowed' }))
  const choices = await app.database.read(member!.school, (tx) => peopleChoices(tx, app.clock()))
  return { choices }
}

export const actions: Actions = {
  default: async ({ locals, request }) => {
    const { app, member } = locals
    const form = await request.formData()
    const wish = {
      ...teamFrom(form),
      outcome: textOf(form, 'outcome'),
      why: textOf(form, 'why'),
      how: textOf(form, 'how'),
      firstDay: textOf(form, 'firstDay')
    }
    const done = await inSchool(locals, (tx) => startProgramme(tx, wish, { person: member!.person, now: app.clock() }))
    if (!done.ok) return fail(statusOf(done.failure), { refusal: asRefusal(done.failure), wish })
    redirect(303, `/school/startprogramma?${done.value.started ? 'begonnen' : 'niet'}`)
  }
}
