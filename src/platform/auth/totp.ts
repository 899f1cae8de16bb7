import { Secret, TOTP } from 'otpauth'

/** How long (s) a code of the phone lasts. Its neighbours are accepted too: clocks differ. */
export const PERIOD = 30
const WINDOW = 1

/** A new secret of 160 bits, in the letters that an app takes. */
export const newSecret = (): string => new Secret({ size: 20 }).base32

const totpOf = (secret: string, label = '') =>
  new TOTP({ issuer: 'Samenspel', label, algorithm: 'SHA1', digits: 6, period: PERIOD, secret })

/** What the QR code says to an app. */
export const keyUri = (secret: string, label: string): string => totpOf(secret, label).toString()

export const codeAt = (secret: string, now: number): string => totpOf(secret).generate({ timestamp: now })

/** The half minute whose code this is, counted since 1970; null when it is no code of about now. */
export function stepOfCode(secret: string, typed: string, now: number): number | null {
  const token = typed.replace(/\s/g, '')
  if (!/^\d{6}$/.test(token)) return null
  const delta = totpOf(secret).validate({ token, timestamp: now, window: WINDOW })
  return delta === null ? null : Math.floor(now / 1000 / PERIOD) + delta
}
