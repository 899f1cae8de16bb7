import { expect, test } from 'vitest'
import { hashCode, hashToken, newCode, newToken } from './tokens.ts'

test('a token has 256 bits, fits in a cookie and an address, and is never the same', () => {
  const tokens = new Set(Array.from({ length: 1000 }, newToken))
  expect(tokens.size).toBe(1000)
  for (const token of tokens) expect(token).toMatch(/^[A-Za-z0-9_-]{43}$/)
})

test('what is stored is the SHA-256 of the token', () => {
  expect(hashToken('abc').toString('hex')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
})

test('a code is easy to read aloud: groups of letters without vowels or look-alikes', () => {
  for (let i = 0; i < 200; i++) expect(newCode(2, 4)).toMatch(/^[BCDFGHJKMNPQRSTVWXZ]{4}-[BCDFGHJKMNPQRSTVWXZ]{4}$/)
})

test('a code may be typed with small letters, spaces or without hyphen', () => {
  const stored = hashCode('KTRW-BHZP')
  for (const typed of ['ktrw-bhzp', 'KTRWBHZP', ' k t r w – b h z p ']) expect(hashCode(typed)).toEqual(stored)
  expect(hashCode('KTRW-BHZQ')).not.toEqual(stored)
})
