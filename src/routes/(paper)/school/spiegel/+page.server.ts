import { error, fail } from '@sveltejs/kit'
import { schoolNames } from '#app/pages/asking.server.ts'
import { asRefusal, statusOf, textOf } from '#app/pages/forms.server.ts'
import { inSchool } from '#app/pages/in-school.server.ts'
import { sendOut } from '#app/pages/sent-out.server.ts'
import { leaderFacts } from '#app/mirrors/leader-facts.server.ts'
import { FEWEST_SESSIONS } from '#board-sessions'
import { addDays } from '#kernel/days.ts'
import { LEAST_ASKED, mayLookAtLeading } from '#questionnaires'
import { allInstruments, openCampaign, overview, resultsToShow, standingOfCampaign } from '#questionnaires/server'
import { failureText } from '#platform/i18n/failure.ts'
import { currentLanguage } from '#platform/i18n/runtime.ts'
import type { Member } from '#app/viewers.server.ts'
import type { Actions, PageServerLoad } from './$types'

const DAYS = 14

function demandLeader({ grants }: Member): void {
  if (!mayLookAtLeading(grants)) error(403, failureText({ code: 'not_allowed' }))
}

/** How I lead: what the school's own data show, and beside it what I, the team and an observer said. */
export const load: PageServerLoad = async ({ locals }) => {
  const { app, member } = locals
  const { school, person } = member!
  demandLeader(member!)
  return app.database.read(school, async (tx) => {
    const facts = await leaderFacts(tx, person, app.clock())
    const { running, closed } = await overview(tx, person, app.clock())
    const asked = running.filter(({ kind }) => kind === 'leader')
    const before = closed.filter(({ kind }) => kind === 'leader')
    const last = before.find(({ tooFew }) => !tooFew)
    const shown = last ? await resultsToShow(tx, last.id, { person }) : null
    const { instruments, items } = await allInstruments(tx)
    const view = shown?.ok ? shown.value.view : null
    const said = [...new Map((view?.sections ?? []).flatMap((part) => part.items).map((item) => [item.key, item])).values()] // prettier-ignore
    const seen = (fact: string) => said.filter(({ key }) => items.get(key)?.seenInData === fact)
    const turns = await Promise.all(asked.map(({ id }) => standingOfCampaign(tx, id, { person })))
    return {
      facts,
      running: asked.map((one, at) => ({ ...one, isMyTurn: turns[at]?.isMyTurn ?? false })),
      closed: before,
      last: last ? { id: last.id, answered: last.answered, asked: last.asked, closedOn: last.closedOn! } : null,
      said: {
        led: seen('who_led_sessions'),
        present: seen('leader_present'),
        wrote: seen('who_wrote_goals_and_actions'),
        plans: seen('who_made_visit_schedule')
      },
      instruments: instruments
        .filter(({ audience }) => audience === 'leader')
        .map(({ key, title, about }) => ({ key, title: title[currentLanguage()], about: about[currentLanguage()] })),
      colleagues: (await schoolNames(tx)).present.filter(({ id }) => id !== person),
      ...{ least: LEAST_ASKED, fewest: FEWEST_SESSIONS, closesOn: addDays(facts.till, DAYS) }
    }
  })
}

export const actions: Actions = {
  ask: async ({ locals, request }) => {
    const { app, member } = locals
    demandLeader(member!)
    const form = await request.formData()
    const wish = {
      instruments: form.getAll('instruments').map(String),
      observer: textOf(form, 'observer') || null,
      closesOn: textOf(form, 'closesOn')
    }
    const opened = await inSchool(locals, async (tx) => {
      const { instruments } = await allInstruments(tx)
      const asked = instruments.filter(({ key }) => wish.instruments.includes(key))
      const title = asked.map((one) => one.title[currentLanguage()]).join(' + ') || '-'
      const whole = { ...wish, title, groupings: [], norm: null, kind: 'leader' }
      return openCampaign(tx, whole, { person: member!.person, now: app.clock() })
    })
    if (!opened.ok) return fail(statusOf(opened.failure), { refusal: asRefusal(opened.failure), wish })
    return await sendOut(locals, opened.value.id, opened.value.letters)
  }
}
