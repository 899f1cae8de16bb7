import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { idOf } from '../testing.ts'
import { readClock } from './clock.ts'
import { DEFAULT_BUDGETS, PHASES, type Phase } from './phases.ts'
import type { Session } from './state.ts'

const MINUTE = 60_000
const session = (phase: Phase, spent: Session['spent'] = {}): Session => ({
  id: idOf(2, 1),
  startedAt: 0,
  startedBy: null,
  facilitator: null,
  notes: null,
  time: null,
  phase,
  phaseStartedAt: 0,
  spent,
  review: [],
  closedAt: null,
  closedBy: null,
  rated: [],
  worth: null,
  previous: null
})
const minutesOf = (phase: Phase, clock: ReturnType<typeof readClock>) =>
  clock.phases.find((entry) => entry.phase === phase)!.minutes

describe('the clock of fifteen strokes', () => {
  test('begins with the first stroke running and fourteen to come', () => {
    const clock = readClock(session('check-in'), DEFAULT_BUDGETS, 0)
    expect(clock).toMatchObject({ minute: 1, total: 15, left: 15, over: 0 })
    expect(clock.phases.flatMap((phase) => phase.minutes).filter((minute) => minute === 'to-come')).toHaveLength(14)
    expect(minutesOf('check-in', clock)[0]).toBe('now')
  })

  test('the sixth minute, in the review after five of checking in', () => {
    const clock = readClock(session('review', { 'check-in': 5 * MINUTE }), DEFAULT_BUDGETS, 10_000)
    expect(clock).toMatchObject({ minute: 6, left: 10 })
    expect(minutesOf('check-in', clock)).toEqual(['past', 'past', 'past', 'past', 'past'])
    expect(minutesOf('review', clock)).toEqual(['now', 'to-come'])
  })

  test('a phase over its budget adds strokes; the whole counts over', () => {
    const clock = readClock(
      session('goals', { 'check-in': 6 * MINUTE, review: 4 * MINUTE, successes: MINUTE }),
      DEFAULT_BUDGETS,
      4.5 * MINUTE
    )
    expect(minutesOf('review', clock)).toEqual(['past', 'past', 'over', 'over'])
    expect(minutesOf('goals', clock)).toEqual(['past', 'past', 'past', 'over', 'now'])
    expect(clock).toMatchObject({ minute: 16, over: 1, left: 0 })
  })

  test('law: one stroke runs while a session is open, and no phase has fewer strokes than its budget', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...PHASES),
        fc.dictionary(fc.constantFrom(...PHASES), fc.nat(20 * MINUTE)),
        fc.nat(40 * MINUTE),
        (phase, spent, now) => {
          const clock = readClock(session(phase, spent), DEFAULT_BUDGETS, now)
          expect(clock.phases.flatMap((entry) => entry.minutes).filter((minute) => minute === 'now')).toHaveLength(1)
          for (const entry of clock.phases) expect(entry.minutes.length).toBeGreaterThanOrEqual(entry.budget)
          expect(clock.left === 0 || clock.over === 0).toBe(true)
        }
      )
    )
  })
})
