import { expect, it } from 'vitest'
import { daysOf, easterOf, isSchoolDay, weekOf } from './weeks.ts'

it.each([
  ['2024-12-30', 1],
  ['2026-12-31', 53],
  ['2027-01-03', 53],
  ['2026-03-17', 12]
])('%s lies in week %i', (day, week) => expect(weekOf(day)).toBe(week))

it.each([
  [2024, '2024-03-31'],
  [2025, '2025-04-20'],
  [2026, '2026-04-05'],
  [2038, '2038-04-25']
])('Easter of %i is %s', (year, day) => expect(easterOf(year)).toBe(day))

it('knows holidays, weekends and days off', () => {
  const off = ['2026-12-25', '2026-04-27', '2026-04-06', '2026-05-14', '2026-03-21', '2026-08-04', '2025-10-21']
  expect(off.filter(isSchoolDay)).toEqual([])
  expect(isSchoolDay('2026-03-17')).toBe(true)
})

it('gives the weekday of each week up to a day, that day included', () => {
  expect(daysOf(2, '2026-03-17', 3)).toEqual(['2026-03-03', '2026-03-10', '2026-03-17'])
  expect(daysOf(3, '2026-03-17', 2)).toEqual(['2026-03-04', '2026-03-11'])
})
