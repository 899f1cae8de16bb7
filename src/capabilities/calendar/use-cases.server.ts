import { addDays, isDay, type Day } from '#kernel/days.ts'
import type { Id } from '#kernel/id.ts'
import { ok, refuse, type Result } from '#kernel/result.ts'
import { hashToken, newToken } from '#platform/auth/tokens.ts'
import type { Tx } from '#platform/db/door.ts'
import { enqueueChange } from '#platform/jobs/queue.ts'
import { isRegion } from './core/free-days.ts'
import { readFreeFile, readFreeTime, type OwnFreeTime, type ReadFreeFile } from './core/free-day-file.ts'
import {
  countsFrom,
  isHeld,
  leftOver,
  nextHeld,
  plannedSessions,
  type PlannedSession,
  type WeeklyPattern,
  type When
} from './core/sessions.ts'
import {
  addFreeTimes,
  changesOf,
  freeTimesOf,
  hasFeed,
  personOfFeed,
  removeChange,
  removeFeed,
  removeFreeTime,
  writeChange,
  writeFeed,
  regionOf,
  writeRegion
} from './store.server.ts'

/** The job that tells that sessions of a unit were moved or dropped; its key begins with the unit. */
export const SESSIONS_CHANGED = 'sessions-changed'

/** What a session needs to be found: when the unit meets as a rule, now and before and later. */
export type UnitCalendar = { unit: Id; patterns: readonly WeeklyPattern[] }

/** The sessions of a unit from one day until another, holidays and changes counted. */
export async function sessionsOf(
  tx: Tx,
  { unit, patterns }: UnitCalendar,
  from: Day,
  until: Day
): Promise<PlannedSession[]> {
  const [free, changes] = await Promise.all([freeTimesOf(tx, from, addDays(until, 1)), changesOf(tx, unit, from)])
  return plannedSessions(patterns, free, changes, from, until)
}

/** The next sessions of a unit that are held, in the order in which they are. */
export async function nextSessions(tx: Tx, { unit, patterns }: UnitCalendar, when: When): Promise<PlannedSession[]> {
  const from = addDays(when.today, -1)
  const [free, changes] = await Promise.all([freeTimesOf(tx, from, addDays(from, 80)), changesOf(tx, unit, from)])
  return nextHeld(patterns, free, changes, when)
}

/** How far ahead (days) a session can be moved or dropped, and to which day. */
const AHEAD = 370

export type SessionWish = { on: string; to: { day: string; minute: number } | 'dropped' | 'as-planned' }

/** Moves one session, drops it, or lets it be as it was planned. For members of the unit and who looks after it. */
export async function changeSession(
  tx: Tx,
  calendar: UnitCalendar,
  { on, to }: SessionWish,
  by: Id,
  { now, today }: When
): Promise<Result<PlannedSession>> {
  const { unit, patterns } = calendar
  if (!isDay(on)) return refuse({ code: 'date_invalid', field: 'on' })
  const until = addDays(today, AHEAD)
  const find = async () =>
    (await sessionsOf(tx, calendar, on < today ? on : today, until)).find((session) => session.on === on)
  const session = await find()
  if (!session || session.day < today) return refuse({ code: 'session_not_planned' })
  const [byRule] = plannedSessions(patterns, [], [], on, on)
  if (to === 'as-planned') {
    // It was moved, and then another moment was chosen: there is nothing to go back to.
    if (!byRule) return refuse({ code: 'session_not_planned' })
    await removeChange(tx, unit, on)
  } else if (to === 'dropped') await writeChange(tx, unit, { on, to: null, by }, now)
  else {
    if (!isDay(to.day)) return refuse({ code: 'date_invalid', field: 'day' })
    if (to.day < today) return refuse({ code: 'date_past', field: 'day' })
    if (to.day > until) return refuse({ code: 'date_too_far', field: 'day' })
    if (!Number.isInteger(to.minute) || to.minute < 0 || to.minute > 1439)
      return refuse({ code: 'time_invalid', field: 'time' })
    const others = await sessionsOf(tx, calendar, to.day, to.day)
    if (others.some((other) => other.on !== on && isHeld(other) && other.minute === to.minute))
      return refuse({ code: 'session_already_then', field: 'day' })
    const isAsRule = to.day === on && byRule?.minute === to.minute
    if (isAsRule && session.state !== 'free') await removeChange(tx, unit, on)
    else await writeChange(tx, unit, { on, to, by }, now)
  }
  await enqueueChange(tx, SESSIONS_CHANGED, unit, now)
  return ok((await find()) ?? { ...session, state: 'dropped', why: null })
}

/**
 * From which day a unit can meet at other slots than before, when it says so now: from today, or from tomorrow once a
 * session of today has begun. What was planned until now stays as it was.
 */
export async function firstDayOfChange(
  tx: Tx,
  { unit, patterns }: UnitCalendar,
  slots: WeeklyPattern['slots'],
  when: When
): Promise<Day> {
  const { today } = when
  const other = { slots, since: today, from: today, until: null }
  const sessions = await sessionsOf(tx, { unit, patterns }, today, today)
  return countsFrom([...sessions, ...plannedSessions([other], [], [], today, today)], when)
}

/** Another weekly moment counts from a day on: what was changed about sessions that are no more falls away. */
export async function forgetLeftOver(tx: Tx, { unit, patterns }: UnitCalendar, from: Day): Promise<void> {
  for (const { on } of leftOver(patterns, await changesOf(tx, unit, from), from)) await removeChange(tx, unit, on)
}

/** The region whose holidays count for the school; an empty choice means none. Tells whether it is another than before. */
export async function chooseRegion(tx: Tx, typed: string): Promise<Result<{ isOther: boolean }>> {
  if (typed !== '' && !isRegion(typed)) return refuse({ code: 'input_invalid', field: 'region' })
  const before = await regionOf(tx)
  const chosen = typed === '' ? null : typed
  await writeRegion(tx, chosen)
  return ok({ isOther: chosen !== before })
}

/** Adds days off of the school's own. */
export async function addFreeTime(
  tx: Tx,
  typed: { name: string; from: string; until: string }
): Promise<Result<OwnFreeTime>> {
  const read = readFreeTime(typed)
  if (read.ok) await addFreeTimes(tx, [read.value])
  return read
}

/** Adds the lines of a list that can be read; the same list again adds nothing. */
export async function addFreeFile(tx: Tx, text: string): Promise<ReadFreeFile & { added: number }> {
  const read = readFreeFile(text)
  return { ...read, added: await addFreeTimes(tx, read.days) }
}

export { removeFreeTime, removeFeed as endFeed, hasFeed }

/** A new address for a person's calendar; the one before stops working. Shown once: only its hash is kept. */
export async function makeFeed(tx: Tx, person: Id, now: number): Promise<string> {
  const token = newToken()
  await writeFeed(tx, person, hashToken(token), now)
  return token
}

export const whoseFeed = (tx: Tx, token: string): Promise<Id | null> => personOfFeed(tx, hashToken(token))
