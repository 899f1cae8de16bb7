import { ok, refuse, type Result } from '#kernel/result.ts'
import { hash, parseOptions, verify } from '@node-rs/argon2'
import { COMMON_WORDS } from './common-passwords.ts'

/** Argon2id (the library's default) as OWASP's password storage cheat sheet advises: 19 MiB, two passes, one lane. */
const PARAMETERS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** The hash of a password that nobody knows: what is checked when an account is unknown or has no password. */
export const DUMMY_HASH =
  '$argon2id$v=19$m=19456,t=2,p=1$gV6sblpyHf9lF62A6cNk/Q$wMyD5yeL7ZsYeSHzwEMeJWIcwHQfSachpZVMCV574P8'

export const MIN_PASSWORD_LENGTH = 10
export const MAX_PASSWORD_LENGTH = 200

/** The same password typed on two keyboards is the same text (NIST SP 800-63B, 5.1.1.2). */
const normalise = (password: string): string => password.normalize('NFKC')

/** May this become the password of this address? Length and guessability; no demands on kinds of characters. */
export function checkNewPassword(password: string, email: string, field = 'password'): Result<void> {
  const length = [...normalise(password)].length
  if (length < MIN_PASSWORD_LENGTH)
    return refuse({ code: 'password_too_short', field, params: { min: MIN_PASSWORD_LENGTH } })
  if (length > MAX_PASSWORD_LENGTH)
    return refuse({ code: 'password_too_long', field, params: { max: MAX_PASSWORD_LENGTH } })
  if (isGuessable(normalise(password), email)) return refuse({ code: 'password_too_common', field })
  return ok(undefined)
}

const LOOKALIKES: Record<string, string> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's'
}

/** Is it nothing but figures and signs around common words, parts of the own address, or a few characters repeated? */
function isGuessable(password: string, email: string): boolean {
  const lower = password.toLowerCase()
  if (new Set(lower).size < 5) return true
  const words = [...COMMON_WORDS, ...email.split(/[^a-z]+/).filter((part) => part.length > 1)]
  const translated = lower.replace(/^[\d\W]+|[\d\W]+$/g, '').replace(/[013457@$]/g, (found) => LOOKALIKES[found]!)
  return [lower, translated].some((text) => consistsOf(text.replace(/[^\p{L}]/gu, ''), words))
}

/** Can the text be cut into these words? By position, not by pattern: a pattern can be made to take for ever. */
function consistsOf(text: string, words: string[]): boolean {
  const reached = new Set([0])
  for (let at = 0; at < text.length; at++)
    if (reached.has(at)) for (const word of words) if (text.startsWith(word, at)) reached.add(at + word.length)
  return reached.has(text.length)
}

export const hashPassword = (password: string): Promise<string> => hash(normalise(password), PARAMETERS)

/**
 * Is this the password? Costs the same whether the account has a password, has none or does not exist (null): the
 * time of an answer must not tell which addresses have an account.
 */
export async function verifyPassword(stored: string | null, password: string): Promise<boolean> {
  if ([...password].length > MAX_PASSWORD_LENGTH) return false
  const matches = await verify(stored ?? DUMMY_HASH, normalise(password))
  return matches && stored !== null
}

/** Was it hashed with other parameters than today's? Then it is hashed anew at the next sign-in. */
export function needsRehash(stored: string): boolean {
  const { memoryCost, timeCost, parallelism } = parseOptions(stored)
  return (
    !stored.startsWith('$argon2id$') ||
    memoryCost !== PARAMETERS.memoryCost ||
    timeCost !== PARAMETERS.timeCost ||
    parallelism !== PARAMETERS.parallelism
  )
}
