import { readClock, type Period, type TimetableReading } from '../lesson.ts'
import { createCollector } from './collect.ts'
import type { Record as Line } from './records.ts'

const HEADINGS = {
  teacher: ['docent', 'leraar', 'leerkracht', 'teacher', 'docent(en)', 'docentcode', 'medewerker'],
  group: ['groep', 'klas', 'groepen', 'class', 'group', 'stamgroep'],
  subject: ['vak', 'subject', 'vakcode'],
  room: ['lokaal', 'room', 'ruimte', 'locatie'],
  day: ['dag', 'day', 'weekdag'],
  period: ['uur', 'lesuur', 'period', 'dagdeel', 'hour'],
  start: ['van', 'begin', 'start', 'begintijd', 'from', 'starttijd'],
  end: ['tot', 'einde', 'end', 'eindtijd', 'until', 'to']
} as const
type Field = keyof typeof HEADINGS

const DAYS = [
  ['ma', 'maandag', 'mon', 'monday', 'mo', '1'],
  ['di', 'dinsdag', 'tue', 'tuesday', 'tu', '2'],
  ['wo', 'woensdag', 'wed', 'wednesday', 'we', '3'],
  ['do', 'donderdag', 'thu', 'thursday', 'th', '4'],
  ['vr', 'vrijdag', 'fri', 'friday', 'fr', '5'],
  ['za', 'zaterdag', 'sat', 'saturday', '6'],
  ['zo', 'zondag', 'sun', 'sunday', '7']
]

const fold = (text: string): string => text.trim().toLowerCase()

/** Which column is which, when this line holds the headings of our own format: a teacher, a day, and a time or period. */
export function headingsOf(cells: readonly string[]): Map<Field, number> | null {
  const found = new Map<Field, number>()
  cells.forEach((cell, at) => {
    const field = (Object.keys(HEADINGS) as Field[]).find((name) =>
      (HEADINGS[name] as readonly string[]).includes(fold(cell))
    )
    if (field && !found.has(field)) found.set(field, at)
  })
  const hasTime = found.has('period') || (found.has('start') && found.has('end'))
  return found.has('teacher') && found.has('day') && hasTime ? found : null
}

/** Our own list, as CSV or a workbook: one lesson a line, headings in Dutch or English, titles above them passed over. */
export function readSheet(records: readonly Line[], periods: readonly Period[]): TimetableReading {
  const { add, problem, done } = createCollector('sheet')
  const top = records.findIndex(({ cells }) => headingsOf(cells) !== null)
  const places = top < 0 ? null : headingsOf(records[top]!.cells)
  const timeOf = new Map(periods.map((one) => [one.period, one]))
  for (const { line, cells, isBroken } of places ? records.slice(top + 1) : []) {
    const at = (field: Field) => cells[places!.get(field) ?? -1]?.trim() ?? ''
    if (isBroken) {
      problem(line, 'letters_broken', cells.join(' '))
      continue
    }
    if (cells.every((cell) => cell.trim() === '')) continue
    const weekday = DAYS.findIndex((names) => names.includes(fold(at('day')))) + 1
    if (weekday === 0) {
      problem(line, 'day_unknown', at('day'))
      continue
    }
    const period = timeOf.get(Number(at('period')))
    const hasClock = at('start') !== '' || at('end') !== ''
    if (!hasClock && !period) {
      problem(line, at('period') === '' ? 'time_invalid' : 'period_without_time', at('period'))
      continue
    }
    const start = hasClock ? readClock(at('start')) : period!.start
    const end = hasClock ? readClock(at('end')) : period!.end
    if (start === null || end === null) {
      problem(line, 'time_invalid', start === null ? at('start') : at('end'))
      continue
    }
    const groups = at('group')
      .split(/[,;+]/)
      .map((name) => name.trim())
    for (const teacher of at('teacher')
      .split(/[,;+]/)
      .map((name) => name.trim()))
      for (const group of groups)
        add({ line, teacher, group, subject: at('subject'), room: at('room'), weekday, start, end })
  }
  return done()
}

/** What we offer to fill in. */
export const TEMPLATE: Record<'nl' | 'en', string[][]> = {
  nl: [
    ['Docent', 'Groep', 'Vak', 'Lokaal', 'Dag', 'Van', 'Tot'],
    ['DIJ', '1A', 'wiskunde', '113', 'maandag', '8:30', '9:20'],
    ['Noor el Idrissi', 'groep 5', 'rekenen', '', 'dinsdag', '9:00', '10:15']
  ],
  en: [
    ['Teacher', 'Group', 'Subject', 'Room', 'Day', 'From', 'Until'],
    ['DIJ', '1A', 'maths', '113', 'Monday', '8:30', '9:20'],
    ['Noor el Idrissi', 'group 5', 'arithmetic', '', 'Tuesday', '9:00', '10:15']
  ]
}
