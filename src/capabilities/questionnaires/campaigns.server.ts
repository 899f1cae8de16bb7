import * as v from 'valibot'
import { THRESHOLD } from '#analytics/suppression/suppress.ts'
import { addDays, dayOf, isDay, type Day } from '#kernel/days.ts'
import { isId, newId, type Id } from '#kernel/id.ts'
import { ok, refuse, type Result } from '#kernel/result.ts'
import {
  arrivalsOf,
  findPerson,
  findUnit,
  heldRoles,
  listPeople,
  standingOf,
  timeZoneOf,
  unitMembers,
  type PersonInUnits
} from '#people/server'
import { hashToken, newToken, type Token } from '#platform/auth/tokens.ts'
import type { Tx } from '#platform/db/door.ts'
import { formOf, readAnswers, type Answers } from './core/form.ts'
import { GROUPINGS, yearsHere, type Grouping } from './core/groupings.ts'
import { allInstruments } from './instruments.server.ts'
import {
  mayLookAtLeading,
  mayLookBack,
  mayRunCampaigns,
  maySeeResults,
  mayShareOwnAnswers,
  mayUseMirror
} from './policy.ts'
import { withoutTellingWho, workOut } from './results.server.ts'
import { demand, demandReader, maySteer, type Standing } from './rights.server.ts'
import * as store from './store/campaigns.server.ts'

export type Asking = { person: Id; now: number }

const Wish = v.object({
  title: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(200)),
  instruments: v.pipe(v.array(v.string()), v.minLength(1)),
  groupings: v.array(v.picklist(GROUPINGS)),
  norm: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(10))),
  closesOn: v.pipe(
    v.string(),
    v.check((day) => isDay(day))
  ),
  unit: v.optional(
    v.nullable(
      v.pipe(
        v.string(),
        v.check((id) => isId(id))
      )
    ),
    null
  ),
  kind: v.optional(v.picklist(store.CAMPAIGN_KINDS), 'team'),
  goal: v.optional(
    v.nullable(
      v.pipe(
        v.string(),
        v.check((id) => isId(id))
      )
    ),
    null
  ),
  observer: v.optional(
    v.nullable(
      v.pipe(
        v.string(),
        v.check((id) => isId(id))
      )
    ),
    null
  )
})

export type Opened = { id: Id; letters: Letter[] }
/** The token stands nowhere but in the letter. `isNamed`: whoever it is for answers with a name, and has to know. */
export type Letter = { person: Id; email: string; token: Token; isNamed: boolean }

/**
 * Asks everybody who works here now, or in one unit. Who comes later is not asked; the groups stay as they are today. A
 * goal or a training is looked back on by the unit itself, so whoever is in it may begin that.
 */
export async function openCampaign(tx: Tx, wish: unknown, { person, now }: Asking): Promise<Result<Opened>> {
  const parsed = v.safeParse(Wish, wish)
  if (!parsed.success) {
    await demand(tx, person, ({ grants, own }) => mayRunCampaigns(grants, null) || own.length > 0)
    return refuse({ code: 'input_invalid', field: v.getDotPath(parsed.issues[0]) ?? undefined })
  }
  const { title, groupings, norm, closesOn, unit, kind, goal, observer } = parsed.output
  await demand(tx, person, (standing) => mayAsk(standing, kind, unit))
  if (unit !== null && !(await findUnit(tx, unit))) return refuse({ code: 'not_found' })
  if (goal !== null && (kind !== 'goal' || unit === null)) return refuse({ code: 'input_invalid', field: 'goal' })
  // Split by nothing: in one unit every group would be a few people, and a leader has no need to know which.
  if ((kind === 'mirror' || kind === 'leader') && groupings.length > 0)
    return refuse({ code: 'input_invalid', field: 'groupings' })
  const { instruments: known, items, scales } = await allInstruments(tx)
  const wanted = new Set(parsed.output.instruments)
  const instruments = known.filter(({ key, audience }) => audience === AUDIENCE[kind] && wanted.has(key))
  if (instruments.length !== wanted.size) return refuse({ code: 'input_invalid', field: 'instruments' })
  const today = dayOf(now, await timeZoneOf(tx))
  if (closesOn <= today || closesOn > addDays(today, 366))
    return refuse({ code: 'closing_day_wrong', field: 'closesOn' })
  if (observer !== null && !(await mayObserve(tx, { kind, observer, about: person })))
    return refuse({ code: 'input_invalid', field: 'observer' })
  const about = kind === 'leader' ? person : null
  const team = (await teamOf(tx, unit, today)).filter(({ id }) => id !== about && id !== observer)
  if (team.length < THRESHOLD)
    return refuse({ code: 'campaign_too_small', params: { count: team.length, least: THRESHOLD } })

  const id = newId(now)
  await store.insertCampaign(tx, {
    ...{ id, title, madeBy: person, groupings, norm, unit, kind, goal, openedOn: today, closesOn, closedOn: null },
    form: formOf(instruments, items, scales),
    ...{ remindedOn: null, about, observer, importedTeam: null }
  })
  const letterTo = (one: { id: Id; email: string }, isNamed: boolean) => ({
    person: one.id,
    email: one.email,
    token: newToken(),
    isNamed
  })
  const letters = team.map((one) => letterTo(one, false))
  const labelsOf = await labelling(tx, team, groupings, today)
  const invited = team.map((one, at) => ({
    person: one.id,
    labels: labelsOf(one),
    tokenHash: hashToken(letters[at]!.token)
  }))
  const named = await namedVoices(tx, about, observer)
  const namedLetters = named.map(({ one }) => letterTo(one, true))
  const withNames = named.map(({ one, as }, at) => ({
    ...{ person: one.id, labels: { as }, tokenHash: hashToken(namedLetters[at]!.token) }
  }))
  await store.insertPeople(tx, id, [...invited, ...withNames])
  return ok({ id, letters: [...letters, ...namedLetters.filter(({ person }) => person !== about)] })
}

