import { addDays, dayOf, endOfSchoolYear, weekdayOf, type Day } from '#kernel/days.ts'
import { minuteOf } from '#kernel/moments.ts'
import type { TimetableReading } from '../lesson.ts'
import { createCollector, type Collector } from './collect.ts'
import type { Record as Line } from './records.ts'

export type Dated = { today: Day; timeZone: string }

/**
 * An export of appointments in the manner of Zermelo: a heading, then one appointment a line, with its start and end in
 * seconds of world time. What is cancelled or no longer valid is left out; what comes back every week is one lesson.
 */
export function readZermelo(records: readonly Line[], dated: Dated): TimetableReading {
  const collector = createCollector('zermelo')
  const [head, ...rows] = records
  const places = new Map(head?.cells.map((name, at) => [name.toLowerCase(), at]))
  for (const { line, cells, isBroken } of rows) {
    const at = (name: string) => cells[places.get(name) ?? -1] ?? ''
    if (isBroken) collector.problem(line, 'letters_broken', cells.join(' '))
    else if (at('start') === '' || at('end') === '') collector.problem(line, 'too_few_fields', String(cells.length))
    else if (at('cancelled') === 'true' || at('valid') === 'false' || at('hidden') === 'true')
      collector.skip(line, 'cancelled')
    else {
      const isLesson = (at('type') || 'lesson') === 'lesson'
      const listed = (name: string) =>
        at(name)
          .split(',')
          .map((one) => one.trim())
          .filter(Boolean)
      const groups = isLesson ? listed('groups') : []
      const [start, end] = [Number(at('start')) * 1000, Number(at('end')) * 1000]
      for (const teacher of listed('teachers').length > 0 ? listed('teachers') : [''])
        for (const group of groups.length > 0 ? groups : [''])
          addDated(collector, dated, {
            line,
            teacher,
            group,
            subject: listed('subjects').join(', '),
            room: listed('locations').join(', '),
            start,
            end
          })
    }
  }
  return collector.done()
}

type Occurrence = {
  line: number
  teacher: string
  group: string
  subject: string
  room: string
  start: number
  end: number
}

/** A lesson on a date becomes one of every week, if it lies in this school year or the next. */
export function addDated(collector: Collector, { today, timeZone }: Dated, occurrence: Occurrence): void {
  const { start, end, line, ...rest } = occurrence
  if (!Number.isFinite(start) || !Number.isFinite(end) || Math.abs(start) > 8e14 || Math.abs(end) > 8e14)
    return collector.problem(line, 'time_invalid', '')
  const day = dayOf(start, timeZone)
  const begins = addDays(endOfSchoolYear(addDays(today, -366)), 1)
  if (day < begins || day > endOfSchoolYear(addDays(today, 366))) return collector.problem(line, 'other_year', day)
  const first = minuteOf(start, timeZone)
  const last = dayOf(end, timeZone) === day ? minuteOf(end, timeZone) : first + Math.round((end - start) / 60_000)
  collector.add({ line, ...rest, weekday: weekdayOf(day), start: first, end: last })
}
