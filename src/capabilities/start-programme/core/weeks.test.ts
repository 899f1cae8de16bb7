import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, weekdayOf } from '#kernel/days.ts'
import {
  firstForUnits,
  hasBegun,
  mondayOf,
  phaseAt,
  returnsOn,
  schoolWeeks,
  standingOn,
  STEPS,
  weeksSince
} from './weeks.ts'

const START = '2026-11-30'
const day = fc.integer({ min: 0, max: 700 }).map((ahead) => addDays('2026-08-01', ahead))
const holidays = fc.uniqueArray(fc.integer({ min: 0, max: 30 }), { maxLength: 12 })
/** Whole weeks off, by their number since the start. */
const freeWeeks = (weeks: readonly number[]) => (at: string) =>
  weeks.some((week) => mondayOf(at) === addDays(START, week * 7))

describe('the eight weeks', () => {
  it('are eight different Mondays with school, one after the other', () => {
    fc.assert(
      fc.property(day, holidays, (from, free) => {
        const weeks = schoolWeeks(from, STEPS, freeWeeks(free))
        expect(weeks).toHaveLength(STEPS)
        expect(weeks.every((week) => weekdayOf(week) === 1 && !freeWeeks(free)(week))).toBe(true)
        expect(weeks).toEqual([...new Set(weeks)].sort())
        expect(weeks[0]! >= mondayOf(from)).toBe(true)
      })
    )
  })

  it('skip the Christmas holiday of two weeks, and not a week with one day of school', () => {
    const off = (at: string) => at >= '2026-12-19' && at <= '2027-01-03'
    expect(schoolWeeks(START, STEPS, off)).toEqual([
      '2026-11-30',
      '2026-12-07',
      '2026-12-14',
      '2027-01-04',
      '2027-01-11',
      '2027-01-18',
      '2027-01-25',
      '2027-02-01'
    ])
    expect(schoolWeeks(START, 1, (at) => at !== '2026-12-04')).toEqual([START])
  })

  it('end, whatever stands in a list of days off', () => {
    expect(schoolWeeks(START, STEPS, () => true)).toEqual([])
  })

  it('stand nowhere but before, in a step, in a holiday or after, and never go back', () => {
    fc.assert(
      fc.property(holidays, fc.integer({ min: -30, max: 300 }), (free, ahead) => {
        const weeks = schoolWeeks(START, STEPS, freeWeeks(free))
        const [now, later] = [0, 1].map((more) => standingOn(weeks, addDays(START, ahead + more)))
        expect(later!.step).toBeGreaterThanOrEqual(now!.step)
        expect(now!.step).toBeGreaterThanOrEqual(1)
        expect(now!.step).toBeLessThanOrEqual(STEPS)
        if (now!.state === 'step') expect(hasBegun(weeks, now!.step, addDays(START, ahead))).toBe(true)
        if (now!.state === 'holiday') expect(hasBegun(weeks, now!.step, addDays(START, ahead))).toBe(false)
      })
    )
  })

  it('know the week, the holiday and what comes after', () => {
    const weeks = schoolWeeks(START, STEPS, (at) => at >= '2026-12-19' && at <= '2027-01-03')
    expect(standingOn(weeks, '2026-11-29')).toEqual({ state: 'before', step: 1 })
    expect(standingOn(weeks, '2026-12-18')).toEqual({ state: 'step', step: 3 })
    expect(standingOn(weeks, '2026-12-24')).toEqual({ state: 'holiday', step: 4 })
    expect(standingOn(weeks, '2027-02-07')).toEqual({ state: 'step', step: 8 })
    expect(standingOn(weeks, '2027-02-08')).toEqual({ state: 'after', step: 8 })
    expect(firstForUnits(weeks)).toBe('2027-02-08')
  })
})

describe('the path to two years', () => {
  it('is at the last phase that has begun', () => {
    expect([0, 7, 8, 25, 26, 51, 52, 104, 400].map((week) => phaseAt([0, 8, 26, 52, 104], week, true))).toEqual([
      1, 1, 1, 1, 2, 2, 3, 4, 4
    ])
  })

  it('stays at the start team until that is done', () => {
    expect([0, 8, 30].map((week) => phaseAt([0, 8, 26], week, false))).toEqual([0, 0, 0])
  })

  it('counts whole weeks', () => {
    expect(weeksSince('2026-11-30', '2026-11-01')).toBe(0)
    expect(weeksSince('2026-11-30', '2026-12-06')).toBe(0)
    expect(weeksSince('2026-11-30', '2026-12-07')).toBe(1)
  })

  it('comes back to the decision a year later', () => {
    expect(returnsOn('2026-11-26')).toBe('2027-11-26')
    expect(returnsOn('2028-02-29')).toBe('2029-02-28')
  })
})