/** One person who is here, and not the leader: a coach, a board member, a colleague who then does not count in the team. */
async function mayObserve(
  tx: Tx,
  { kind, observer, about }: { kind: store.CampaignKind; observer: Id; about: Id }
): Promise<boolean> {
  const known = await findPerson(tx, observer)
  return kind === 'leader' && observer !== about && known !== null && known.leftOn === null
}

async function namedVoices(tx: Tx, about: Id | null, observer: Id | null) {
  const named = [
    { id: about, as: 'self' as const },
    { id: observer, as: 'observer' as const }
  ]
  const found = await Promise.all(
    named.map(async ({ id, as }) => ({ one: id === null ? null : await findPerson(tx, id), as }))
  )
  return found.flatMap(({ one, as }) => (one === null ? [] : [{ one, as }]))
}

/** For whom the instruments are that a kind of campaign asks. */
export const AUDIENCE = { team: 'team', goal: 'goal', training: 'training', mirror: 'unit', leader: 'leader' } as const

const mayAsk = ({ grants, own }: Standing, kind: store.CampaignKind, unit: Id | null): boolean => {
  if (kind === 'team') return mayRunCampaigns(grants, unit)
  if (kind === 'leader') return unit === null && mayLookAtLeading(grants)
  return kind === 'mirror' ? mayUseMirror(grants, unit, own) : mayLookBack(grants, unit, own)
}

/** Who is asked: everybody who works here, or in the unit; no guest, and nobody who only looks after the installation. */
export async function teamOf(tx: Tx, unit: Id | null, today: Day): Promise<PersonInUnits[]> {
  const held = Map.groupBy(await heldRoles(tx, today), ({ person }) => person)
  const within = unit === null ? null : new Set((await unitMembers(tx, unit)).map(({ id }) => id))
  return (await listPeople(tx)).filter(
    ({ id, leftOn }) => !leftOn && (!within || within.has(id)) && maySeeResults(held.get(id) ?? [])
  )
}

/** In which group of each grouping somebody counts, as of today. */
async function labelling(tx: Tx, team: readonly PersonInUnits[], groupings: readonly Grouping[], today: Day) {
  const ids = groupings.includes('years') ? team.map(({ id }) => id) : []
  const arrivals = await arrivalsOf(tx, ids)
  const labelOf: Record<Grouping, (one: PersonInUnits) => string> = {
    // Somebody in several units would be a group of their own: they count in the whole only.
    unit: ({ units }) => (units.length === 1 ? units[0]! : ''),
    function: (one) => one.function.trim(),
    years: ({ id }) => {
      const { first = null, schoolFirst = null } = arrivals.get(id) ?? {}
      return yearsHere(first, schoolFirst, today)
    }
  }
  return (one: PersonInUnits): store.Labels =>
    Object.fromEntries(groupings.map((grouping) => [grouping, labelOf[grouping](one)]))
}

export type AnswerOrder = {
  campaign: Id
  by: { person: Id } | { token: Token }
  now: number
  /** A leader shows these answers beside the team's, under his or her name; then they do not count in it. */
  share?: boolean
}

/** What whoever answered is told: until when, and who reads it. */
export type Sent = { closesOn: Day; kind: store.CampaignKind; as: store.Voice }

/** Takes somebody's answers, once. What it was and who it came from are written in the same moment, and never together. */
export async function answerCampaign(
  tx: Tx,
  { campaign, by, now, share = false }: AnswerOrder,
  input: unknown
): Promise<Result<Sent>> {
  const found = await store.lockCampaign(tx, campaign)
  if (!found) return refuse({ code: 'not_found' })
  if (found.closedOn || found.closesOn < dayOf(now, await timeZoneOf(tx))) return refuse({ code: 'campaign_closed' })
  const answered = readAnswers(found.form, input)
  if (!answered.ok) return answered
  const bearer = 'person' in by ? by : { tokenHash: hashToken(by.token) }
  const standing = await store.standingIn(tx, campaign, bearer)
  if (!standing) return refuse({ code: 'not_asked' })
  if (share && !(await mayShare(tx, found, by))) return refuse({ code: 'not_allowed' })
  const labels = await store.takeTurn(tx, campaign, bearer)
  if (!labels) return refuse({ code: 'campaign_answered' })
  // What is said with a name is kept with that name, and never among what the team said.
  const named = { self: found.about, observer: found.observer }[labels['as'] ?? ''] ?? null
  if (labels['as'] !== undefined && named === null) return refuse({ code: 'not_asked' })
  if (named !== null) await store.insertShared(tx, campaign, named, answered.value.answers)
  else if (share && 'person' in by) await store.insertShared(tx, campaign, by.person, answered.value.answers)
  else await store.insertPending(tx, campaign, labels, answered.value)
  await store.blurTurns(tx, campaign)
  return ok({ closesOn: found.closesOn, kind: found.kind, as: standing.as })
}

