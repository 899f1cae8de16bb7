import { describe, expect, it } from 'vitest'
import { codeAt, keyUri, newSecret, stepOfCode } from './totp.ts'

/** RFC 6238, appendix B: the secret of its examples, and their last six digits. */
const RFC = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'

describe('codes of a phone', () => {
  it.each([
    [59, '287082'],
    [1111111109, '081804'],
    [1111111111, '050471'],
    [1234567890, '005924'],
    [2000000000, '279037']
  ])('at %d s, as in the standard', (seconds, code) => {
    expect(codeAt(RFC, seconds * 1000)).toBe(code)
    expect(stepOfCode(RFC, code, seconds * 1000)).toBe(Math.floor(seconds / 30))
  })

  it('may be half a minute off and typed with a space, and no more', () => {
    const now = 1_800_000_000_000
    const code = codeAt(RFC, now)
    const step = now / 30_000
    for (const late of [-30_000, 0, 30_000]) expect(stepOfCode(RFC, code, now + late)).toBe(step)
    for (const late of [-60_000, 60_000]) expect(stepOfCode(RFC, code, now + late)).toBeNull()
    expect(stepOfCode(RFC, `${code.slice(0, 3)} ${code.slice(3)} `, now)).toBe(step)
    for (const nonsense of ['', '12345', '1234567', 'abcdef', '１２３４５６'])
      expect(stepOfCode(RFC, nonsense, now)).toBeNull()
  })

  it('a secret is new each time, and its address names the account', () => {
    expect(newSecret()).not.toBe(newSecret())
    expect(newSecret()).toMatch(/^[A-Z2-7]{32}$/)
    expect(keyUri(RFC, 'noor@school.nl')).toMatch(/^otpauth:\/\/totp\/Samenspel:noor%40school\.nl\?/)
  })
})
