import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, weekdayOf } from '#kernel/days.ts'
import { momentAt } from '#kernel/moments.ts'
import type { FreeTime } from './free-days.ts'
import {
  countsFrom,
  isHeld,
  leftOver,
  nextHeld,
  plannedSessions,
  type SessionChange,
  type WeeklyPattern,
  type When
} from './sessions.ts'

const TUESDAY = { weekday: 2, minute: 15 * 60 + 15 }
const THURSDAY = { weekday: 4, minute: 8 * 60 }
const since = (day: string, ...slots: WeeklyPattern['slots'][number][]): WeeklyPattern => ({
  slots,
  since: addDays(day, 1 - weekdayOf(day)),
  from: day,
  until: null
})
const weekly = since('2026-08-31', TUESDAY)
const byTurns = since('2026-08-31', TUESDAY, THURSDAY)
const autumn: FreeTime = { from: '2026-10-17', until: '2026-10-25', why: { kind: 'holiday', holiday: 'autumn' } }
const days = (pattern: WeeklyPattern, from: string, until: string) =>
  plannedSessions([pattern], [autumn], [], from, until).map(({ day, state }) => `${day} ${state}`)

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
    const shown = plannedSessions([weekly], [autumn], changes, '2026-10-12', '2026-10-31')
    expect(shown.map(({ on, day, minute, state }) => [on, day, minute, state])).toEqual([
      ['2026-10-13', '2026-10-15', 600, 'moved'],
      ['2026-10-20', '2026-10-20', TUESDAY.minute, 'free'],
      ['2026-10-27', '2026-10-27', TUESDAY.minute, 'dropped'],
      ['2026-11-10', '2026-10-28', 700, 'moved']
    ])
  })

  test('in a holiday are held when the unit says so', () => {
    const change = { on: '2026-10-20', to: { day: '2026-10-20', minute: 600 } }
    expect(plannedSessions([weekly], [autumn], [change], '2026-10-20', '2026-10-20').map(isHeld)).toEqual([true])
  })

  const aDay = fc.integer({ min: 0, max: 800 }).map((count) => addDays('2026-01-01', count))
  const slot = fc.record({ weekday: fc.integer({ min: 1, max: 5 }), minute: fc.integer({ min: 0, max: 1439 }) })
  const slots = fc.array(slot, { minLength: 1, maxLength: 2 })
  const pattern = fc.tuple(aDay, slots).map(([day, given]) => since(day, ...given))

  test('law: one a week, on a day of the pattern; a span is the sum of its parts', () => {
    fc.assert(
      fc.property(pattern, aDay, fc.nat(100), fc.nat(100), (given, from, one, two) => {
        const middle = addDays(from, one)
        const until = addDays(middle, two)
        const whole = plannedSessions([given], [], [], from, until)
        const parts = [
          ...plannedSessions([given], [], [], from, addDays(middle, -1)),
          ...plannedSessions([given], [], [], middle, until)
        ]
        expect(parts).toEqual(whole)
        const mondays = whole.map(({ on }) => addDays(on, 1 - weekdayOf(on)))
        expect(new Set(mondays).size).toBe(whole.length)
        for (const { on } of whole) expect(given.slots.map(({ weekday }) => weekday)).toContain(weekdayOf(on))
      })
    )
  })
})

