import { isDay, type Day } from '#kernel/days.ts'
import { ok, refuse, type Result } from '#kernel/result.ts'

/** Days off of the school's own: with what it calls them. */
export type OwnFreeTime = { name: string; from: Day; until: Day }

export const NAME_LIMIT = 80
/** A summer holiday with everything around it; longer is a slip of the year. */
export const LONGEST_DAYS = 120
const MOST_LINES = 200

/** `2027-02-20`, `20-2-2027` or `20/02/2027`; null for anything else. */
export function readDay(text: string): Day | null {
  const dutch = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})$/.exec(text.trim())
  const day = dutch ? `${dutch[3]}-${dutch[2]!.padStart(2, '0')}-${dutch[1]!.padStart(2, '0')}` : text.trim()
  return isDay(day) ? day : null
}

/** One line of days off, as typed in three fields. */
export function readFreeTime(typed: { name: string; from: string; until: string }): Result<OwnFreeTime> {
  const name = typed.name.trim().replace(/\s+/g, ' ')
  if (!name) return refuse({ code: 'free_name_missing', field: 'name' })
  if (name.length > NAME_LIMIT) return refuse({ code: 'value_too_long', field: 'name', params: { limit: NAME_LIMIT } })
  const from = readDay(typed.from)
  if (!from) return refuse({ code: 'date_invalid', field: 'from' })
  const until = typed.until.trim() ? readDay(typed.until) : from
  if (!until) return refuse({ code: 'date_invalid', field: 'until' })
  const days = (Date.parse(until) - Date.parse(from)) / 86_400_000
  if (days < 0) return refuse({ code: 'free_days_backwards', field: 'until' })
  if (days > LONGEST_DAYS)
    return refuse({ code: 'free_days_too_long', field: 'until', params: { limit: LONGEST_DAYS } })
  return ok({ name, from, until })
}

export type ReadFreeFile = { days: OwnFreeTime[]; problems: { line: number; code: string }[] }

/**
 * A list of days off: a line each, `name;from;until`, by semicolon, comma or tab; `until` may be left out. A first line
 * without a date is a heading. What cannot be read is named by its line, and the others still count.
 */
export function readFreeFile(text: string): ReadFreeFile {
  const found: ReadFreeFile = { days: [], problems: [] }
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/)
  for (const [at, line] of lines.slice(0, MOST_LINES + 1).entries()) {
    if (!line.trim()) continue
    if (at === MOST_LINES) {
      found.problems.push({ line: at + 1, code: 'too_large' })
      break
    }
    const [name = '', from = '', until = ''] = line
      .split(/[;\t]/.test(line) ? /[;\t]/ : ',')
      .map((cell) => cell.trim().replace(/^"(.*)"$/, '$1'))
    const isHeading = at === 0 && !/\d/.test(from + until)
    if (isHeading) continue
    const read = readFreeTime({ name, from, until })
    if (read.ok) found.days.push(read.value)
    else found.problems.push({ line: at + 1, code: read.failure.code })
  }
  return found
}
