const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))
const SHAPE = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** An identifier: a UUID in lower case. */
export type Id = string

/** Chance is asked for by the handful: each asking costs more than the ids of a whole list. */
const chance = new Uint8Array(16 * 64)
let spent = chance.length

/**
 * A new id (UUID version 7, RFC 9562): 48 bits of time, then 74 random bits, so that rows made
 * together lie together in an index. Works in a browser on plain http, where `crypto.randomUUID` does not.
 */
export function newId(now: number = Date.now()): Id {
  if (spent === chance.length) {
    crypto.getRandomValues(chance)
    spent = 0
  }
  const bytes = chance.subarray(spent, (spent += 16))
  for (let i = 0; i < 6; i++) bytes[i] = Math.floor(now / 2 ** (8 * (5 - i))) & 0xff
  bytes[6] = (bytes[6]! & 0x0f) | 0x70
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  const hex = Array.from(bytes, (byte) => HEX[byte]).join('')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

export const isId = (value: unknown): value is Id => typeof value === 'string' && SHAPE.test(value)
