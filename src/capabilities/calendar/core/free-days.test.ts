import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { addDays, isDay, weekdayOf } from '#kernel/days.ts'
import {
  easterOf,
  HOLIDAYS,
  holidaysOf,
  knownUntil,
  nationalDays,
  REGIONS,
  whyFree,
  type HolidayData
} from './free-days.ts'

const { years } = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../../../content/calendar/holidays.json'), 'utf8')
) as { years: HolidayData }

test('Easter is on its known days', () => {
  expect([2024, 2025, 2026, 2027, 2028, 2029, 2030, 2038, 2285].map(easterOf)).toEqual([
    '2024-03-31',
    '2025-04-20',
    '2026-04-05',
    '2027-03-28',
    '2028-04-16',
    '2029-04-01',
    '2030-04-21',
    '2038-04-25',
    '2285-03-22'
  ])
})

test('national days move with Easter, and King’s Day never falls on a Sunday', () => {
  const days = (year: number) =>
    nationalDays(year).map(({ from, until }) => (from === until ? from : `${from}/${until}`))
  expect(days(2026)).toEqual([
    '2026-01-01',
    '2026-04-06',
    '2026-04-27',
    '2026-05-14/2026-05-15',
    '2026-05-25',
    '2026-12-25/2026-12-26'
  ])
  expect(days(2025)).toContain('2025-04-26')
})

describe('the holidays that come with the program', () => {
  test.each(REGIONS)('of region %s begin on a Saturday, end on a Sunday, and do not overlap', (region) => {
    const holidays = holidaysOf(years, region)
    expect(holidays.length).toBeGreaterThan(20)
    for (const [at, { from, until, why }] of holidays.entries()) {
      expect([from, until].every(isDay)).toBe(true)
      expect([from, weekdayOf(from), weekdayOf(until)]).toEqual([from, 6, 7])
      const weeks = (Date.parse(until) - Date.parse(from)) / 86_400_000 + 1
      expect(weeks).toBe(why.kind === 'holiday' && why.holiday === 'summer' ? 44 : weeks === 16 ? 16 : 9)
      if (at > 0) expect(from > addDays(holidays[at - 1]!.until, 20)).toBe(true)
    }
  })

  test('of every year stand in the right school year, whole but for the last', () => {
    for (const [year, holidays] of Object.entries(years)) {
      const [first, last] = year.split('-')
      const isWhole = year !== Object.keys(years).at(-1)
      if (isWhole) expect(Object.keys(holidays)).toEqual([...HOLIDAYS])
      for (const spans of Object.values(holidays))
        for (const [from, until] of Object.values(spans)) {
          expect(from >= `${first}-08-01`).toBe(true)
          expect(until < `${last}-09-08`).toBe(true)
        }
    }
  })

  test('say how far they reach', () => {
    expect(knownUntil(years, 'north')).toBe('2030-01-06')
    expect(knownUntil({}, 'north')).toBeNull()
  })
})

test('why a day is free: the school’s own word first', () => {
  const free = [
    ...nationalDays(2026),
    ...holidaysOf(years, 'south'),
    { from: '2026-04-20', until: '2026-05-05', why: { kind: 'own' as const, name: 'Meivakantie' } }
  ]
  expect(whyFree('2026-04-27', free)).toEqual({ kind: 'own', name: 'Meivakantie' })
  expect(whyFree('2026-05-14', free)).toEqual({ kind: 'national', day: 'ascension' })
  expect(whyFree('2026-10-20', free)).toEqual({ kind: 'holiday', holiday: 'autumn' })
  expect(whyFree('2026-09-15', free)).toBeNull()
})
