import { momentAt } from '#kernel/moments.ts'
import type { TimetableReading } from '../lesson.ts'
import { createCollector } from './collect.ts'
import type { TextLine } from './records.ts'
import { addDated, type Dated } from './zermelo.ts'

type Property = { name: string; params: string; value: string; line: number }

/**
 * A calendar (RFC 5545). Whose it is says the organiser or attendee of each lesson, else the calendar's own name; the
 * group is the word with a figure in it ("wisA 3h1"). Repeating lessons are those of every week anyhow.
 */
export function readIcal(lines: readonly TextLine[], dated: Dated): TimetableReading {
  const collector = createCollector('ical')
  let event: Property[] | null = null
  let calendar = ''
  for (const property of propertiesOf(lines)) {
    const { name, value } = property
    if (name === 'X-WR-CALNAME') calendar = textOf(value)
    else if (name === 'BEGIN' && value === 'VEVENT') event = []
    else if (name === 'END' && value === 'VEVENT' && event) {
      addEvent(event, calendar)
      event = null
    } else event?.push(property)
  }

  function addEvent(properties: Property[], owner: string): void {
    const find = (name: string) => properties.find((one) => one.name === name)
    const line = properties[0]?.line ?? 1
    if (find('STATUS')?.value === 'CANCELLED') return collector.skip(line, 'cancelled')
    const start = momentOf(find('DTSTART'), dated)
    if (start === null) return collector.problem(line, 'time_invalid', find('DTSTART')?.value ?? '')
    const end = momentOf(find('DTEND'), dated) ?? start + durationOf(find('DURATION')?.value ?? '')
    const room = textOf(find('LOCATION')?.value ?? '')
    const words = textOf(find('SUMMARY')?.value ?? '')
      .split(/[\s,;/]+|\s-\s/)
      .filter((word) => word && word !== '-')
    const isGroup = (word: string) => /\d/.test(word) && word !== room
    const group = words.find(isGroup) ?? ''
    const subject = words.find((word) => !isGroup(word) && word !== room) ?? ''
    const named = [find('ORGANIZER'), find('ATTENDEE')].map((one) => /CN="?([^";:]+)/i.exec(one?.params ?? '')?.[1])
    addDated(collector, dated, { line, teacher: named.find(Boolean) ?? owner, group, subject, room, start, end })
  }
  return collector.done()
}

/** Long lines are folded: a line that begins with a space goes on from the one before. */
function propertiesOf(lines: readonly TextLine[]): Property[] {
  const unfolded: TextLine[] = []
  for (const one of lines) {
    const last = unfolded.at(-1)
    if (last && /^[ \t]/.test(one.text)) last.text += one.text.slice(1)
    else unfolded.push({ ...one })
  }
  return unfolded.flatMap(({ line, text }) => {
    const found = /^([A-Za-z-]+)((?:;(?:[^":]|"[^"]*")*)?):(.*)$/s.exec(text.trimEnd())
    return found ? [{ name: found[1]!.toUpperCase(), params: found[2]!, value: found[3]!, line }] : []
  })
}

const textOf = (value: string): string =>
  value
    .replace(/\\n/gi, ' ')
    .replace(/\\([,;\\])/g, '$1')
    .trim()

/** World time, or the clock on the wall of the school: exports name the school's own zone or none. */
function momentOf(property: Property | undefined, { timeZone }: Dated): number | null {
  const found = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})?(Z?)$/.exec(property?.value ?? '')
  if (!found) return null
  const [, year, month, day, hour, minute, , zulu] = found
  const date = `${year}-${month}-${day}`
  const moment = Date.parse(`${date}T${hour}:${minute}:00Z`)
  if (Number.isNaN(moment)) return null
  return zulu ? moment : momentAt(date, Number(hour) * 60 + Number(minute), timeZone)
}

function durationOf(text: string): number {
  const found = /^PT(?:(\d+)H)?(?:(\d+)M)?$/.exec(text)
  return found ? (Number(found[1] ?? 0) * 60 + Number(found[2] ?? 0)) * 60_000 : 0
}
