import { addDays, weekdayOf, type Day } from '#kernel/days.ts'

/** One of the moments in a week at which a unit meets: a weekday (1 = Monday) and the minute of the day. */
export type WeeklySlot = { weekday: number; minute: number }

/** When a unit meets: every week at one slot, or at two by turns, the first of them in the week of `since`. */
export type WeeklyMoment = { slots: readonly WeeklySlot[]; since: Day }

/** Tells moments apart: the same slots in the same order are the same moment. */
export const keyOfSlots = (slots: readonly WeeklySlot[]): string =>
  slots.map(({ weekday, minute }) => `${weekday}-${minute}`).join(' ')

/** The Monday of the week that a day lies in. */
export const mondayOf = (day: Day): Day => addDays(day, 1 - weekdayOf(day))
