import * as v from 'valibot'
import { THRESHOLD } from '#analytics/suppression/suppress.ts'
import { addDays, dayOf, isDay } from '#kernel/days.ts'
import { Refusal } from '#kernel/errors.ts'
import { newId, type Id } from '#kernel/id.ts'
import { ok, refuse, type Result } from '#kernel/result.ts'
import { findPerson, listPeople, standingOf, timeZoneOf, type Grant } from '#people/server'
import { hashToken, newToken, type Token } from '#platform/auth/tokens.ts'
import type { Tx } from '#platform/db/door.ts'
import { readContent } from './content.server.ts'
import { formOf, readAnswers } from './core/form.ts'
import { GROUPINGS } from './core/groupings.ts'
import { mayRunCampaigns, maySeeResults } from './policy.ts'
import { workOut } from './results.server.ts'
import * as store from './store/campaigns.server.ts'

export type Asking = { person: Id; now: number }

/** What a campaign of a team may ask: the leader's own mirror and the short forms of a goal or a training are apart. */
const teamInstruments = () => readContent().instruments.filter(({ audience }) => audience === 'team')

const Wish = v.object({
  title: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(200)),
  instruments: v.pipe(v.array(v.string()), v.minLength(1)),
  groupings: v.array(v.picklist(GROUPINGS)),
  norm: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(10))),
  closesOn: v.pipe(
    v.string(),
    v.check((day) => isDay(day))
  )
})

export type Opened = { id: Id; letters: Letter[] }
/** The token stands nowhere but in the letter. */
export type Letter = { person: Id; email: string; token: Token }

/** Asks everybody who works here now. Who comes later is not asked; the groups stay as they are today. */
export async function openCampaign(tx: Tx, wish: unknown, { person, now }: Asking): Promise<Result<Opened>> {
  await demand(tx, person, mayRunCampaigns)
  const parsed = v.safeParse(Wish, wish)
  if (!parsed.success) return refuse({ code: 'input_invalid', field: v.getDotPath(parsed.issues[0]) ?? undefined })
  const { title, groupings, norm, closesOn } = parsed.output
  const instruments = teamInstruments().filter(({ key }) => parsed.output.instruments.includes(key))
  if (instruments.length !== new Set(parsed.output.instruments).size)
    return refuse({ code: 'input_invalid', field: 'instruments' })
  const today = dayOf(now, await timeZoneOf(tx))
  if (closesOn <= today || closesOn > addDays(today, 366))
    return refuse({ code: 'closing_day_wrong', field: 'closesOn' })
  const team = (await listPeople(tx)).filter(({ leftOn }) => !leftOn)
  if (team.length < THRESHOLD)
    return refuse({ code: 'campaign_too_small', params: { count: team.length, least: THRESHOLD } })

  const { items, scales } = readContent()
  const id = newId(now)
  const form = formOf(instruments, items, scales)
  await store.insertCampaign(tx, {
    id,
    title,
    madeBy: person,
    form,
    groupings,
    norm,
    openedOn: today,
    closesOn,
    closedOn: null
  })
  const letters = team.map(({ id, email }) => ({ person: id, email, token: newToken() }))
  const labelOf = {
    // Somebody in several units would be a group of their own: they count in the whole only.
    unit: (one: (typeof team)[number]) => (one.units.length === 1 ? one.units[0]! : ''),
    function: (one: (typeof team)[number]) => one.function.trim()
  }
  const invited = team.map((one, at) => ({
    person: one.id,
    labels: Object.fromEntries(groupings.map((grouping) => [grouping, labelOf[grouping](one)])),
    tokenHash: hashToken(letters[at]!.token)
  }))
  await store.insertPeople(tx, id, invited)
  return ok({ id, letters })
}

