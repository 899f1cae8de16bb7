import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, weekdayOf } from '#kernel/days.ts'
import { momentAt } from '#kernel/moments.ts'
import type { FreeTime } from './free-days.ts'
import { isHeld, nextHeld, plannedSessions, type WeeklyPattern } from './sessions.ts'

const TUESDAY = { weekday: 2, minute: 15 * 60 + 15 }
const THURSDAY = { weekday: 4, minute: 8 * 60 }
const weekly: WeeklyPattern = { slots: [TUESDAY], since: '2026-08-31' }
const byTurns: WeeklyPattern = { slots: [TUESDAY, THURSDAY], since: '2026-08-31' }
const autumn: FreeTime = { from: '2026-10-17', until: '2026-10-25', why: { kind: 'holiday', holiday: 'autumn' } }
const days = (pattern: WeeklyPattern, from: string, until: string) =>
  plannedSessions(pattern, [autumn], [], from, until).map(({ day, state }) => `${day} ${state}`)

describe('the sessions of a unit', () => {
  test('come every week, and rest in the holiday', () => {
    expect(days(weekly, '2026-10-08', '2026-10-28')).toEqual([
      '2026-10-13 planned',
      '2026-10-20 free',
      '2026-10-27 planned'
    ])
  })

  test('at two slots come by turns, and a holiday does not change whose turn it is', () => {
    expect(days(byTurns, '2026-10-05', '2026-11-01')).toEqual([
      '2026-10-08 planned',
      '2026-10-13 planned',
      '2026-10-22 free',
      '2026-10-27 planned'
    ])
  })

  test('begin in the week of `since`', () => {
    expect(days(weekly, '2026-08-01', '2026-09-10')).toEqual(['2026-09-01 planned', '2026-09-08 planned'])
  })

  test('are moved and dropped one by one, also into a week that was not asked for', () => {
    const changes = [
      { on: '2026-10-13', to: { day: '2026-10-15', minute: 600 } },
      { on: '2026-10-27', to: null },
      { on: '2026-11-10', to: { day: '2026-10-28', minute: 700 } }
    ]
    const shown = plannedSessions(weekly, [autumn], changes, '2026-10-12', '2026-10-31')
    expect(shown.map(({ on, day, minute, state }) => [on, day, minute, state])).toEqual([
      ['2026-10-13', '2026-10-15', 600, 'moved'],
      ['2026-10-20', '2026-10-20', TUESDAY.minute, 'free'],
      ['2026-10-27', '2026-10-27', TUESDAY.minute, 'dropped'],
      ['2026-11-10', '2026-10-28', 700, 'moved']
    ])
  })

  test('in a holiday are held when the unit says so', () => {
    const change = { on: '2026-10-20', to: { day: '2026-10-20', minute: 600 } }
    expect(plannedSessions(weekly, [autumn], [change], '2026-10-20', '2026-10-20').map(isHeld)).toEqual([true])
  })

  const aDay = fc.integer({ min: 0, max: 800 }).map((count) => addDays('2026-01-01', count))
  const slot = fc.record({ weekday: fc.integer({ min: 1, max: 5 }), minute: fc.integer({ min: 0, max: 1439 }) })
  const pattern = fc.record({ slots: fc.array(slot, { minLength: 1, maxLength: 2 }), since: aDay })

  test('law: one a week, on a day of the pattern; a span is the sum of its parts', () => {
    fc.assert(
      fc.property(pattern, aDay, fc.nat(100), fc.nat(100), (given, from, one, two) => {
        const middle = addDays(from, one)
        const until = addDays(middle, two)
        const whole = plannedSessions(given, [], [], from, until)
        const parts = [
          ...plannedSessions(given, [], [], from, addDays(middle, -1)),
          ...plannedSessions(given, [], [], middle, until)
        ]
        expect(parts).toEqual(whole)
        const mondays = whole.map(({ on }) => addDays(on, 1 - weekdayOf(on)))
        expect(new Set(mondays).size).toBe(whole.length)
        for (const { on } of whole) expect(given.slots.map(({ weekday }) => weekday)).toContain(weekdayOf(on))
      })
    )
  })
})

describe('the next session', () => {
  const at = (now: number, changes: Parameters<typeof nextHeld>[2] = []) =>
    nextHeld(weekly, [autumn], changes, { now, today: '2026-10-13', timeZone: 'Europe/Amsterdam' })?.day
  const start = momentAt('2026-10-13', TUESDAY.minute, 'Europe/Amsterdam')

  test('stays the next one for an hour after it began, then the holiday is passed over', () => {
    expect(at(start)).toBe('2026-10-13')
    expect(at(start + 59 * 60_000)).toBe('2026-10-13')
    expect(at(start + 61 * 60_000)).toBe('2026-10-27')
  })

  test('follows what was moved and dropped', () => {
    expect(at(start - 3_600_000, [{ on: '2026-10-13', to: null }])).toBe('2026-10-27')
    expect(at(start - 3_600_000, [{ on: '2026-10-27', to: { day: '2026-10-13', minute: 0 } }])).toBe('2026-10-13')
  })

  test('is nowhere when nothing was chosen', () => {
    const nothing = { slots: [], since: '2026-08-31' }
    expect(nextHeld(nothing, [], [], { now: start, today: '2026-10-13', timeZone: 'Europe/Amsterdam' })).toBeNull()
  })
})
