import type { Period, TimetableReading } from '../lesson.ts'
import { createCollector } from './collect.ts'
import type { Record as Line } from './records.ts'

/**
 * Untis `GPU001.TXT`: lesson number, class, teacher, subject, room, day (1 = Monday), period, length. One line per
 * period, teacher and class. It knows no clock: the school's own table of periods says when each is.
 */
export function readGpu001(records: readonly Line[], periods: readonly Period[]): TimetableReading {
  const { add, problem, skip, done } = createCollector('gpu001')
  const timeOf = new Map(periods.map((one) => [one.period, one]))
  for (const { line, cells, isBroken } of records) {
    if (isBroken) {
      problem(line, 'letters_broken', cells.join(' '))
      continue
    }
    if (cells.length < 7) {
      problem(line, 'too_few_fields', String(cells.length))
      continue
    }
    const [, classes = '', teacher = '', subject = '', room = '', dayText = '', periodText = '', length = ''] = cells
    const day = Number(dayText)
    const period = Number(periodText)
    if (dayText === '0' && periodText === '0') {
      skip(line, 'unplaced')
      continue
    }
    if (!Number.isInteger(day) || day < 1 || day > 7) {
      problem(line, 'day_unknown', dayText)
      continue
    }
    if (periodText === '' || !Number.isInteger(period) || period < 0) {
      problem(line, 'period_unknown', periodText)
      continue
    }
    const time = timeOf.get(period)
    if (!time) {
      problem(line, 'period_without_time', periodText)
      continue
    }
    const minutes = minutesOf(length)
    if (minutes === undefined) {
      problem(line, 'time_invalid', length)
      continue
    }
    const end = minutes === null ? time.end : time.start + minutes
    for (const group of classes.split('~').map((name) => name.trim()))
      add({ line, teacher, group, subject, room, weekday: day, start: time.start, end })
  }
  return done()
}

/** "50" or "0:50"; null when it was left empty, and then the period counts. */
function minutesOf(text: string): number | null | undefined {
  if (text === '') return null
  const clock = /^(\d{1,2}):(\d{2})$/.exec(text)
  if (clock) return Number(clock[1]) * 60 + Number(clock[2])
  return /^\d{1,4}$/.test(text) ? Number(text) : undefined
}