describe('another moment', () => {
  const cut = (patterns: readonly WeeklyPattern[], from: string): WeeklyPattern[] =>
    patterns
      .filter((pattern) => pattern.from < from)
      .map((pattern) => ({ ...pattern, until: pattern.until === null || pattern.until > from ? from : pattern.until }))
  const shown = (patterns: readonly WeeklyPattern[], changes: readonly SessionChange[] = []) =>
    plannedSessions(patterns, [autumn], changes, '2026-09-28', '2026-11-01').map(({ day, state }) => `${day} ${state}`)

  test('counts from its day on, and leaves what was planned before it', () => {
    const patterns = [...cut([weekly], '2026-10-14'), since('2026-10-14', THURSDAY)]
    expect(shown(patterns)).toEqual([
      '2026-09-29 planned',
      '2026-10-06 planned',
      '2026-10-13 planned',
      '2026-10-15 planned',
      '2026-10-22 free',
      '2026-10-29 planned'
    ])
  })

  test('leaves a session where the unit put it, on either side of that day', () => {
    const patterns = [...cut([weekly], '2026-10-14'), since('2026-10-14', THURSDAY)]
    const changes = [
      { on: '2026-10-13', to: { day: '2026-10-16', minute: 600 } },
      { on: '2026-10-29', to: { day: '2026-10-12', minute: 600 } }
    ]
    expect(shown(patterns, changes)).toEqual([
      '2026-09-29 planned',
      '2026-10-06 planned',
      '2026-10-12 moved',
      '2026-10-15 planned',
      '2026-10-16 moved',
      '2026-10-22 free'
    ])
  })

  test('counts from tomorrow once a session of today has begun', () => {
    const at = (minute: number): When => ({
      now: momentAt('2026-10-13', minute, 'Europe/Amsterdam'),
      today: '2026-10-13',
      timeZone: 'Europe/Amsterdam'
    })
    const ofToday = plannedSessions([weekly], [], [], '2026-10-13', '2026-10-13')
    expect(countsFrom(ofToday, at(TUESDAY.minute - 1))).toBe('2026-10-13')
    expect(countsFrom(ofToday, at(TUESDAY.minute))).toBe('2026-10-14')
    expect(countsFrom([], at(TUESDAY.minute))).toBe('2026-10-13')
  })

  const START = '2026-09-01'
  const DAYS = 120
  const timeZone = 'Europe/Amsterdam'
  const aDay = fc.nat(DAYS).map((count) => addDays(START, count))
  const slot = fc.record({ weekday: fc.integer({ min: 1, max: 5 }), minute: fc.integer({ min: 0, max: 1439 }) })
  const slots = fc.array(slot, { maxLength: 2 })
  const step = fc.oneof(
    fc.record({ kind: fc.constant('choose' as const), slots, ahead: fc.constantFrom(0, 0, 0, 1, 9) }),
    fc.record({ kind: fc.constant('move' as const), which: fc.nat(20), day: aDay, minute: fc.nat(1439) }),
    fc.record({ kind: fc.constant('drop' as const), which: fc.nat(20) })
  )
  const life = fc.array(fc.record({ wait: fc.integer({ min: 0, max: 20_000 }), step }), { maxLength: 12 })

  type Life = typeof life extends fc.Arbitrary<infer Steps> ? Steps : never
  type Look = { patterns: WeeklyPattern[]; changes: SessionChange[]; when: When }

  /** What a unit does to its calendar in a school year, as the use cases do it. */
  function live(steps: Life, look: (was: Look, is: Look) => void) {
    let patterns: WeeklyPattern[] = []
    let changes: SessionChange[] = []
    let minutes = 0
    for (const { wait, step: done } of steps) {
      minutes += wait
      const [today, minute] = [addDays(START, Math.floor(minutes / 1440)), minutes % 1440]
      const when = { now: momentAt(today, minute, timeZone), today, timeZone }
      const was = { patterns, changes, when }
      if (done.kind === 'choose') {
        const other = since(today, ...done.slots)
        const sessions = plannedSessions(patterns, [autumn], changes, today, today)
        const first = countsFrom([...sessions, ...plannedSessions([other], [], [], today, today)], when)
        const from = done.ahead === 0 ? first : addDays(today, done.ahead)
        patterns = [...cut(patterns, from), ...(done.slots.length > 0 ? [since(from, ...done.slots)] : [])]
        const gone = leftOver(patterns, changes, from)
        changes = changes.filter((change) => !gone.includes(change))
      } else {
        const toCome = plannedSessions(patterns, [autumn], changes, today, addDays(today, 60)).filter(
          (session) => isHeld(session) && momentAt(session.day, session.minute, timeZone) > when.now
        )
        const { on } = toCome[done.which % toCome.length] ?? {}
        if (on === undefined || (done.kind === 'move' && done.day <= today)) continue
        const to = done.kind === 'move' ? { day: done.day, minute: done.minute } : null
        changes = [...changes.filter((change) => change.on !== on), { on, to }]
      }
      look(was, { patterns, changes, when })
    }
  }
  const all = ({ patterns, changes }: Look) =>
    plannedSessions(patterns, [autumn], changes, addDays(START, -7), addDays(START, DAYS + 400))

  test('what was moved and then dropped is dropped on its own day, also when that is past', () => {
    const changes = [{ on: '2026-09-07', to: null }]
    expect(
      plannedSessions([since('2026-09-01', { weekday: 1, minute: 0 })], [], changes, '2026-09-07', '2026-09-07')
    ).toEqual([{ on: '2026-09-07', day: '2026-09-07', minute: 0, state: 'dropped', why: null }])
  })

  test('law: whatever a unit chooses, moves and drops, what has begun stays as it was planned', () => {
    // What was put later and then dropped is shown as dropped on the day it was known by, which may be past: it was never held.
    const begun = (sessions: ReturnType<typeof all>, { now }: When) =>
      sessions.filter((session) => isHeld(session) && momentAt(session.day, session.minute, timeZone) <= now)
    fc.assert(
      fc.property(life, (steps) =>
        live(steps, (was, is) => expect(begun(all(is), is.when)).toEqual(begun(all(was), is.when)))
      ),
      { numRuns: 200 }
    )
  })

  test('law: no two sessions are known by the same day, and no two moments count on one', () => {
    fc.assert(
      fc.property(life, (steps) =>
        live(steps, (_, is) => {
          const known = all(is).map(({ on }) => on)
          expect(new Set(known).size).toBe(known.length)
          for (const [at, { from, until }] of is.patterns.entries()) {
            const next = is.patterns[at + 1]
            expect(until === null || until > from).toBe(true)
            if (next) expect(until !== null && until <= next.from).toBe(true)
          }
        })
      ),
      { numRuns: 200 }
    )
  })

  test('law: what comes is only what was chosen last, and what the unit put there itself', () => {
    fc.assert(
      fc.property(aDay, slots, aDay, slots, (one, before, other, after) => {
        const [first, second] = [one, other].sort() as [string, string]
        const patterns = [...cut([since(first, ...before)], second), since(second, ...after)]
        const coming = plannedSessions(patterns, [], [], second, addDays(second, 100))
        expect(coming).toEqual(plannedSessions([since(second, ...after)], [], [], second, addDays(second, 100)))
      })
    )
  })
})

describe('the next session', () => {
  const at = (now: number, changes: Parameters<typeof nextHeld>[2] = []) =>
    nextHeld([weekly], [autumn], changes, { now, today: '2026-10-13', timeZone: 'Europe/Amsterdam' })[0]?.day
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
    const nothing = since('2026-08-31')
    expect(nextHeld([nothing], [], [], { now: start, today: '2026-10-13', timeZone: 'Europe/Amsterdam' })).toEqual([])
  })
})
