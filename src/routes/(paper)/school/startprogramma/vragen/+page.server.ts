import { fail, redirect } from '@sveltejs/kit'
import { giveVoice, readStatements, voicesFor } from '#start-programme/server'
import { demandSchool } from '#app/pages/asking.server.ts'
import { asRefusal, statusOf, textOf } from '#app/pages/forms.server.ts'
import { inSchool } from '#app/pages/in-school.server.ts'
import type { Actions, PageServerLoad } from './$types'

/** Four questions every six weeks, and what all sides said, beside each other. */
export const load: PageServerLoad = async ({ locals, url }) => {
  const { app, member, language } = locals
  demandSchool(member!)
  return {
    statements: readStatements(language),
    voices: await app.database.read(member!.school, (tx) => voicesFor(tx, member!.person, app.clock())),
    saved: url.searchParams.has('bewaard')
  }
}

export const actions: Actions = {
  default: async ({ locals, request }) => {
    const { app, member } = locals
    demandSchool(member!)
    const form = await request.formData()
    const wish = {
      programme: textOf(form, 'programme'),
      leader: textOf(form, 'leader'),
      coach: textOf(form, 'coach'),
      teachers: textOf(form, 'teachers')
    }
    const done = await inSchool(locals, (tx) => giveVoice(tx, wish, { person: member!.person, now: app.clock() }))
    if (!done.ok) return fail(statusOf(done.failure), { refusal: asRefusal(done.failure), wish })
    redirect(303, '/school/startprogramma/vragen?bewaard')
  }
}
