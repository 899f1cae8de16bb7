import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { clock, type TimetableReading } from '../lesson.ts'
import { linesOf } from '../../reading/lines.server.ts'
import { readText } from './read-text.ts'

const DAYS = ['', 'mon', 'tue', 'wed', 'thu', 'fri']
const PERIODS = [510, 560, 630, 680, 760, 810, 875, 925].map((start, at) => ({
  period: at + 1,
  start,
  end: start + 50
}))
const FACTS = { today: '2026-11-20', timeZone: 'Europe/Amsterdam', periods: PERIODS }

function read(text: string | Uint8Array): TimetableReading {
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text
  const answer = readText(linesOf(bytes), FACTS)
  if (!answer.ok) throw new Error(answer.failure.code)
  return answer.value
}
const problemsOf = (reading: TimetableReading) => reading.problems.map(({ line, problem }) => `${line} ${problem}`)

const SAMPLES = join(
  process.env['SAMENSPEL_REFERENCE'] ?? join(import.meta.dirname, '../../../../../../shared/reference'),
  'rosters'
)
describe.skipIf(!existsSync(SAMPLES))('the sample files', () => {
  const load = (name: string) => readFileSync(join(SAMPLES, name))
  const expected = (name: string) => JSON.parse(load(`${name}.expect.json`).toString()) as never as Expected
  type Told = { line: number; teacher: string; group: string; weekday: string; start: string; end: string }
  type Expected = {
    lessons: Told[]
    weekly: Omit<Told, 'line'>[]
    problems: { line: number }[]
    dropped: { line: number }[]
  }
  const told = ({ teacher, group, weekday, start, end }: Omit<Told, 'line'>) =>
    `${teacher} ${group} ${weekday} ${start} ${end}`
  const asTold = (reading: TimetableReading) =>
    reading.lessons
      .filter(({ group }) => group !== '')
      .map((one) => told({ ...one, weekday: DAYS[one.weekday]!, start: clock(one.start), end: clock(one.end) }))

  test('GPU001-a.TXT gives every lesson, and time that is taken without a group', () => {
    const reading = read(load('GPU001-a.TXT'))
    expect(asTold(reading)).toEqual(expected('GPU001-a.TXT').lessons.map(told))
    expect(reading.problems).toEqual([])
    expect(reading.lessons.filter(({ group }) => group === '').map(({ line }) => line)).toEqual([153, 154])
    expect(reading.skipped).toEqual([{ line: 155, why: 'nobody' }])
  })

  test('GPU001-kapot.TXT: good lines go in, bad ones are named with their line', () => {
    const reading = read(load('GPU001-kapot.TXT'))
    expect(asTold(reading)).toEqual(expect.arrayContaining(expected('GPU001-kapot.TXT').lessons.map(told)))
    expect(problemsOf(reading)).toEqual([
      '2 day_unknown',
      '3 period_unknown',
      '4 too_few_fields',
      '10 period_without_time',
      '12 letters_broken'
    ])
    expect(reading.skipped).toEqual([
      { line: 6, why: 'unplaced' },
      { line: 7, why: 'double' }
    ])
  })

  test('zermelo-a.csv gives the lessons of every week, over the end of summer time', () => {
    const reading = read(load('zermelo-a.csv'))
    const { weekly, dropped } = expected('zermelo-a.csv')
    expect([...new Set(asTold(reading))].sort()).toEqual(weekly.map(told).sort())
    expect(reading.skipped.map(({ line }) => line)).toEqual(dropped.map(({ line }) => line))
    expect(reading.problems).toEqual([])
  })
})

describe('a timetable', () => {
  test('names lessons that are half over each other, of nought hours and of nine', () => {
    const head = 'Docent;Groep;Vak;Lokaal;Dag;Van;Tot'
    const reading = read(
      [
        head,
        'DIJ;1A;WI;;ma;8:30;9:20',
        'DIJ;1B;WI;;ma;9:00;9:50',
        'DIJ;2A;WI;;di;9:00;9:00',
        'DIJ;2A;WI;;wo;8.00;17.00',
        'DIJ;2A;WI;;za;9:00;10:00',
        'DIJ;2A;WI;;xx;9:00;10:00',
        'DIJ;2A;WI;;vr;9:00;negen',
        'BAK,DIJ;3A,3B;WI;;do;930;10:20'
      ].join('\n')
    )
    expect(problemsOf(reading)).toEqual([
      '3 overlaps',
      '4 lesson_empty',
      '5 lesson_too_long',
      '6 weekend',
      '7 day_unknown',
      '8 time_invalid'
    ])
    expect(reading.lessons.filter(({ line }) => line === 9)).toHaveLength(4)
  })

  test('of another year is refused line by line', () => {
    const head = 'id,start,end,teachers,groups'
    const at = (day: string) => Date.parse(`${day}T09:00:00Z`) / 1000
    const reading = read(
      `${head}\n1,${at('2019-10-14')},${at('2019-10-14') + 3000},dij,1a\n2,${at('2026-11-23')},${at('2026-11-23') + 3000},dij,1a`
    )
    expect(problemsOf(reading)).toEqual(['2 other_year'])
    expect(reading.lessons).toMatchObject([{ weekday: 1, start: 600, end: 650 }])
  })

  test('as a calendar tells whose it is, which group and when, in world time and in that of the school', () => {
    const event = (...lines: string[]) => ['BEGIN:VEVENT', ...lines, 'END:VEVENT']
    const reading = read(
      [
        'BEGIN:VCALENDAR',
        'X-WR-CALNAME:DIJ',
        ...event('DTSTART:20261123T083000Z', 'DTEND:20261123T092000Z', 'SUMMARY:wisA 3h1', 'LOCATION:113'),
        ...event(
          'DTSTART;TZID=Europe/Amsterdam:20261124T093000',
          'DURATION:PT50M',
          'SUMMARY:wisA - 3h',
          ' 2 - 113',
          'LOCATION:113'
        ),
        ...event('DTSTART:20261125T083000Z', 'DTEND:20261125T092000Z', 'STATUS:CANCELLED', 'SUMMARY:wisA 3h1'),
        ...event(
          'DTSTART:20261126T083000Z',
          'DTEND:20261126T092000Z',
          'ORGANIZER;CN="BAK":mailto:b@x.nl',
          'SUMMARY:vergadering'
        ),
        'END:VCALENDAR'
      ].join('\r\n')
    )
    expect(reading.lessons).toMatchObject([
      { teacher: 'DIJ', group: '3h1', subject: 'wisA', weekday: 1, start: 570, end: 620 },
      { teacher: 'DIJ', group: '3h2', weekday: 2, start: 570, end: 620 },
      { teacher: 'BAK', group: '', weekday: 4 }
    ])
    expect(reading.skipped).toMatchObject([{ why: 'cancelled' }])
  })

  test('that is none says so', () => {
    expect(readText(linesOf(new TextEncoder().encode('Beste allen,\nhierbij het rooster')), FACTS)).toMatchObject({
      failure: { code: 'timetable_unknown' }
    })
    expect(readText([], FACTS)).toMatchObject({ failure: { code: 'file_empty' } })
  })

  test('in Windows-1252 keeps its letters', () => {
    const bytes = Uint8Array.from([...Buffer.from('1;"2B";"BJ'), 0xd6, ...Buffer.from('";"FR";"101";5;3;;')])
    expect(read(bytes).lessons).toMatchObject([{ teacher: 'BJÖ' }])
  })
})
