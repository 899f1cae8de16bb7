import { addDays, isDay, weekdayOf, type Day } from '#kernel/days.ts'

/** A week of the bulletin: its Monday and its Sunday. */
export type Week = { from: Day; till: Day }

export function weekOf(day: Day): Week {
  const from = addDays(day, 1 - weekdayOf(day))
  return { from, till: addDays(from, 6) }
}

/** The week that was asked for by any of its days; this one where that is no day at all. */
export const readWeek = (asked: string | null, today: Day): Week => weekOf(isDay(asked) ? asked : today)

export const weekBefore = ({ from }: Week): Week => weekOf(addDays(from, -7))
export const weekAfter = ({ from }: Week): Week => weekOf(addDays(from, 7))
