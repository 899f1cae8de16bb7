import { parseOptions, verify } from '@node-rs/argon2'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { checkNewPassword, DUMMY_HASH, hashPassword, needsRehash, verifyPassword } from './passwords.ts'

// The real library, counted: that both paths do the same work is seen in what is called, not on a clock.
vi.mock('@node-rs/argon2', async (original) => {
  const library = await original<typeof import('@node-rs/argon2')>()
  return { ...library, verify: vi.fn(library.verify) }
})
beforeEach(() => {
  vi.mocked(verify).mockClear()
})

const EMAIL = 'janna.de.visser@regenboog.nl'
const codeOf = (password: string) => {
  const result = checkNewPassword(password, EMAIL)
  return result.ok ? null : result.failure.code
}

describe('a new password', () => {
  test.each([
    'vier paarse olifanten',
    'kR7#pqLm2x',
    'fiets-kom-lantaarn',
    'ÅÄÖ zeventien ™',
    'x'.repeat(3) + 'boomhutje'
  ])('%s is taken', (password) => expect(codeOf(password)).toBeNull())

  test('nine characters are too few, ten are enough, and an emoji counts as one', () => {
    expect(codeOf('kR7#pqLm2')).toBe('password_too_short')
    expect(codeOf('kR7#pqLm2🦊')).toBeNull()
    expect(codeOf('kR7#pqLm🦊')).toBe('password_too_short')
  })

  test('two hundred characters are the most', () => {
    expect(codeOf('kaas-broodje+'.repeat(20).slice(0, 200))).toBeNull()
    expect(codeOf('kaas-broodje+'.repeat(20).slice(0, 201))).toBe('password_too_long')
  })

  test.each([
    'Welkom2026!',
    'welkomwelkom',
    'W3lk0m-2026',
    'P@ssw0rd123',
    'Zomervakantie1',
    'september26',
    'Qwertyuiop1!',
    '1234567890',
    '0612345678',
    'aaaaaaaaaabbb',
    'abcabcabcabc',
    'SamenspelSchool1'
  ])('%s is too easy to guess', (password) => expect(codeOf(password)).toBe('password_too_common'))

  test.each(['janna.de.visser@regenboog.nl', 'JannaVisser1', 'regenboog2026', 'visserjanna!!'])(
    '%s is too close to the own address',
    (password) => expect(codeOf(password)).toBe('password_too_common')
  )

  test('a password made to be hard to judge is judged at once', () => {
    const awkward = `${'abcde'.repeat(39)}!zxyw`
    const result = checkNewPassword(awkward, 'abcde.abcdeabcde.abcdeabcdeabcde@x.nl')
    expect(result.ok).toBe(true)
  })
})

describe('hashing', () => {
  test('is Argon2id with the advised parameters, and differs each time', async () => {
    const [one, two] = await Promise.all([hashPassword('vier paarse olifanten'), hashPassword('vier paarse olifanten')])
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
    expect(one).not.toBe(two)
    expect(await verifyPassword(one, 'vier paarse olifanten')).toBe(true)
    expect(await verifyPassword(one, 'vier paarse olifant')).toBe(false)
  })

  test('does not depend on how a keyboard composes letters', async () => {
    const stored = await hashPassword('caf\u00e9 op de hoek')
    expect(await verifyPassword(stored, 'cafe\u0301 op de hoek')).toBe(true)
  })

  test('an unknown account costs one verification with the same parameters', async () => {
    const stored = await hashPassword('vier paarse olifanten')
    expect(await verifyPassword(null, 'vier paarse olifanten')).toBe(false)
    expect(await verifyPassword(stored, 'iets anders dan dat')).toBe(false)
    const [unknown, known] = vi.mocked(verify).mock.calls.map(([hash]) => parseOptions(hash))
    expect(vi.mocked(verify)).toHaveBeenCalledTimes(2)
    expect(unknown).toEqual(known)
  })

  test('an endless password is not hashed at all', async () => {
    expect(await verifyPassword(DUMMY_HASH, 'x'.repeat(201))).toBe(false)
    expect(vi.mocked(verify)).not.toHaveBeenCalled()
  })

  test('older parameters ask for a new hash', async () => {
    expect(needsRehash(await hashPassword('vier paarse olifanten'))).toBe(false)
    expect(
      needsRehash('$argon2id$v=19$m=4096,t=3,p=1$gV6sblpyHf9lF62A6cNk/Q$wMyD5yeL7ZsYeSHzwEMeJWIcwHQfSachpZVMCV574P8')
    ).toBe(true)
    expect(
      needsRehash('$argon2i$v=19$m=19456,t=2,p=1$gV6sblpyHf9lF62A6cNk/Q$wMyD5yeL7ZsYeSHzwEMeJWIcwHQfSachpZVMCV574P8')
    ).toBe(true)
  })
})
