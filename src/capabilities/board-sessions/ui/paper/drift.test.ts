import { describe, expect, test } from 'vitest'
import { DEFAULT_BUDGETS } from '../../core/phases.ts'
import { driftOf, usualMinutes } from './drift.ts'

const held = (checkIn: number, goals = 3) => ({ spent: { 'check-in': checkIn * 60_000, goals: goals * 60_000 } })

describe('what sessions usually take', () => {
  test('is the middle of the last six, from three sessions on', () => {
    expect(usualMinutes([held(7), held(8)], 'check-in')).toBeNull()
    expect(usualMinutes([held(7), held(5), held(9), held(40)], 'check-in')).toBe(8)
    expect(usualMinutes([held(7), held(7), held(7), held(7), held(7), held(7), held(30), held(30)], 'check-in')).toBe(7)
  })

  test('names the phase that runs over most, or that all is within its time', () => {
    const sessions = [held(7, 8), held(7, 8), held(7, 8)]
    expect(driftOf(sessions, DEFAULT_BUDGETS)).toEqual({ kind: 'phase', phase: 'goals', taken: 8, budget: 3 })
    expect(driftOf([held(4), held(4), held(5)], DEFAULT_BUDGETS)).toEqual({ kind: 'none' })
    expect(driftOf([], DEFAULT_BUDGETS)).toBeNull()
  })

  test('a session that was left open tells nothing', () => {
    expect(driftOf([{ spent: {} }, held(7), held(7)], DEFAULT_BUDGETS)).toBeNull()
  })
})
