import { addDays, weekdayOf, type Day } from '#kernel/days.ts'
import { momentAt } from '#kernel/moments.ts'
import { whyFree, type FreeTime } from './free-days.ts'

/**
 * When a unit meets: every week at one slot, or at two by turns, the first of them in the week of `since`. It counts from
 * one day until the day before another; null: until another is chosen. A unit has one after another, never two at once.
 */
export type WeeklyPattern = {
  slots: readonly { weekday: number; minute: number }[]
  since: Day
  from: Day
  until: Day | null
}

/** What a unit did with the session that was planned on a day: another moment, or none at all. Of a day it is one. */
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
 * The sessions that are held from `from` until `until` (both included), or would have been, in that order. What a unit
 * moved is held where it was put, whatever pattern counts on that day; every other session comes from the pattern that
 * counts on its day. A change wins over a holiday: a unit that meets in its holiday said so itself.
 */
export function plannedSessions(
  patterns: readonly WeeklyPattern[],
  free: readonly FreeTime[],
  changes: readonly SessionChange[],
  from: Day,
  until: Day
): PlannedSession[] {
  const changed = new Map(changes.map((change) => [change.on, change]))
  const found: PlannedSession[] = []
  for (const { on, to } of changes)
    if (to && from <= to.day && to.day <= until) found.push({ on, ...to, state: 'moved', why: null })
  for (const pattern of patterns)
    for (const { on, minute } of daysOf(pattern, from, until)) {
      const change = changed.get(on)
      const why = whyFree(on, free)
      if (!change) found.push({ on, day: on, minute, state: why ? 'free' : 'planned', why })
      else if (!change.to) found.push({ on, day: on, minute, state: 'dropped', why: null })
    }
  return found.sort((a, b) => (a.day === b.day ? a.minute - b.minute : a.day < b.day ? -1 : 1))
}

/** The days of a pattern from one day until another (both included), while it counts. */
function* daysOf(pattern: WeeklyPattern, from: Day, until: Day): Generator<{ on: Day; minute: number }> {
  const { slots, since } = pattern
  if (slots.length === 0) return
  const start = mondayOf(since)
  const first = from < pattern.from ? pattern.from : from
  const last = pattern.until !== null && pattern.until <= until ? addDays(pattern.until, -1) : until
  for (let monday = first < start ? start : mondayOf(first); monday <= last; monday = addDays(monday, 7)) {
    const { weekday, minute } = slots[weeksBetween(start, monday) % slots.length]!
    const on = addDays(monday, weekday - 1)
    if (first <= on && on <= last) yield { on, minute }
  }
}

/** Where in time somebody asks. */
export type When = { now: number; today: Day; timeZone: string }

export const isHeld = ({ state }: PlannedSession): boolean => state === 'planned' || state === 'moved'

/** A session that has just begun is still the next one: nobody comes to the board too early. */
const GRACE = 60 * 60_000
/** The summer holiday is six weeks; with what schools add to it, two months. */
const LOOK_AHEAD = 70

/** The next sessions that are held, from a moment on the school's clock; none when there is none in ten weeks. */
export function nextHeld(
  patterns: readonly WeeklyPattern[],
  free: readonly FreeTime[],
  changes: readonly SessionChange[],
  { now, today, timeZone }: When
): PlannedSession[] {
  const sessions = plannedSessions(patterns, free, changes, addDays(today, -1), addDays(today, LOOK_AHEAD))
  return sessions.filter((session) => isHeld(session) && momentAt(session.day, session.minute, timeZone) + GRACE > now)
}

/**
 * From which day another pattern can count: from today, and from tomorrow once a session of today has begun, one that
 * was planned or one that would be. So no choice changes what was planned until now, or adds to it.
 */
export const countsFrom = (ofToday: readonly PlannedSession[], { now, today, timeZone }: When): Day =>
  ofToday.some(({ day, minute }) => day === today && momentAt(day, minute, timeZone) <= now) ? addDays(today, 1) : today

/** Of what a unit changed: what is about sessions to come, from a day on, that no pattern has any more. */
export const leftOver = (
  patterns: readonly WeeklyPattern[],
  changes: readonly SessionChange[],
  from: Day
): SessionChange[] =>
  changes.filter(
    ({ on, to }) => on >= from && (to?.day ?? on) >= from && plannedSessions(patterns, [], [], on, on).length === 0
  )
