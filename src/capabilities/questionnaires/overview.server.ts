/** What somebody sees of campaigns: which run, whose turn it is, and the form to answer. */
import { dayOf, type Day } from '#kernel/days.ts'
import type { Id } from '#kernel/id.ts'
import { ok, refuse, type Result } from '#kernel/result.ts'
import { fullNames, listUnits, standingOf, timeZoneOf } from '#people/server'
import { hashToken, type Token } from '#platform/auth/tokens.ts'
import type { Tx } from '#platform/db/door.ts'
import { minutesFor, namedForm, type Form } from './core/form.ts'
import { mayShareOwnAnswers } from './policy.ts'
import { mayReadResults, maySteer, mayTakeRowsOf, standingFor } from './rights.server.ts'
import * as store from './store/campaigns.server.ts'

/** A campaign as lists show it. */
export type CampaignSign = Pick<
  store.Campaign,
  'id' | 'title' | 'kind' | 'goal' | 'openedOn' | 'closesOn' | 'closedOn'
> & {
  minutes: number
  /** Brought in from a file. */
  isImported: boolean
  unit: { id: Id; name: string; mark: string; hue: number } | null
}

const signOf = (campaign: store.Campaign, units: readonly NonNullable<CampaignSign['unit']>[]): CampaignSign => {
  const { id, title, kind, goal, openedOn, closesOn, closedOn, form, unit } = campaign
  const home = units.find((one) => one.id === unit)
  return {
    ...{ id, title, kind, goal, openedOn, closesOn, closedOn, minutes: minutesFor(form) },
    isImported: campaign.importedTeam !== null,
    unit: home ? { id: home.id, name: home.name, mark: home.mark, hue: home.hue } : null
  }
}

/** Questionnaires that wait for somebody. */
export async function myTurns(tx: Tx, person: Id, now: number): Promise<CampaignSign[]> {
  const waiting = await store.turnsOf(tx, person, dayOf(now, await timeZoneOf(tx)))
  if (waiting.length === 0) return []
  const units = await listUnits(tx)
  return waiting.map((campaign) => signOf(campaign, units))
}

export type Overview = {
  waiting: CampaignSign[]
  /** How many answered of those asked: a number, never who. */
  running: (CampaignSign & { asked: number; answered: number; maySteer: boolean })[]
  closed: (CampaignSign & { asked: number; answered: number; tooFew: boolean })[]
  today: Day
}

/** What somebody may know of: their own turn, what runs where they belong, and results that are theirs to read. */
export async function overview(tx: Tx, person: Id, now: number): Promise<Overview> {
  const [all, units, standing, askedIn, today] = await Promise.all([
    store.listCampaigns(tx),
    listUnits(tx),
    standingFor(tx, person),
    store.askedIn(tx, person),
    timeZoneOf(tx).then((zone) => dayOf(now, zone))
  ])
  const mayRead = (campaign: store.Campaign) => mayReadResults(standing, campaign, askedIn.has(campaign.id))
  const found: Overview = { waiting: await myTurns(tx, person, now), running: [], closed: [], today }
  for (const campaign of all) {
    const sign = signOf(campaign, units)
    if (campaign.closedOn === null) {
      const steers = maySteer(standing, campaign)
      if (!steers && !mayRead(campaign)) continue
      found.running.push({ ...sign, ...(await store.countPeople(tx, campaign.id)), maySteer: steers })
    } else if (mayRead(campaign)) {
      const results = await store.readResults(tx, campaign.id)
      const { asked = 0, answered = 0, tooFew = true } = results ?? {}
      found.closed.push({ ...sign, asked, answered, tooFew })
    }
  }
  return found
}

/** What was brought in as counts has no rows to take along. */
const holdsRows = async (tx: Tx, { id, importedTeam }: store.Campaign): Promise<boolean> =>
  importedTeam === null || (await store.readClosedAnswers(tx, id)).length > 0

/** A campaign as whoever asks sees it while it runs. */
export async function standingOfCampaign(tx: Tx, id: Id, { person }: { person: Id }) {
  const campaign = await store.findCampaign(tx, id)
  if (!campaign) return null
  const [units, may, wasAsked, counts] = await Promise.all([
    listUnits(tx),
    standingFor(tx, person),
    store.askedIn(tx, person).then((asked) => asked.has(id)),
    store.countPeople(tx, id)
  ])
  const steers = maySteer(may, campaign)
  const mayRead = mayReadResults(may, campaign, wasAsked)
  if (!steers && !mayRead) return null
  const standing = await store.standingIn(tx, id, { person })
  return {
    campaign,
    sign: signOf(campaign, units),
    ...counts,
    maySteer: steers,
    mayRead,
    mayTakeRows: mayRead && mayTakeRowsOf(may, campaign) && (await holdsRows(tx, campaign)),
    isMyTurn: campaign.closedOn === null && standing !== null && !standing.answered,
    hasAnswered: campaign.closedOn === null && standing?.answered === true
  }
}

export type FormToAnswer = {
  campaign: Id
  title: string
  form: Form
  closesOn: Day
  unit: string
  mayShare: boolean
  kind: store.CampaignKind
  /** Who answers, and about whom: the team without a name, or with a name the leader and the observer. */
  as: store.Voice
  about: string
}

/** The form for whoever is asked, by who they are or by the letter they hold. */
export async function formToAnswer(
  tx: Tx,
  campaign: Id,
  by: { person: Id } | { token: Token },
  now: number
): Promise<Result<FormToAnswer>> {
  const found = await store.findCampaign(tx, campaign)
  if (!found) return refuse({ code: 'not_found' })
  if (found.closedOn || found.closesOn < dayOf(now, await timeZoneOf(tx))) return refuse({ code: 'campaign_closed' })
  const standing = await store.standingIn(tx, campaign, 'person' in by ? by : { tokenHash: hashToken(by.token) })
  if (!standing) return refuse({ code: 'not_asked' })
  if (standing.answered) return refuse({ code: 'campaign_answered' })
  const mayShare =
    'person' in by &&
    found.kind === 'team' &&
    found.unit === null &&
    mayShareOwnAnswers((await standingOf(tx, by.person)).grants)
  const unit = found.unit === null ? '' : ((await listUnits(tx)).find(({ id }) => id === found.unit)?.name ?? '')
  const { title, form, closesOn, kind, about } = found
  const { as } = standing
  return ok({
    ...{ campaign, title, closesOn, unit, mayShare, kind, as },
    form: as === 'team' ? form : namedForm(form, as === 'self'),
    about: about === null ? '' : ((await fullNames(tx, [about])).get(about) ?? '')
  })
}
