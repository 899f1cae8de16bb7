import { hkdfSync } from 'node:crypto'
import type { Id } from '#kernel/id.ts'
import { seal, unseal, type SecretKey } from '#platform/auth/seal.ts'

/**
 * Seals what people write about a visit. The key is made from the server's own, which is not in the database, and is
 * of use for nothing else; a text moved to another visit or another person no longer opens.
 */
export type Papers = {
  seal(text: string, place: Place): Promise<Buffer>
  /** Null when it cannot be opened: sealed with another key, or not from this place. */
  open(sealed: Uint8Array, place: Place): Promise<string | null>
}

export type Place = { school: Id; visit: Id; what: string }

export function openPapers(secretKey: SecretKey): Papers {
  let known: Promise<Buffer> | null = null
  const key = () =>
    (known ??= secretKey().then((secret) =>
      Buffer.from(hkdfSync('sha256', secret, Buffer.alloc(0), 'samenspel lesson visits', 32))
    ))
  const ownerOf = ({ school, visit, what }: Place) => `visit ${school} ${visit} ${what}`
  return {
    seal: async (text, place) => seal(await key(), text, ownerOf(place)),
    open: async (sealed, place) => unseal(await key(), sealed, ownerOf(place))
  }
}
