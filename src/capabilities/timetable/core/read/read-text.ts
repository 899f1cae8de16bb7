import { ok, refuse, type Result } from '#kernel/result.ts'
import type { Period, TimetableReading } from '../lesson.ts'
import { readGpu001 } from './gpu001.ts'
import { readIcal } from './ical.ts'
import { recordsOf, type Record as Line, type TextLine } from './records.ts'
import { headingsOf, readSheet } from './sheet.ts'
import { readZermelo, type Dated } from './zermelo.ts'

export type ReadingFacts = Dated & { periods: readonly Period[] }

/** What a text file is shows in its first lines, whatever it is called. */
export function readText(lines: readonly TextLine[], facts: ReadingFacts): Result<TimetableReading> {
  const first = lines.find(({ text }) => text.trim() !== '')
  if (!first) return refuse({ code: 'file_empty' })
  if (/^BEGIN:VCALENDAR/i.test(first.text.trim())) return ok(readIcal(lines, facts))
  return readRecords(recordsOf(lines), facts)
}

/** Lines of cells: of a text, or of a sheet. */
export function readRecords(records: readonly Line[], facts: ReadingFacts): Result<TimetableReading> {
  const head = new Set(records[0]?.cells.map((cell) => cell.toLowerCase()))
  if (['start', 'end', 'teachers', 'groups'].every((name) => head.has(name))) return ok(readZermelo(records, facts))
  if (records.slice(0, 80).some(({ cells }) => headingsOf(cells))) return ok(readSheet(records, facts.periods))
  const looksUntis = records.slice(0, 50).filter(({ cells }) => cells.length >= 7 && /^\d{1,2}$/.test(cells[5]!))
  if (looksUntis.length > 0) return ok(readGpu001(records, facts.periods))
  return refuse({ code: 'timetable_unknown' })
}
