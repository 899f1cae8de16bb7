import { addDays, dayOf, type Day } from './days.ts'

const MINUTE = 60_000
const formats = new Map<string, Intl.DateTimeFormat>()

/** The minute of the day that the clock on the wall shows at a moment. */
export function minuteOf(moment: number, timeZone: string): number {
  let format = formats.get(timeZone)
  if (!format) {
    format = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
    formats.set(timeZone, format)
  }
  const [hours, minutes] = format.format(moment).split(':').map(Number)
  return hours! * 60 + minutes!
}

/**
 * The moment at which the clock on the wall shows this minute of this day. A minute that the start of summer time
 * jumps over becomes the one an hour later; of one that comes twice, the first is meant.
 */
export function momentAt(day: Day, minute: number, timeZone: string): number {
  const wanted = Date.parse(`${day}T00:00:00Z`) + minute * MINUTE
  const shown = (moment: number) =>
    Date.parse(`${dayOf(moment, timeZone)}T00:00:00Z`) + minuteOf(moment, timeZone) * MINUTE
  // The offset before and after: a change of the clock lies between them at most once.
  const candidates = [addDays(day, -1), addDays(day, 1)].map((near) => {
    const noon = Date.parse(`${near}T12:00:00Z`)
    return wanted - (shown(noon) - noon)
  })
  const [early, late] = [Math.min(...candidates), Math.max(...candidates)]
  return shown(early) === wanted ? early : late
}
