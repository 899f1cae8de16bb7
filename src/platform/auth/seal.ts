import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto'

/** Gives the key (32 bytes) with which secrets are sealed. It is not in the database: a copy of that opens nothing. */
export type SecretKey = () => Promise<Buffer>

const NONCE = 12
const TAG = 16

/** Seals a text for one owner (AES-256-GCM): moved to somebody else's row, it no longer opens. */
export function seal(key: Buffer, text: string, owner: string): Buffer {
  const nonce = randomBytes(NONCE)
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(owner))
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed])
}

/** The text again; null when it was sealed with another key or for somebody else, or was changed. */
export function unseal(key: Buffer, sealed: Uint8Array, owner: string): string | null {
  const bytes = Buffer.from(sealed)
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE))
      .setAAD(Buffer.from(owner))
      .setAuthTag(bytes.subarray(NONCE, NONCE + TAG))
    return Buffer.concat([decipher.update(bytes.subarray(NONCE + TAG)), decipher.final()]).toString('utf8')
  } catch {
    return null
  }
}

/** For short codes, whose plain hash could be guessed from a copy of the database. */
export const keyedHash = (key: Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest()
