/** A calendar day, `YYYY-MM-DD`, in the school's own time zone. */
export type Day = string

const SHAPE = /^(\d{4})-(\d{2})-(\d{2})$/
const formats = new Map<string, Intl.DateTimeFormat>()

/** The calendar day of a moment (ms since 1970) in a time zone (IANA name). */
export function dayOf(moment: number, timeZone: string): Day {
  let format = formats.get(timeZone)
  if (!format) {
    format = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' })
    formats.set(timeZone, format)
  }
  return format.format(moment)
}

export function isDay(text: unknown): text is Day {
  if (typeof text !== 'string') return false
  const parts = SHAPE.exec(text)
  if (!parts) return false
  const date = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text)
}

export function addDays(day: Day, count: number): Day {
  const date = new Date(`${day}T00:00:00Z`)
  date.setUTCDate(date.getUTCDate() + count)
  return date.toISOString().slice(0, 10)
}

/** How many days `to` comes after `from`; negative when it comes before. */
export const daysBetween = (from: Day, to: Day): number => Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000)

/** 1 = Monday ... 7 = Sunday, as in the Netherlands. */
export const weekdayOf = (day: Day): number => new Date(`${day}T00:00:00Z`).getUTCDay() || 7

/** The last day of the school year (1 August - 31 July) that a day lies in. */
export function endOfSchoolYear(day: Day): Day {
  const year = Number(day.slice(0, 4))
  return day.slice(5) >= '08-01' ? `${year + 1}-07-31` : `${year}-07-31`
}
