import { addDays, weekdayOf, type Day } from '#kernel/days.ts'

/** The three regions over which the Dutch school holidays are spread. */
export const REGIONS = ['north', 'middle', 'south'] as const
export type Region = (typeof REGIONS)[number]
export const isRegion = (text: unknown): text is Region => REGIONS.some((known) => known === text)

export const HOLIDAYS = ['autumn', 'christmas', 'spring', 'may', 'summer'] as const
export type Holiday = (typeof HOLIDAYS)[number]

/** National days on which no school is open. */
export const NATIONAL = ['new-year', 'easter-monday', 'kings-day', 'ascension', 'whit-monday', 'christmas-day'] as const
export type NationalDay = (typeof NATIONAL)[number]

/** Why there is no school from one day until another, both included. `name` is what the school called it itself. */
export type FreeTime = {
  from: Day
  until: Day
  why: { kind: 'holiday'; holiday: Holiday } | { kind: 'national'; day: NationalDay } | { kind: 'own'; name: string }
}

/** School year ("2026-2027"), then holiday, then region: first and last day. */
export type HolidayData = Record<string, Partial<Record<Holiday, Record<Region, readonly [Day, Day]>>>>

/** The holidays of one region, in order. */
export const holidaysOf = (data: HolidayData, region: Region): FreeTime[] =>
  Object.values(data)
    .flatMap((year) =>
      HOLIDAYS.flatMap((holiday): FreeTime[] => {
        const span = year[holiday]?.[region]
        return span ? [{ from: span[0], until: span[1], why: { kind: 'holiday', holiday } }] : []
      })
    )
    .sort((a, b) => (a.from < b.from ? -1 : 1))

/** Until which day the data say when the holidays of a region are; null when they say nothing. */
export const knownUntil = (data: HolidayData, region: Region): Day | null =>
  holidaysOf(data, region).at(-1)?.until ?? null

/** Easter Sunday of a year of the Gregorian calendar (the anonymous method, in Meeus, Astronomical Algorithms, 1991). */
export function easterOf(year: number): Day {
  const a = year % 19
  const b = Math.floor(year / 100)
  const c = year % 100
  const d = Math.floor((8 * b + 13) / 25)
  const h = (19 * a + b - Math.floor(b / 4) - d + 15) % 30
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7
  const m = Math.floor((a + 11 * h + 22 * l) / 451)
  const days = h + l - 7 * m + 114
  const pad = (number: number) => String(number).padStart(2, '0')
  return `${year}-${pad(Math.floor(days / 31))}-${pad((days % 31) + 1)}`
}

/**
 * The national days of a year. King's Day is 27 April, or the day before when that is a Sunday. After Ascension Day
 * comes the Friday on which schools are closed as well.
 */
export function nationalDays(year: number): FreeTime[] {
  const easter = easterOf(year)
  const ascension = addDays(easter, 39)
  const kingsDay = weekdayOf(`${year}-04-27`) === 7 ? `${year}-04-26` : `${year}-04-27`
  const one = (day: NationalDay, from: Day, until = from): FreeTime => ({ from, until, why: { kind: 'national', day } })
  return [
    one('new-year', `${year}-01-01`),
    one('easter-monday', addDays(easter, 1)),
    one('kings-day', kingsDay),
    one('ascension', ascension, addDays(ascension, 1)),
    one('whit-monday', addDays(easter, 50)),
    one('christmas-day', `${year}-12-25`, `${year}-12-26`)
  ]
}

/** Why there is no school on a day; null on a day like any other. The school's own word goes first. */
export function whyFree(day: Day, free: readonly FreeTime[]): FreeTime['why'] | null {
  const here = free.filter(({ from, until }) => from <= day && day <= until)
  const order = { own: 0, holiday: 1, national: 2 }
  return here.sort((a, b) => order[a.why.kind] - order[b.why.kind])[0]?.why ?? null
}
