import { createECDH, hkdfSync } from 'node:crypto'

/** With what this installation signs what it sends to push services (RFC 8292), in base64url. */
export type VapidKeys = { publicKey: string; privateKey: string }

/** The order of the curve P-256: a private key is a number from 1 to this less one. */
const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n

/**
 * The keys of this installation, always the same ones: they follow from the key that it has anyhow, so that there is one
 * secret to keep, and several servers on one database speak as one. Sixteen bytes more than needed, so that no number
 * is likelier than another.
 */
export function vapidKeys(secret: Buffer): VapidKeys {
  const bytes = Buffer.from(hkdfSync('sha256', secret, '', 'samenspel web push', 48)).toString('hex')
  const scalar = (BigInt(`0x${bytes}`) % (ORDER - 1n)) + 1n
  const curve = createECDH('prime256v1')
  const privateKey = Buffer.from(scalar.toString(16).padStart(64, '0'), 'hex')
  curve.setPrivateKey(privateKey)
  return { publicKey: curve.getPublicKey('base64url'), privateKey: privateKey.toString('base64url') }
}
