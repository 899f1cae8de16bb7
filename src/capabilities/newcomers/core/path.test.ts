import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays } from '#kernel/days.ts'
import { countDone, isNewcomer, isUnitAsked, nextStep, STEPS, type Done } from './path.ts'

const FIRST = '2026-09-01'
const arrival = { first: FIRST, schoolFirst: '2025-08-01' }

describe('a newcomer', () => {
  it('is new for ninety days from the first day', () => {
    expect(isNewcomer(arrival, addDays(FIRST, -1))).toBe(false)
    expect(isNewcomer(arrival, FIRST)).toBe(true)
    expect(isNewcomer(arrival, addDays(FIRST, 89))).toBe(true)
    expect(isNewcomer(arrival, addDays(FIRST, 90))).toBe(false)
  })

  it('is nobody at a school that begins, or in no unit', () => {
    expect(isNewcomer({ first: FIRST, schoolFirst: FIRST }, FIRST)).toBe(false)
    expect(isNewcomer({ first: FIRST, schoolFirst: addDays(FIRST, -27) }, FIRST)).toBe(false)
    expect(isNewcomer({ first: FIRST, schoolFirst: addDays(FIRST, -28) }, FIRST)).toBe(true)
    expect(isNewcomer({ first: null, schoolFirst: FIRST }, FIRST)).toBe(false)
  })

  it('makes the unit be asked in the second four weeks, and only while being new', () => {
    const days = fc.integer({ min: -30, max: 200 })
    fc.assert(
      fc.property(days, (after) => {
        const asked = isUnitAsked(arrival, addDays(FIRST, after))
        expect(asked).toBe(after >= 28 && after < 56)
      })
    )
  })
})

describe('the five steps', () => {
  it('the next one is the first that was not taken', () => {
    const taken = fc.boolean()
    const steps = fc.record({ why: taken, goals: taken, buddy: taken, check_in: taken, session: taken })
    fc.assert(
      fc.property(steps, (done: Done) => {
        const next = nextStep(done)
        if (next === null) expect(countDone(done)).toBe(5)
        else expect(STEPS.slice(0, STEPS.indexOf(next)).every((step) => done[step])).toBe(true)
      })
    )
  })
})
