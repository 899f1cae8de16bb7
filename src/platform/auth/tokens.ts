import { createHash, randomBytes, randomInt } from 'node:crypto'

/** A secret of 256 bits that a browser or a mail carries; the database knows only its hash. */
export type Token = string

export const newToken = (): Token => randomBytes(32).toString('base64url')

/**
 * SHA-256 is enough here: a token has 256 random bits, so that there is nothing to guess (unlike a password).
 * Looking up by hash also takes away what the time of a comparison could tell.
 */
export const hashToken = (token: string): Buffer => createHash('sha256').update(token).digest()

/** Letters that are hard to mistake for each other, and no vowels, so that no code is a word. */
const ALPHABET = 'BCDFGHJKMNPQRSTVWXZ'

/** A code that a person reads aloud or types over, such as `KTRW-BHZP`. */
export function newCode(groups: number, size: number): string {
  const letter = () => ALPHABET[randomInt(ALPHABET.length)]
  return Array.from({ length: groups }, () => Array.from({ length: size }, letter).join('')).join('-')
}

/** What was typed, without its spaces, hyphens and small letters; hashed the same as the code that was shown. */
export const hashCode = (typed: string): Buffer =>
  hashToken(
    typed
      .slice(0, 100)
      .toUpperCase()
      .replace(/[^A-Z0-9]/g, '')
  )
