import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, weekdayOf } from '#kernel/days.ts'
import { isFor, readingMinutes, standsIn } from './item.ts'
import { readLine } from './line.ts'
import { daysWaiting } from './request.ts'
import { readSpoken, spokenSeconds } from './spoken.ts'
import { readWeek, weekAfter, weekBefore, weekOf } from './week.ts'

const anyDay = fc.integer({ min: 0, max: 20_000 }).map((count) => addDays('1990-01-01', count))

describe('the week of the bulletin', () => {
  test('law: begins on a Monday, holds its day, and neighbours join', () => {
    fc.assert(
      fc.property(anyDay, (day) => {
        const week = weekOf(day)
        expect(weekdayOf(week.from)).toBe(1)
        expect(week.from <= day && day <= week.till).toBe(true)
        expect(weekAfter(weekBefore(week))).toEqual(week)
        expect(addDays(week.till, 1)).toBe(weekAfter(week).from)
      })
    )
  })

  test('is this one when no day was asked for', () => {
    expect(readWeek('2026-02-30', '2026-11-26')).toEqual({ from: '2026-11-23', till: '2026-11-29' })
    expect(readWeek('2026-11-15', '2026-11-26')).toEqual({ from: '2026-11-09', till: '2026-11-15' })
  })
})

describe('an item', () => {
  const week = weekOf('2026-11-26')
  test.each([
    ['added this week', '2026-11-24', null, true],
    ['of last week and done', '2026-11-20', null, false],
    ['of last week and still holding', '2026-11-20', '2026-11-23', true],
    ['of last week until last Sunday', '2026-11-20', '2026-11-22', false],
    ['of next week', '2026-11-30', '2026-12-04', false]
  ])('%s', (_, day, until, stands) => expect(standsIn({ day, until }, week)).toBe(stands))

  test('is for everybody, or for who is in one of its units or sent it', () => {
    expect(isFor({ units: [], unit: null }, [])).toBe(true)
    expect(isFor({ units: ['a'], unit: null }, ['a', 'b'])).toBe(true)
    expect(isFor({ units: ['a'], unit: 'c' }, ['c'])).toBe(true)
    expect(isFor({ units: ['a'], unit: null }, ['b'])).toBe(false)
  })

  test('twelve items of ten words are read in a minute', () => {
    const text = 'de gymzaal is donderdag dicht wegens een lek in dak'
    expect(readingMinutes(Array.from({ length: 20 }, () => ({ text })))).toBe(1)
  })
})

test('a line that was read once reads the same again, and never holds a line break', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 60, unit: 'binary' }), (text) => {
      const read = readLine(text, 'text', { mayBeEmpty: true })
      if (!read.ok) return
      expect(readLine(read.value, 'text', { mayBeEmpty: true })).toEqual(read)
      expect(read.value).not.toMatch(/[\n\r]/)
    })
  )
  expect(readLine('a'.repeat(501), 'text')).toMatchObject({ failure: { code: 'text_too_long' } })
})

test('what is told takes two minutes at most', () => {
  const words = (count: number) => Array.from({ length: count }, () => 'woord').join(' ')
  expect(spokenSeconds(words(140))).toBe(60)
  expect(readSpoken(words(280)).ok).toBe(true)
  expect(readSpoken(words(300))).toMatchObject({ failure: { code: 'information_too_long', params: { seconds: 129 } } })
  expect(readSpoken(' \n ')).toMatchObject({ failure: { code: 'text_empty' } })
})

test('a request waits from when it was last asked until it is answered', () => {
  const day = 86_400_000
  expect(daysWaiting({ askedAt: 0, answeredAt: null }, 3.9 * day)).toBe(3)
  expect(daysWaiting({ askedAt: 0, answeredAt: day }, 9 * day)).toBe(1)
  expect(daysWaiting({ askedAt: 5 * day, answeredAt: null }, 0)).toBe(0)
})
