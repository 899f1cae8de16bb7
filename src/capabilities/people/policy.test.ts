import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { newId } from '#kernel/id.ts'
import { maySeeSchool, maySeeShared, ROLES, type Grant } from './policy.ts'

const UNIT = newId()
const grants = fc.array(fc.record({ role: fc.constantFrom(...ROLES), unit: fc.constantFrom(null, UNIT) }))
const only = (...roles: Grant['role'][]): Grant[] => roles.map((role) => ({ role, unit: null }))

describe('what units show each other', () => {
  it('is for every colleague, and not for who only looks after the installation or governs', () => {
    expect(maySeeShared([], [])).toBe(true)
    expect(maySeeShared(only('administrator'), [])).toBe(false)
    expect(maySeeShared(only('trust_member'), [])).toBe(false)
    expect(maySeeShared(only('administrator', 'trust_member'), [])).toBe(false)
    expect(maySeeShared(only('administrator', 'school_leader'), [])).toBe(true)
    // The teacher who looks after the installation as well is a teacher.
    expect(maySeeShared(only('administrator'), [UNIT])).toBe(true)
    expect(maySeeShared([{ role: 'guest', unit: UNIT }], [UNIT])).toBe(false)
  })

  it('law: whoever reads it sees the school, and being in a unit takes nothing away', () => {
    fc.assert(
      fc.property(grants, (held) => {
        if (maySeeShared(held, [])) expect(maySeeSchool(held)).toBe(true)
        if (maySeeShared(held, [])) expect(maySeeShared(held, [UNIT])).toBe(true)
      })
    )
  })
})
