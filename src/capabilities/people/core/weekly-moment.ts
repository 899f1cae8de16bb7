import { addDays, weekdayOf, type Day } from '#kernel/days.ts'
import { momentAt } from '#kernel/moments.ts'

/** One of the moments in a week at which a unit meets: a weekday (1 = Monday) and the minute of the day. */
export type WeeklySlot = { weekday: number; minute: number }

/** When a unit meets: every week at one slot, or at two by turns, the first of them in the week of `since`. */
export type WeeklyMoment = { slots: readonly WeeklySlot[]; since: Day }

/** The Monday of the week that a day lies in. */
export const mondayOf = (day: Day): Day => addDays(day, 1 - weekdayOf(day))

const weeksBetween = (one: Day, other: Day): number =>
  Math.round((Date.parse(`${other}T00:00:00Z`) - Date.parse(`${one}T00:00:00Z`)) / (7 * 86_400_000))

/** A session that has just begun is still the next one: nobody comes to the board too early. */
const GRACE = 60 * 60_000

/** The day and the minute of the next session, from a moment on the school's clock. */
export function nextSession(
  { slots, since }: WeeklyMoment,
  now: number,
  today: Day,
  timeZone: string
): { day: Day; minute: number } | null {
  if (slots.length === 0) return null
  const first = mondayOf(today)
  for (let week = 0; week <= 2; week++) {
    const monday = addDays(first, 7 * week)
    const turn = weeksBetween(mondayOf(since), monday) % slots.length
    const { weekday, minute } = slots[(turn + slots.length) % slots.length]!
    const day = addDays(monday, weekday - 1)
    if (momentAt(day, minute, timeZone) + GRACE > now) return { day, minute }
  }
  return null
}
