import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { seal, unseal } from './seal.ts'

const key = randomBytes(32)

describe('a sealed text', () => {
  it('opens for its owner with the key', () => {
    fc.assert(fc.property(fc.string(), (text) => unseal(key, seal(key, text, 'Noor'), 'Noor') === text))
  })

  it('opens for nobody else, with no other key, and not when a bit was turned', () => {
    const sealed = seal(key, 'JBSWY3DP', 'Noor')
    expect(unseal(key, sealed, 'Thijs')).toBeNull()
    expect(unseal(randomBytes(32), sealed, 'Noor')).toBeNull()
    for (let at = 0; at < sealed.length; at++) {
      const turned = Buffer.from(sealed)
      turned[at]! ^= 1
      expect(unseal(key, turned, 'Noor')).toBeNull()
    }
  })

  it('is never the same twice, and does not show the text', () => {
    expect(seal(key, 'JBSWY3DP', 'Noor')).not.toEqual(seal(key, 'JBSWY3DP', 'Noor'))
    expect(seal(key, 'JBSWY3DP', 'Noor').includes('JBSWY3DP')).toBe(false)
  })
})
