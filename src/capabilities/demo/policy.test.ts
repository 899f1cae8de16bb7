import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { newId } from '#kernel/id.ts'
import {
  mayLookAround,
  mayLookAs,
  mayRemakeDemonstration,
  mayRemoveDemonstration,
  mayWelcomeVisitors,
  type Onlooker
} from './policy.ts'

const stranger: Onlooker = { isClaimed: true, isSignedIn: false, managesSchool: false, visitorsAreWelcome: false }
const anyone = fc.record({
  isClaimed: fc.boolean(),
  isSignedIn: fc.boolean(),
  managesSchool: fc.boolean(),
  visitorsAreWelcome: fc.boolean()
})

describe('looking around', () => {
  it('is for everybody before a school begins, and after that for who signs in or is let in', () => {
    expect(mayLookAround({ ...stranger, isClaimed: false })).toBe(true)
    expect(mayLookAround(stranger)).toBe(false)
    expect(mayLookAround({ ...stranger, isSignedIn: true })).toBe(true)
    expect(mayLookAround({ ...stranger, visitorsAreWelcome: true })).toBe(true)
  })

  it('law: a stranger on the server of a school makes, removes and opens nothing', () => {
    fc.assert(
      fc.property(fc.boolean(), (visitorsAreWelcome) => {
        const one = { ...stranger, visitorsAreWelcome }
        expect([mayRemakeDemonstration(one), mayRemoveDemonstration(one), mayWelcomeVisitors(one)]).toEqual([
          false,
          false,
          false
        ])
      })
    )
  })

  it('law: whoever may have it made anew may look; only who keeps a school opens the door', () => {
    fc.assert(
      fc.property(anyone, (one) => {
        if (mayRemakeDemonstration(one)) expect(mayLookAround(one)).toBe(true)
        expect(mayWelcomeVisitors(one)).toBe(one.isClaimed && one.managesSchool)
      })
    )
  })

  it('as somebody: only in a school that was made up, and only as who is meant for it', () => {
    const [noor, thijs] = [newId(), newId()]
    expect(mayLookAs({ isDemonstration: true }, [noor], noor)).toBe(true)
    expect(mayLookAs({ isDemonstration: true }, [noor], thijs)).toBe(false)
    expect(mayLookAs({ isDemonstration: false }, [noor], noor)).toBe(false)
  })
})
