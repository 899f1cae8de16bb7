import { addDays, weekdayOf, type Day } from '#kernel/days.ts'

/** Weeks without school, by their ISO number. A school that never was has holidays by rule; real ones are data. */
const HOLIDAYS = new Set([1, 9, 18, 19, 30, 31, 32, 33, 34, 35, 43, 52, 53])

/** The number of the week (ISO 8601): the week of a Thursday belongs to the year of that Thursday. */
export function weekOf(day: Day): number {
  const thursday = addDays(day, 4 - weekdayOf(day))
  const start = Date.parse(`${thursday.slice(0, 4)}-01-01T00:00:00Z`)
  return Math.floor((Date.parse(`${thursday}T00:00:00Z`) - start) / 86_400_000 / 7) + 1
}

/** Easter Sunday (the Gregorian rule as Meeus and Jones wrote it down). */
export function easterOf(year: number): Day {
  const golden = year % 19
  const [century, rest] = [Math.floor(year / 100), year % 100]
  const epact = (19 * golden + century - Math.floor(century / 4) - Math.floor((8 * century + 13) / 25) + 15) % 30
  const weekday = (32 + 2 * (century % 4) + 2 * Math.floor(rest / 4) - epact - (rest % 4)) % 7
  const late = Math.floor((golden + 11 * epact + 22 * weekday) / 451)
  const place = epact + weekday - 7 * late + 114
  return `${year}-${String(Math.floor(place / 31)).padStart(2, '0')}-${String((place % 31) + 1).padStart(2, '0')}`
}

/** Is there school on this day? Not at the weekend, in the holidays, or on a public holiday. */
export function isSchoolDay(day: Day): boolean {
  if (weekdayOf(day) > 5 || HOLIDAYS.has(weekOf(day))) return false
  const easter = easterOf(Number(day.slice(0, 4)))
  // Good Friday, Easter Monday, Ascension with its Friday, Whit Monday; King's Day and Liberation Day.
  if ([-2, 1, 39, 40, 50].some((after) => addDays(easter, after) === day)) return false
  return !['04-27', '05-05'].includes(day.slice(5))
}

/** The school days on this weekday in the weeks up to and including `until`, the oldest first. */
export function daysOf(weekday: number, until: Day, weeks: number): Day[] {
  const last = addDays(until, -((weekdayOf(until) - weekday + 7) % 7))
  return Array.from({ length: weeks }, (_, back) => addDays(last, -7 * (weeks - 1 - back))).filter(isSchoolDay)
}

/** Is there school in the week of this Monday? */
export const isSchoolWeek = (monday: Day): boolean => !HOLIDAYS.has(weekOf(monday))

const NAMES: Record<number, string> = {
  9: 'Voorjaarsvakantie',
  18: 'Meivakantie',
  30: 'Zomervakantie',
  43: 'Herfstvakantie'
}

/** The holidays that touch these days, as a school would write them down: from a Monday until a Friday. */
export function holidaysOf(from: Day, until: Day): { name: string; from: Day; until: Day }[] {
  const found: { name: string; from: Day; until: Day }[] = []
  for (let monday = addDays(from, 1 - weekdayOf(from)); monday <= until; monday = addDays(monday, 7)) {
    if (isSchoolWeek(monday)) continue
    const last = found.at(-1)
    const friday = addDays(monday, 4)
    if (last && addDays(last.until, 3) === monday) last.until = friday
    else found.push({ name: NAMES[weekOf(monday)] ?? 'Kerstvakantie', from: monday, until: friday })
  }
  return found
}
