import { addDays, weekdayOf, type Day } from '#kernel/days.ts'
import { momentAt } from '#kernel/moments.ts'
import { whyFree, type FreeTime } from './free-days.ts'

/** When a unit meets: every week at one slot, or at two by turns, the first of them in the week of `since`. */
export type WeeklyPattern = { slots: readonly { weekday: number; minute: number }[]; since: Day }

/** What a unit did with the session that was planned on a day: another moment, or none at all. */
export type SessionChange = { on: Day; to: { day: Day; minute: number } | null }

/**
 * A session in the calendar. `on` is the day of the weekly pattern, by which it is known whatever happens to it;
 * `day` and `minute` are when it is held. A session in a holiday is `free`, one that the unit dropped is `dropped`.
 */
export type PlannedSession = {
  on: Day
  day: Day
  minute: number
  state: 'planned' | 'moved' | 'dropped' | 'free'
  why: FreeTime['why'] | null
}

const mondayOf = (day: Day): Day => addDays(day, 1 - weekdayOf(day))
const WEEK = 7 * 86_400_000
const weeksBetween = (one: Day, other: Day): number =>
  Math.round((Date.parse(`${other}T00:00:00Z`) - Date.parse(`${one}T00:00:00Z`)) / WEEK)

/**
 * The sessions whose day of the pattern, or the day to which they were moved, lies from `from` until `until` (both
 * included), in the order in which they are held. Before `since` there are none. A change wins over a holiday: a unit
 * that meets in its holiday said so itself.
 */
export function plannedSessions(
  { slots, since }: WeeklyPattern,
  free: readonly FreeTime[],
  changes: readonly SessionChange[],
  from: Day,
  until: Day
): PlannedSession[] {
  if (slots.length === 0 || until < from) return []
  const changed = new Map(changes.map((change) => [change.on, change]))
  const moved = changes.filter(({ to }) => to && from <= to.day && to.day <= until).map(({ on }) => on)
  const earliest = [from, ...moved].sort()[0]!
  const latest = [until, ...moved].sort().at(-1)!
  const start = mondayOf(since)
  const first = earliest < start ? start : mondayOf(earliest)
  const found: PlannedSession[] = []
  for (let monday = first; monday <= latest; monday = addDays(monday, 7)) {
    const { weekday, minute } = slots[weeksBetween(start, monday) % slots.length]!
    const on = addDays(monday, weekday - 1)
    const session = after(on, minute, changed.get(on), free)
    const isIn = (day: Day) => from <= day && day <= until
    if (isIn(session.day) || (session.state !== 'moved' && isIn(on))) found.push(session)
  }
  return found.sort((a, b) => (a.day === b.day ? a.minute - b.minute : a.day < b.day ? -1 : 1))
}

function after(on: Day, minute: number, change: SessionChange | undefined, free: readonly FreeTime[]): PlannedSession {
  if (change?.to) return { on, ...change.to, state: 'moved', why: null }
  if (change) return { on, day: on, minute, state: 'dropped', why: null }
  const why = whyFree(on, free)
  return { on, day: on, minute, state: why ? 'free' : 'planned', why }
}

export const isHeld = ({ state }: PlannedSession): boolean => state === 'planned' || state === 'moved'

/** A session that has just begun is still the next one: nobody comes to the board too early. */
const GRACE = 60 * 60_000
/** The summer holiday is six weeks; with what schools add to it, two months. */
const LOOK_AHEAD = 70

/** The next session that is held, from a moment on the school's clock; null when there is none in ten weeks. */
export function nextHeld(
  pattern: WeeklyPattern,
  free: readonly FreeTime[],
  changes: readonly SessionChange[],
  { now, today, timeZone }: { now: number; today: Day; timeZone: string }
): PlannedSession | null {
  const sessions = plannedSessions(pattern, free, changes, addDays(today, -1), addDays(today, LOOK_AHEAD))
  return (
    sessions.find((session) => isHeld(session) && momentAt(session.day, session.minute, timeZone) + GRACE > now) ?? null
  )
}
