import { addDays, weekdayOf, type Day } from '#kernel/days.ts'

/** A start team, and later each unit, learns the four ways in eight weeks. */
export const STEPS = 8

/** How far ahead (days) eight weeks of school may lie: holidays make them longer, never endless. */
export const HORIZON = 400

/** The Monday of the week that a day lies in. */
export const mondayOf = (day: Day): Day => addDays(day, 1 - weekdayOf(day))

/** The Mondays of the first weeks of school from a day on; a week without a single day of school is left out. */
export function schoolWeeks(from: Day, count: number, isFree: (day: Day) => boolean): Day[] {
  const weeks: Day[] = []
  const monday = mondayOf(from)
  for (let ahead = 0; weeks.length < count && ahead < HORIZON; ahead += 7) {
    const week = addDays(monday, ahead)
    if ([0, 1, 2, 3, 4].some((day) => !isFree(addDays(week, day)))) weeks.push(week)
  }
  return weeks
}

/** Where somebody stands in the eight weeks: which step it is, whether it is a holiday, or before or after all of it. */
export type Standing =
  { state: 'before'; step: 1 } | { state: 'step' | 'holiday'; step: number } | { state: 'after'; step: number }

/** Where the weeks of a track stand on a day. In a holiday the step that comes next is named. */
export function standingOn(weeks: readonly Day[], today: Day): Standing {
  const monday = mondayOf(today)
  const begun = weeks.filter((week) => week <= monday).length
  if (begun === 0) return { state: 'before', step: 1 }
  if (weeks[begun - 1] === monday) return { state: 'step', step: begun }
  return begun < weeks.length ? { state: 'holiday', step: begun + 1 } : { state: 'after', step: weeks.length }
}

/** Has the week of this step begun? Before that nobody is asked how it went. */
export const hasBegun = (weeks: readonly Day[], step: number, today: Day): boolean => {
  const week = weeks[step - 1]
  return week !== undefined && week <= today
}

/** The first Monday on which a unit can begin: the week after the start team's last. */
export const firstForUnits = (weeks: readonly Day[]): Day => addDays(weeks.at(-1) ?? '', 7)

/** How many whole weeks lie between the first day and today; never less than none. */
export function weeksSince(first: Day, today: Day): number {
  const days = (Date.parse(`${today}T00:00:00Z`) - Date.parse(`${first}T00:00:00Z`)) / 86_400_000
  return Math.max(0, Math.floor(days / 7))
}

/**
 * Which of the phases it is, by the week from which each holds: the last that has begun. The first lasts until the start
 * team has done its eight weeks, however many holidays lie between.
 */
export function phaseAt(fromWeeks: readonly number[], week: number, isTeamDone: boolean): number {
  const begun = fromWeeks.filter((from) => from <= week).length - 1
  return isTeamDone ? Math.max(1, begun) : 0
}

/** The day on which the question to the team comes back: a year after the last decision. */
export const returnsOn = (decidedOn: Day): Day => {
  const year = Number(decidedOn.slice(0, 4)) + 1
  const rest = decidedOn.slice(4)
  return rest === '-02-29' ? `${year}-02-28` : `${year}${rest}`
}