const mayShare = async (tx: Tx, { kind, unit }: store.Campaign, by: AnswerOrder['by']): Promise<boolean> =>
  'person' in by && kind === 'team' && unit === null && mayShareOwnAnswers((await standingOf(tx, by.person)).grants)

/** Works out what may be shown, and then cuts every thread between people and answers. Once; there is no way back. */
export async function closeCampaign(tx: Tx, campaign: Id, { person, now }: Asking): Promise<Result<null>> {
  const found = await store.lockCampaign(tx, campaign)
  await demand(tx, person, (standing) => maySteer(standing, found))
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
  const found = await store.lockCampaign(tx, campaign)
  if (!found) return refuse({ code: 'not_found' })
  if (found.closedOn) return refuse({ code: 'campaign_closed' })
  const pending = await store.readPending(tx, campaign)
  const { everybody, answeredApart, askedApart } = await standingApart(tx, campaign)
  const rows = pending.map(({ labels, answered }) => ({ labels, answers: answered.answers }))
  const worked = workOut(rows, { form: found.form, groupings: found.groupings, everybody })
  // Five who were asked, of whom one answered with a name: how many of the other four answered is nobody's business.
  const results =
    everybody.length < THRESHOLD
      ? { ...worked, asked: worked.asked + askedApart, answered: worked.answered + answeredApart }
      : worked
  // Fewer than five answers are never shown, so there is no reason to keep them.
  await store.scatter(tx, campaign, results.tooFew ? [] : pending.map(({ answered }) => answered))
  await store.storeResults(tx, campaign, results, dayOf(now, await timeZoneOf(tx)))
  return ok(null)
}

/** Who was asked without a name, by the groups they count in, and how many were and answered with one. */
async function standingApart(tx: Tx, campaign: Id) {
  const people = await store.peopleAsked(tx, campaign)
  const shared = new Set((await store.readShared(tx, campaign)).map(({ person }) => person))
  const team = people.filter(({ person, labels }) => labels['as'] === undefined && !shared.has(person))
  return {
    everybody: team.map(({ labels }) => labels),
    askedApart: people.length - team.length,
    answeredApart: shared.size
  }
}

/** New links for who has not answered yet; the old ones stop working. At most once a day. */
export async function remind(tx: Tx, campaign: Id, { person, now }: Asking): Promise<Result<Letter[]>> {
  const found = await store.lockCampaign(tx, campaign)
  await demand(tx, person, (standing) => maySteer(standing, found))
  if (!found) return refuse({ code: 'not_found' })
  const today = dayOf(now, await timeZoneOf(tx))
  if (found.closedOn || found.closesOn < today) return refuse({ code: 'campaign_closed' })
  if (found.remindedOn === today) return refuse({ code: 'reminded_today' })
  await store.noteReminder(tx, campaign, today)
  const waiting = await store.notAnswered(tx, campaign)
  const letters = waiting.map((one) => ({ ...one, token: newToken() }))
  for (const { person, token } of letters) await store.replaceToken(tx, campaign, person, hashToken(token))
  return ok(letters)
}

export type CampaignResults = {
  campaign: store.Campaign
  results: NonNullable<Awaited<ReturnType<typeof store.readResults>>>
  /** By question; shown from five texts on, in random order. */
  texts: Record<string, string[]>
  /** What leaders chose to show beside the team. */
  shared: { person: Id; answers: Answers }[]
}

/** Only of a campaign that is closed. */
export async function resultsOf(
  tx: Tx,
  campaign: Id,
  { person }: Pick<Asking, 'person'>
): Promise<Result<CampaignResults>> {
  const found = await store.findCampaign(tx, campaign)
  await demandReader(tx, found, person)
  const results = await store.readResults(tx, campaign)
  if (!found) return refuse({ code: 'not_found' })
  if (!results) return refuse({ code: 'campaign_open' })
  const byItem = Map.groupBy(await store.readTexts(tx, campaign), ({ item }) => item)
  const texts = [...byItem].flatMap(([item, found]) =>
    found.length < THRESHOLD ? [] : [[item, found.map(({ text }) => text)] as const]
  )
  const { everybody } = await standingApart(tx, campaign)
  return ok({
    campaign: found,
    results: withoutTellingWho(results, found.groupings, everybody),
    texts: Object.fromEntries(texts),
    shared: await store.readShared(tx, campaign)
  })
}
