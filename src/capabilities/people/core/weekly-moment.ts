import { addDays, weekdayOf, type Day } from '#kernel/days.ts'

/** One of the moments in a week at which a unit meets: a weekday (1 = Monday) and the minute of the day. */
export type WeeklySlot = { weekday: number; minute: number }

/**
 * When a unit meets: every week at one slot, or at two by turns, the first of them in the week of `since`. It counts from
 * one day until the day before another; null: until another is chosen.
 */
export type WeeklyMoment = { slots: readonly WeeklySlot[]; since: Day; from: Day; until: Day | null }

const isSlot = ({ weekday, minute }: WeeklySlot): boolean =>
  Number.isInteger(weekday) && weekday >= 1 && weekday <= 5 && Number.isInteger(minute) && minute >= 0 && minute < 1440

/** Whether a unit can meet so: at one slot, at two by turns, or never. */
export const areSlots = (slots: readonly WeeklySlot[]): boolean => slots.length <= 2 && slots.every(isSlot)

/** Tells moments apart: the same slots in the same order are the same moment. */
export const keyOfSlots = (slots: readonly WeeklySlot[]): string =>
  slots.map(({ weekday, minute }) => `${weekday}-${minute}`).join(' ')

/** The Monday of the week that a day lies in. */
export const mondayOf = (day: Day): Day => addDays(day, 1 - weekdayOf(day))
