import { error, fail } from '@sveltejs/kit'
import { asRefusal, statusOf, textOf } from '#app/pages/forms.server.ts'
import { inSchool } from '#app/pages/in-school.server.ts'
import { ownUnit } from '#app/pages/own-unit.server.ts'
import { sendOut } from '#app/pages/sent-out.server.ts'
import { unitFacts } from '#app/mirrors/unit-facts.server.ts'
import { FEWEST_SESSIONS } from '#board-sessions'
import { addDays } from '#kernel/days.ts'
import { unitMembers } from '#people/server'
import { LEAST_ASKED, mayUseMirror } from '#questionnaires'
import { allInstruments, openCampaign, overview, resultsToShow, type CampaignSign } from '#questionnaires/server'
import { failureText } from '#platform/i18n/failure.ts'
import { currentLanguage } from '#platform/i18n/runtime.ts'
import type { Member } from '#app/viewers.server.ts'
import type { Actions, PageServerLoad } from './$types'

const INSTRUMENT = 'collaboration-mirror'
const DAYS = 14

/** One of my own units, in which I am no guest; for anybody else there is no mirror. */
function mirrored(member: Member, id: string) {
  const unit = ownUnit(member, id)
  if (!mayUseMirror(member.grants, unit.id, [unit.id])) error(403, failureText({ code: 'not_allowed' }))
  return unit
}

/** How the unit works together: what its own data show, and beside it what it said of itself the last time. */
export const load: PageServerLoad = async ({ locals, params }) => {
  const { app, member } = locals
  const { school, person } = member!
  const unit = mirrored(member!, params.unit)
  return app.database.read(school, async (tx) => {
    const facts = await unitFacts(tx, unit.id, app.clock())
    const { running, closed } = await overview(tx, person, app.clock())
    const isOurs = (one: CampaignSign) => one.kind === 'mirror' && one.unit?.id === unit.id
    const [asked, before] = [running.filter(isOurs), closed.filter(isOurs)]
    const last = before.find(({ tooFew }) => !tooFew)
    const shown = last ? await resultsToShow(tx, last.id, { person }) : null
    const { instruments } = await allInstruments(tx)
    const parts = instruments.find(({ key }) => key === INSTRUMENT)!.constructs
    return {
      ...{ unit, facts, running: asked, closed: before, members: (await unitMembers(tx, unit.id)).length },
      ...{ least: LEAST_ASKED, fewest: FEWEST_SESSIONS, closesOn: addDays(facts.till, DAYS) },
      parts: parts.map(({ key, name, meaning }) => ({
        ...{ key, name: name[currentLanguage()], meaning: meaning[currentLanguage()] },
        said:
          shown?.ok && !shown.value.view.tooFew
            ? (shown.value.view.sections.find((section) => section.key === key)?.items ?? [])
            : []
      })),
      last: last ? { id: last.id, closedOn: last.closedOn!, answered: last.answered, asked: last.asked } : null
    }
  })
}

export const actions: Actions = {
  ask: async ({ locals, params, request }) => {
    const { app, member } = locals
    const unit = mirrored(member!, params.unit)
    const closesOn = textOf(await request.formData(), 'closesOn')
    const opened = await inSchool(locals, async (tx) => {
      const { instruments } = await allInstruments(tx)
      const title = instruments.find(({ key }) => key === INSTRUMENT)!.title[currentLanguage()]
      const wish = { title, instruments: [INSTRUMENT], groupings: [], norm: null, closesOn, kind: 'mirror' }
      return openCampaign(tx, { ...wish, unit: unit.id }, { person: member!.person, now: app.clock() })
    })
    if (!opened.ok) return fail(statusOf(opened.failure), { refusal: asRefusal(opened.failure), closesOn })
    return await sendOut(locals, opened.value.id, opened.value.letters)
  }
}
