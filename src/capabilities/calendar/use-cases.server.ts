import { addDays, isDay, type Day } from '#kernel/days.ts'
import type { Id } from '#kernel/id.ts'
import { ok, refuse, type Result } from '#kernel/result.ts'
import { hashToken, newToken } from '#platform/auth/tokens.ts'
import type { Tx } from '#platform/db/door.ts'
import { enqueueChange } from '#platform/jobs/queue.ts'
import { isRegion } from './core/free-days.ts'
import { readFreeFile, readFreeTime, type OwnFreeTime, type ReadFreeFile } from './core/free-day-file.ts'
import { isHeld, nextHeld, plannedSessions, type PlannedSession, type WeeklyPattern } from './core/sessions.ts'
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

/** What a session needs to be found: when the unit meets as a rule, and where in time we are. */
export type UnitCalendar = { unit: Id; pattern: WeeklyPattern }
export type When = { now: number; today: Day; timeZone: string }

/** The sessions of a unit from one day until another, holidays and changes counted. */
export async function sessionsOf(
  tx: Tx,
  { unit, pattern }: UnitCalendar,
  from: Day,
  until: Day
): Promise<PlannedSession[]> {
  const [free, changes] = await Promise.all([freeTimesOf(tx, from, addDays(until, 1)), changesOf(tx, unit, from)])
  return plannedSessions(pattern, free, changes, from, until)
}

/** The next session of a unit that is held. */
export async function nextSession(tx: Tx, { unit, pattern }: UnitCalendar, when: When): Promise<PlannedSession | null> {
  const from = addDays(when.today, -1)
  const [free, changes] = await Promise.all([freeTimesOf(tx, from, addDays(from, 80)), changesOf(tx, unit, from)])
  return nextHeld(pattern, free, changes, when)
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
  const { unit, pattern } = calendar
  if (!isDay(on)) return refuse({ code: 'date_invalid', field: 'on' })
  const until = addDays(today, AHEAD)
  const find = async () =>
    (await sessionsOf(tx, calendar, on < today ? on : today, until)).find((session) => session.on === on)
  const session = await find()
  if (!session || session.day < today) return refuse({ code: 'session_not_planned' })
  if (to === 'as-planned') await removeChange(tx, unit, on)
  else if (to === 'dropped') await writeChange(tx, unit, { on, to: null, by }, now)
  else {
    if (!isDay(to.day)) return refuse({ code: 'date_invalid', field: 'day' })
    if (to.day < today) return refuse({ code: 'date_past', field: 'day' })
    if (to.day > until) return refuse({ code: 'date_too_far', field: 'day' })
    if (!Number.isInteger(to.minute) || to.minute < 0 || to.minute > 1439)
      return refuse({ code: 'time_invalid', field: 'time' })
    const others = await sessionsOf(tx, calendar, to.day, to.day)
    if (others.some((other) => other.on !== on && isHeld(other) && other.minute === to.minute))
      return refuse({ code: 'session_already_then', field: 'day' })
    const isAsRule = to.day === on && plannedSessions(pattern, [], [], on, on)[0]?.minute === to.minute
    if (isAsRule && session.state !== 'free') await removeChange(tx, unit, on)
    else await writeChange(tx, unit, { on, to, by }, now)
  }
  await enqueueChange(tx, SESSIONS_CHANGED, unit, now)
  return ok((await find())!)
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
