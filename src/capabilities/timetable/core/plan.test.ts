import { describe, expect, test } from 'vitest'
import type { KnownLesson, ReadLesson } from './lesson.ts'
import { planTimetable } from './plan.ts'
import type { Teacher } from './teachers.ts'

const teacher = (id: string, infix: string, familyName: string, over: Partial<Teacher> = {}): Teacher => ({
  id,
  givenName: 'Sanne',
  infix,
  familyName,
  email: `${id}@school.example`,
  staffNumber: '',
  ...over
})
const TEACHERS = [
  teacher('dijk', 'van', 'Dijk'),
  teacher('bakker', '', 'Bakker'),
  teacher('baks', '', 'Baks', { staffNumber: 'BKS' })
]
const lesson = (code: string, over: Partial<ReadLesson> = {}): ReadLesson => ({
  line: 1,
  teacher: code,
  group: '1A',
  subject: 'WI',
  room: '',
  weekday: 1,
  start: 510,
  end: 560,
  ...over
})
const plan = (
  lessons: ReadLesson[],
  known: KnownLesson[] = [],
  said: { code: string; person: string | null }[] = [],
  format: 'gpu001' | 'ical' = 'gpu001'
) => planTimetable({ format, lessons }, TEACHERS, said, known)

describe('taking over a timetable', () => {
  test('finds whose code it is by staff number, name, address, or letters that fit one family name', () => {
    const found = plan(
      ['DIJ', 'bks', 'Sanne van Dijk', 'BAKKER@school.example', 'BAK', 'ZZZ'].map((code, at) =>
        lesson(code, { weekday: 1 + (at % 5), group: `g${at}` })
      )
    )
    expect(found.fresh.map(({ person }) => person)).toEqual(['dijk', 'baks', 'dijk', 'bakker'])
    expect(found.unknown.map(({ code }) => code)).toEqual(['BAK', 'ZZZ'])
    expect(found.guessed).toEqual([{ code: 'DIJ', person: 'dijk' }])
  })

  test('believes what the school said, nobody included', () => {
    const said = [
      { code: 'bak', person: 'bakker' },
      { code: 'zzz', person: null }
    ]
    expect(plan([lesson('BAK'), lesson('ZZZ')], [], said)).toMatchObject({
      fresh: [{ person: 'bakker' }],
      unknown: [],
      left: 1
    })
  })

  test('a second time changes nothing, and what the file lacks goes, but what was painted stays', () => {
    const first = plan([lesson('DIJ'), lesson('DIJ', { weekday: 2 })])
    const known = first.fresh.map((one, at): KnownLesson => ({ ...one, id: `l${at}`, source: 'gpu001' }))
    const painted: KnownLesson = { ...known[0]!, id: 'p', group: '9', source: 'painted' }
    expect(plan([lesson('DIJ'), lesson('DIJ', { weekday: 2 })], [...known, painted])).toMatchObject({
      fresh: [],
      same: 2,
      gone: []
    })
    expect(plan([lesson('DIJ')], [...known, painted]).gone.map(({ id }) => id)).toEqual(['l1'])
  })

  test('a calendar replaces the lessons of its own people only', () => {
    const known: KnownLesson[] = [
      {
        id: 'a',
        source: 'gpu001',
        person: 'bakker',
        group: '1A',
        subject: '',
        room: '',
        weekday: 3,
        start: 510,
        end: 560
      },
      {
        id: 'b',
        source: 'gpu001',
        person: 'dijk',
        group: '1A',
        subject: '',
        room: '',
        weekday: 3,
        start: 510,
        end: 560
      }
    ]
    expect(plan([lesson('DIJ')], known, [], 'ical').gone.map(({ id }) => id)).toEqual(['b'])
  })
})
