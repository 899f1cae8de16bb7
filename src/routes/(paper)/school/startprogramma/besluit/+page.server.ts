import { error, fail, redirect } from '@sveltejs/kit'
import { mayRunProgramme } from '#start-programme'
import { changeTeam, decideAgain, programmeFor } from '#start-programme/server'
import { failureText } from '#platform/i18n/failure.ts'
import { asRefusal, statusOf, textOf } from '#app/pages/forms.server.ts'
import { inSchool } from '#app/pages/in-school.server.ts'
import { peopleChoices, teamFrom } from '../people-choices.server.ts'
import type { Actions, PageServerLoad } from './$types'

/** Back to the decision with what it brought; and who is in the start team. */
export const load: PageServerLoad = async ({ locals }) => {
  const { app, member, language } = locals
  if (!mayRunProgramme(member!.grants)) error(403, failureText({ code: 'not_allowed' }))
  return app.database.read(member!.school, async (tx) => {
    const { running } = await programmeFor(tx, member!.person, app.clock(), language)
    if (!running) redirect(303, '/school/startprogramma')
    const inPart = (part: string) => running.team.filter((one) => one.part === part && one.isHere)
    return {
      choices: await peopleChoices(tx, app.clock()),
      team: {
        leader: inPart('leader')[0]?.person ?? '',
        teacher1: inPart('teacher')[0]?.person ?? '',
        teacher2: inPart('teacher')[1]?.person ?? '',
        coach: inPart('coach')[0]?.person ?? ''
      }
    }
  })
}

export const actions: Actions = {
  decide: async ({ locals, request }) => {
    const { app, member } = locals
    const form = await request.formData()
    const wish = { outcome: textOf(form, 'outcome'), brought: textOf(form, 'brought'), how: textOf(form, 'how') }
    const done = await inSchool(locals, (tx) => decideAgain(tx, wish, { person: member!.person, now: app.clock() }))
    if (!done.ok) return fail(statusOf(done.failure), { refusal: asRefusal(done.failure), wish, team: null })
    redirect(303, '/school/startprogramma?besluit')
  },

  team: async ({ locals, request }) => {
    const { app, member } = locals
    const team = teamFrom(await request.formData())
    const done = await inSchool(locals, (tx) => changeTeam(tx, team, { person: member!.person, now: app.clock() }))
    if (!done.ok) return fail(statusOf(done.failure), { refusal: asRefusal(done.failure), wish: null, team })
    redirect(303, '/school/startprogramma?startteam')
  }
}
