import { whyFree } from '#calendar'
import { freeTimesOf } from '#calendar/server'
import { addDays, dayOf, isDay, type Day } from '#kernel/days.ts'
import { newId, type Id } from '#kernel/id.ts'
import { ok, refuse, type Result } from '#kernel/result.ts'
import { FORMER } from '#people'
import { fullNames, heldRoles, listPeople, listUnits, standingOf, timeZoneOf } from '#people/server'
import type { Tx } from '#platform/db/door.ts'
import { readFirstDecision, readLaterDecision, readText, type FirstWish, type LaterWish } from './core/decision.ts'
import { readTeam, type Candidates, type TeamWish } from './core/team.ts'
import { HALF_YEAR, isMeeting, isWent, type Meeting } from './core/topics.ts'
import { firstForUnits, hasBegun, HORIZON, mondayOf, schoolWeeks, STEPS } from './core/weeks.ts'
import { mayDeepen, mayEvaluate, mayRunProgramme } from './policy.ts'
import {
  endProgramme,
  insertDecision,
  insertProgramme,
  insertTrack,
  partOf,
  putEvaluation,
  putMeeting,
  removeTrack,
  runningProgramme,
  tracksOf,
  writeTeam,
  type Programme
} from './store.server.ts'

export type Asking = { person: Id; now: number }

/** What today is at this school. */
export const todayOf = async (tx: Tx, now: number): Promise<Day> => dayOf(now, await timeZoneOf(tx))

/** The Mondays of eight weeks of school from each of these days on. */
export async function weeksFrom(tx: Tx, firsts: readonly Day[]): Promise<Day[][]> {
  if (firsts.length === 0) return []
  const sorted = firsts.toSorted()
  const free = await freeTimesOf(tx, sorted[0]!, addDays(sorted.at(-1)!, HORIZON))
  return firsts.map((first) => schoolWeeks(first, STEPS, (day) => whyFree(day, free) !== null))
}

/** Who can be in the start team, by what they are at this school today. */
export async function candidatesOf(tx: Tx, today: Day): Promise<Candidates> {
  const [people, roles] = await Promise.all([listPeople(tx), heldRoles(tx, today)])
  const present = people.filter(({ leftOn }) => leftOn === null).map(({ id }) => id)
  const with_ = (role: string) => present.filter((id) => roles.some((held) => held.person === id && held.role === role))
  return { present, leaders: with_('school_leader'), coaches: with_('coach') }
}

const mayRun = async (tx: Tx, person: Id) => mayRunProgramme((await standingOf(tx, person)).grants)

async function alreadyRuns(tx: Tx, { startedBy }: Programme): Promise<Result<never>> {
  const names = await fullNames(tx, startedBy ? [startedBy] : [])
  return refuse({ code: 'programme_running', params: { name: names.get(startedBy ?? '') ?? FORMER } })
}

/** A Monday to begin on: of this week or a coming one. */
function readFirstDay(typed: string, today: Day, field = 'firstDay'): Result<Day> {
  if (!isDay(typed)) return refuse({ code: 'date_invalid', field })
  const monday = mondayOf(typed)
  if (monday < mondayOf(today)) return refuse({ code: 'date_past', field })
  return monday > addDays(today, HORIZON) ? refuse({ code: 'date_too_far', field }) : ok(monday)
}

export type StartWish = FirstWish & TeamWish & { firstDay: string }

/**
 * Writes down what the team decided, and starts the programme when that is yes. Of two who start at once one does; the
 * other reads who it was.
 */
export async function startProgramme(
  tx: Tx,
  wish: StartWish,
  { person, now }: Asking
): Promise<Result<{ started: boolean }>> {
  if (!(await mayRun(tx, person))) return refuse({ code: 'not_allowed' })
  const running = await runningProgramme(tx)
  if (running) return alreadyRuns(tx, running)
  const decided = readFirstDecision(wish)
  if (!decided.ok) return decided
  const today = await todayOf(tx, now)
  const decision = { ...decided.value, id: newId(now), brought: '', decidedOn: today, by: person }
  if (decided.value.outcome === 'not_yet') {
    await insertDecision(tx, { ...decision, programme: null }, now)
    return ok({ started: false })
  }
  const team = readTeam(wish, await candidatesOf(tx, today))
  if (!team.ok) return team
  const firstDay = readFirstDay(wish.firstDay, today)
  if (!firstDay.ok) return firstDay
  const programme = newId(now)
  if (!(await insertProgramme(tx, programme, person, now))) {
    const other = await runningProgramme(tx)
    return other ? alreadyRuns(tx, other) : refuse({ code: 'programme_running', params: { name: FORMER } })
  }
  await writeTeam(tx, programme, team.value)
  await insertDecision(tx, { ...decision, programme }, now)
  await insertTrack(tx, programme, { id: newId(now), unit: null, firstDay: firstDay.value })
  return ok({ started: true })
}

/** What runs, when this person may run it. */
async function inCharge(tx: Tx, person: Id): Promise<Result<Programme>> {
  if (!(await mayRun(tx, person))) return refuse({ code: 'not_allowed' })
  const running = await runningProgramme(tx)
  return running ? ok(running) : refuse({ code: 'programme_none' })
}

/** The team comes back to its decision: what it brought, and whether it goes on, goes on otherwise, or stops. */
export async function decideAgain(tx: Tx, wish: LaterWish, { person, now }: Asking): Promise<Result<void>> {
  const running = await inCharge(tx, person)
  if (!running.ok) return running
  const decided = readLaterDecision(wish)
  if (!decided.ok) return decided
  const [programme, today] = [running.value.id, await todayOf(tx, now)]
  await insertDecision(tx, { ...decided.value, id: newId(now), programme, why: '', decidedOn: today, by: person }, now)
  if (decided.value.outcome === 'stop') await endProgramme(tx, programme, today)
  return ok(undefined)
}