/** Takes somebody's answers, once. What it was and who it came from are written in the same moment, and never together. */
export async function answerCampaign(
  tx: Tx,
  campaign: Id,
  by: { person: Id } | { token: Token },
  input: unknown
): Promise<Result<null>> {
  const found = await store.lockCampaign(tx, campaign, 'share')
  if (!found) return refuse({ code: 'not_found' })
  if (found.closedOn) return refuse({ code: 'campaign_closed' })
  const answered = readAnswers(found.form, input)
  if (!answered.ok) return answered
  const bearer = 'person' in by ? by : { tokenHash: hashToken(by.token) }
  const standing = await store.standingIn(tx, campaign, bearer)
  if (!standing) return refuse({ code: 'not_asked' })
  const labels = await store.takeTurn(tx, campaign, bearer)
  if (!labels) return refuse({ code: 'campaign_answered' })
  await store.insertPending(tx, campaign, labels, answered.value)
  return ok(null)
}

/** Works out what may be shown, and then cuts every thread between people and answers. Once; there is no way back. */
export async function closeCampaign(tx: Tx, campaign: Id, { person, now }: Asking): Promise<Result<null>> {
  await demand(tx, person, mayRunCampaigns)
  return await close(tx, campaign, now)
}

/** What the last day brings by itself: nobody has to press. */
export async function closeWhatIsDue(tx: Tx, now: number): Promise<Id[]> {
  const today = dayOf(now, await timeZoneOf(tx))
  const due = (await store.listCampaigns(tx)).filter(({ closedOn, closesOn }) => !closedOn && closesOn < today)
  for (const { id } of due) await close(tx, id, now)
  return due.map(({ id }) => id)
}

async function close(tx: Tx, campaign: Id, now: number): Promise<Result<null>> {
  const found = await store.lockCampaign(tx, campaign, 'update')
  if (!found) return refuse({ code: 'not_found' })
  if (found.closedOn) return refuse({ code: 'campaign_closed' })
  const pending = await store.readPending(tx, campaign)
  const { asked } = await store.countPeople(tx, campaign)
  const rows = pending.map(({ labels, answered }) => ({ labels, answers: answered.answers }))
  const results = workOut(rows, { form: found.form, groupings: found.groupings, asked })
  // Fewer than five answers are never shown, so there is no reason to keep them.
  await store.scatter(tx, campaign, results.tooFew ? [] : pending.map(({ answered }) => answered))
  await store.storeResults(tx, campaign, results, dayOf(now, await timeZoneOf(tx)))
  return ok(null)
}

/** New links for who has not answered yet; the old ones stop working. */
export async function remind(tx: Tx, campaign: Id, { person }: Asking): Promise<Result<Letter[]>> {
  await demand(tx, person, mayRunCampaigns)
  const found = await store.lockCampaign(tx, campaign, 'share')
  if (!found) return refuse({ code: 'not_found' })
  if (found.closedOn) return refuse({ code: 'campaign_closed' })
  const waiting = await store.notAnswered(tx, campaign)
  const letters = waiting.map((one) => ({ ...one, token: newToken() }))
  for (const { person, token } of letters) await store.replaceToken(tx, campaign, person, hashToken(token))
  return ok(letters)
}

export type CampaignResults = {
  campaign: store.Campaign
  results: NonNullable<Awaited<ReturnType<typeof store.readResults>>>
  /** Shown from five texts on, in random order. */
  texts: string[]
}

/** Only of a campaign that is closed. */
export async function resultsOf(
  tx: Tx,
  campaign: Id,
  { person }: Pick<Asking, 'person'>
): Promise<Result<CampaignResults>> {
  await demand(tx, person, maySeeResults)
  const [found, results] = [await store.findCampaign(tx, campaign), await store.readResults(tx, campaign)]
  if (!found) return refuse({ code: 'not_found' })
  if (!results) return refuse({ code: 'campaign_open' })
  const texts = (await store.readTexts(tx, campaign)).map(({ text }) => text)
  return ok({ campaign: found, results, texts: texts.length < THRESHOLD ? [] : texts })
}

async function demand(tx: Tx, person: Id, allows: (grants: readonly Grant[]) => boolean): Promise<void> {
  const known = await findPerson(tx, person)
  const { grants } = await standingOf(tx, person)
  if (!known || known.leftOn !== null || !allows(grants)) throw new Refusal({ code: 'not_allowed' })
}
