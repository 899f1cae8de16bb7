import { fail, redirect } from '@sveltejs/kit'
import { holdMeeting, programmeFor, topicsFor } from '#start-programme/server'
import { demandSchool } from '#app/pages/asking.server.ts'
import { asRefusal, statusOf, textOf } from '#app/pages/forms.server.ts'
import { inSchool } from '#app/pages/in-school.server.ts'
import type { Actions, PageServerLoad } from './$types'

/** What the start team can go deeper into, out of what everybody said; and what it agreed. */
export const load: PageServerLoad = async ({ locals, url }) => {
  const { app, member, language } = locals
  demandSchool(member!)
  const { person, school } = member!
  return app.database.read(school, async (tx) => {
    const { running, today } = await programmeFor(tx, person, app.clock(), language)
    return {
      today,
      meetings: running?.meetings ?? [],
      topics: await topicsFor(tx, person, language),
      saved: url.searchParams.has('bewaard')
    }
  })
}

export const actions: Actions = {
  default: async ({ locals, request }) => {
    const { app, member } = locals
    demandSchool(member!)
    const form = await request.formData()
    const wish = { meeting: textOf(form, 'meeting'), heldOn: textOf(form, 'heldOn'), agreed: textOf(form, 'agreed') }
    const done = await inSchool(locals, (tx) => holdMeeting(tx, wish, { person: member!.person, now: app.clock() }))
    if (!done.ok) return fail(statusOf(done.failure), { refusal: asRefusal(done.failure), wish })
    redirect(303, '/school/startprogramma/verdieping?bewaard')
  }
}