/** Somebody of the start team left, or somebody else takes over. */
export async function changeTeam(tx: Tx, wish: TeamWish, { person, now }: Asking): Promise<Result<void>> {
  const running = await inCharge(tx, person)
  if (!running.ok) return running
  const team = readTeam(wish, await candidatesOf(tx, await todayOf(tx, now)))
  if (!team.ok) return team
  await writeTeam(tx, running.value.id, team.value)
  return ok(undefined)
}

/** A unit begins its own eight weeks, after the start team's, and never two units on the same Monday. */
export async function letUnitJoin(
  tx: Tx,
  wish: { unit: string; firstDay: string },
  { person, now }: Asking
): Promise<Result<void>> {
  const running = await inCharge(tx, person)
  if (!running.ok) return running
  const tracks = await tracksOf(tx, running.value.id)
  const unit = (await listUnits(tx)).find(({ id }) => id === wish.unit)
  if (!unit) return refuse({ code: 'programme_unit_missing', field: 'unit' })
  if (tracks.some((track) => track.unit === unit.id)) return refuse({ code: 'programme_unit_known', field: 'unit' })
  const firstDay = readFirstDay(wish.firstDay, await todayOf(tx, now), 'joins')
  if (!firstDay.ok) return firstDay
  const startTeam = tracks.find((track) => track.unit === null)
  const [weeks] = startTeam ? await weeksFrom(tx, [startTeam.firstDay]) : []
  if (weeks && firstDay.value < firstForUnits(weeks)) return refuse({ code: 'programme_unit_early', field: 'joins' })
  const made = await insertTrack(tx, running.value.id, { id: newId(now), unit: unit.id, firstDay: firstDay.value })
  return made ? ok(undefined) : refuse({ code: 'programme_week_taken', field: 'joins' })
}

/** A unit that has not begun can be put back on the list. */
export async function takeUnitBack(tx: Tx, track: string, { person, now }: Asking): Promise<Result<void>> {
  const running = await inCharge(tx, person)
  if (!running.ok) return running
  const found = (await tracksOf(tx, running.value.id)).find(({ id, unit }) => id === track && unit !== null)
  if (!found) return refuse({ code: 'not_found' })
  if (found.firstDay <= (await todayOf(tx, now))) return refuse({ code: 'programme_unit_begun' })
  await removeTrack(tx, found.id)
  return ok(undefined)
}

export const NOTICED_LIMIT = 500
export const DEEPER_LIMIT = 200
export type EvaluationWish = { track: string; step: number; went: string; noticed: string; deeper: string }

/** Five minutes after a week: how it went. Once more replaces it. */
export async function evaluateStep(tx: Tx, wish: EvaluationWish, { person, now }: Asking): Promise<Result<void>> {
  const running = await runningProgramme(tx)
  if (!running) return refuse({ code: 'programme_none' })
  const track = (await tracksOf(tx, running.id)).find(({ id }) => id === wish.track)
  if (!track) return refuse({ code: 'not_found' })
  const [{ units }, part] = await Promise.all([standingOf(tx, person), partOf(tx, running.id, person)])
  if (!mayEvaluate({ units: units.map(({ id }) => id), part }, track)) return refuse({ code: 'not_allowed' })
  const [weeks = []] = await weeksFrom(tx, [track.firstDay])
  if (!hasBegun(weeks, wish.step, await todayOf(tx, now))) return refuse({ code: 'programme_step_later' })
  if (!isWent(wish.went)) return refuse({ code: 'programme_choice_missing', field: 'went' })
  const noticed = readText(wish.noticed, { field: 'noticed', limit: NOTICED_LIMIT, needed: false })
  if (!noticed.ok) return noticed
  const deeper = readText(wish.deeper, { field: 'deeper', limit: DEEPER_LIMIT, needed: false })
  if (!deeper.ok) return deeper
  const { step, went } = wish
  await putEvaluation(tx, { track: track.id, step, person, went, noticed: noticed.value, deeper: deeper.value }, now)
  return ok(undefined)
}

/** From when a deepening meeting can be held: after the start team's last week, and half a year after its first. */
export const meetingFrom = (meeting: Meeting, weeks: readonly Day[]): Day =>
  meeting === 'eight_weeks' ? (weeks.at(-1) ?? '') : addDays(weeks[0] ?? '', HALF_YEAR * 7)

/** The start team writes down what was agreed in a deepening meeting. */
export async function holdMeeting(
  tx: Tx,
  wish: { meeting: string; heldOn: string; agreed: string },
  { person, now }: Asking
): Promise<Result<void>> {
  const running = await runningProgramme(tx)
  if (!running) return refuse({ code: 'programme_none' })
  if (!mayDeepen(await partOf(tx, running.id, person))) return refuse({ code: 'not_allowed' })
  if (!isMeeting(wish.meeting)) return refuse({ code: 'not_found' })
  if (!isDay(wish.heldOn)) return refuse({ code: 'date_invalid', field: 'heldOn' })
  const today = await todayOf(tx, now)
  const startTeam = (await tracksOf(tx, running.id)).find(({ unit }) => unit === null)
  const [weeks = []] = startTeam ? await weeksFrom(tx, [startTeam.firstDay]) : []
  if (wish.heldOn > today || wish.heldOn < meetingFrom(wish.meeting, weeks))
    return refuse({ code: 'programme_meeting_later', field: 'heldOn' })
  const agreed = readText(wish.agreed, { field: 'agreed' })
  if (!agreed.ok) return agreed
  await putMeeting(tx, running.id, { meeting: wish.meeting, heldOn: wish.heldOn, agreed: agreed.value }, person, now)
  return ok(undefined)
}
