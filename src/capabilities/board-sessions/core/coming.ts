import { addDays, dayOf, weekdayOf, type Day } from '#kernel/days.ts'
import type { Moment, Session } from './state.ts'

/** When the sessions to come begin, the next one first, as the calendar has them; null: the unit has no calendar. */
export type Coming = readonly Moment[] | null

/** A session that has just begun is still the next one: nobody comes to the board too early. */
const GRACE = 60 * 60_000

/**
 * When the next session begins, of a list that may have been made days ago. `last`: the session that was held last; what
 * was planned when it began, or within the hour after that, has been held with it.
 */
export const nextOf = (coming: Coming, now: Moment, last: Pick<Session, 'startedAt'> | null): Moment | null =>
  coming?.find((at) => at + GRACE > now && (last === null || at > last.startedAt + GRACE)) ?? null

/**
 * The day of the session that somebody leads next: the first that is planned after the day of the last one. Null where
 * the calendar has none. Without a calendar it is guessed: the weekday of the last one, and nothing before there was one.
 */
export function dayToLead(coming: Coming, lastDay: Day | null, today: Day, timeZone: string): Day | null {
  if (coming === null) return lastDay === null ? null : weekdayAgain(lastDay, today)
  const days = coming.map((at) => dayOf(at, timeZone))
  return days.find((day) => day >= today && (lastDay === null || day > lastDay)) ?? null
}

function weekdayAgain(lastDay: Day, today: Day): Day {
  if (lastDay >= today) return addDays(lastDay, 7)
  return addDays(today, (weekdayOf(lastDay) - weekdayOf(today) + 7) % 7)
}
