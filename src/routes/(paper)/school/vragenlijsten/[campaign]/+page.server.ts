import { error, fail } from '@sveltejs/kit'
import { sendReminders } from '#app/campaign-letters.server.ts'
import { asRefusal, statusOf } from '#app/pages/forms.server.ts'
import { inSchool } from '#app/pages/in-school.server.ts'
import { isId } from '#kernel/id.ts'
import { refuse } from '#kernel/result.ts'
import {
  closeCampaign,
  remind,
  ROWS_FROM,
  resultsToShow,
  standingOfCampaign,
  type ResultsToShow
} from '#questionnaires/server'
import { mayContribute } from '#trust'
import { besideTrust, contribute, takeBack } from '#trust/server'
import { failureText } from '#platform/i18n/failure.ts'
import type { Actions, PageServerLoad } from './$types'

/** How a campaign stands while it runs; what came out of it once it is closed. */
export const load: PageServerLoad = async ({ locals, params, url }) => {
  const { app, member } = locals
  const { school, person } = member!
  const id = params.campaign
  const standing = isId(id) ? await app.database.read(school, (tx) => standingOfCampaign(tx, id, { person })) : null
  if (!standing) error(404, failureText({ code: 'not_found' }))
  const shown =
    standing.campaign.closedOn === null || !standing.mayRead
      ? null
      : await app.database.read(school, async (tx) => {
          const found = await resultsToShow(tx, id, { person })
          return found.ok ? { results: found.value, beside: await besideTrust(tx, found.value, app.clock()) } : null
        })
  const told = (name: string) => (url.searchParams.has(name) ? Number(url.searchParams.get(name)) || 0 : null)
  return {
    ...{ sign: standing.sign, asked: standing.asked, answered: standing.answered, maySteer: standing.maySteer },
    ...{ isMyTurn: standing.isMyTurn, hasAnswered: standing.hasAnswered, remindedOn: standing.campaign.remindedOn },
    results: shown ? forPage(shown.results) : null,
    beside: shown?.beside ?? null,
    mayContribute: mayContribute(member!.grants),
    part: url.searchParams.get('deel'),
    mayTakeRows: standing.mayTakeRows && shown !== null && shown.results.view.answered >= ROWS_FROM,
    told: {
      ...{ asked: told('asked'), mailed: told('mailed'), without: told('without'), failed: told('failed') },
      noMail: told('nomail') !== null
    }
  }
}

/** The form stays behind: what is asked stands in the view. */
const forPage = ({ view, findings, waves, hidden, texts }: ResultsToShow) => ({ view, findings, waves, hidden, texts })

const given = async (locals: App.Locals, campaign: string, work: typeof contribute) => {
  const { app, member } = locals
  return isId(campaign)
    ? await inSchool(locals, (tx) => work(tx, campaign, { person: member!.person, now: app.clock() }))
    : refuse({ code: 'not_found' })
}

export const actions: Actions = {
  contribute: async ({ locals, params }) => {
    const done = await given(locals, params.campaign, contribute)
    return done.ok ? { contributed: true } : fail(statusOf(done.failure), { refusal: asRefusal(done.failure) })
  },
  takeBack: async ({ locals, params }) => {
    const done = await given(locals, params.campaign, takeBack)
    return done.ok ? { takenBack: true } : fail(statusOf(done.failure), { refusal: asRefusal(done.failure) })
  },
  remind: async ({ locals, params }) => {
    const { app, member, language } = locals
    const { school, person } = member!
    const campaign = params.campaign
    const letters = isId(campaign)
      ? await inSchool(locals, (tx) => remind(tx, campaign, { person, now: app.clock() }))
      : refuse({ code: 'not_found' })
    if (!letters.ok) return fail(statusOf(letters.failure), { refusal: asRefusal(letters.failure) })
    return { reminded: await sendReminders(app, letters.value, { school, campaign, by: person, language }) }
  },
  close: async ({ locals, params }) => {
    const { app, member } = locals
    const campaign = params.campaign
    const done = isId(campaign)
      ? await inSchool(locals, (tx) => closeCampaign(tx, campaign, { person: member!.person, now: app.clock() }))
      : refuse({ code: 'not_found' })
    if (!done.ok) return fail(statusOf(done.failure), { refusal: asRefusal(done.failure) })
    return { closed: true }
  }
}
