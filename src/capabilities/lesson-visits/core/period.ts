import { addDays, daysBetween, weekdayOf, type Day } from '#kernel/days.ts'

/** How the days and clock of a school are cut into the planner's slots: five days a week from a Monday on. */
export type Period = { from: Day; weeks: number; dayStart: number; dayEnd: number }

export const SLOT = 15

export const mondayOf = (day: Day): Day => addDays(day, 1 - weekdayOf(day))

/** The Monday of the week that is planned on a day: this one, or the next when the week is nearly over. */
export const nextMonday = (day: Day): Day => addDays(mondayOf(day), 7)

export const slotsPerDay = ({ dayStart, dayEnd }: Period): number => Math.floor((dayEnd - dayStart) / SLOT)

export const daysOf = ({ from, weeks }: Pick<Period, 'from' | 'weeks'>): Day[] =>
  Array.from({ length: weeks * 5 }, (_, at) => addDays(from, Math.floor(at / 5) * 7 + (at % 5)))

/** The slot that begins at this minute of this day; null when there is none. */
export function slotOf(period: Period, day: Day, minute: number): number | null {
  const after = daysBetween(period.from, day)
  const [week, weekday] = [Math.floor(after / 7), after - Math.floor(after / 7) * 7]
  const steps = (minute - period.dayStart) / SLOT
  const perDay = slotsPerDay(period)
  const isInPeriod = week >= 0 && week < period.weeks && weekday < 5
  return isInPeriod && Number.isInteger(steps) && steps >= 0 && steps < perDay
    ? (week * 5 + weekday) * perDay + steps
    : null
}

export function momentOf(period: Period, slot: number): { day: Day; minute: number } {
  const perDay = slotsPerDay(period)
  const at = Math.floor(slot / perDay)
  return {
    day: addDays(period.from, Math.floor(at / 5) * 7 + (at % 5)),
    minute: period.dayStart + (slot % perDay) * SLOT
  }
}

/** The slot of the day at which the afternoon begins. */
export const noonOf = ({ dayStart }: Period): number => Math.ceil((735 - dayStart) / SLOT)
