import { createDecipheriv, createECDH, createPublicKey, hkdfSync, randomBytes, verify } from 'node:crypto'
import { Agent, createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { openPusher, type PushAddress, type Pusher } from './pusher.ts'

/** An installation that reaches no devices. */
export const NO_PUSH: Pusher = openPusher({ secretKey: () => Promise.resolve(Buffer.alloc(32)), contact: null })

/** Of nobody but these tests: with what the push service below proves that it is push.example. */
const KEY = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgCbLVm7cNz5IMKZDq
nmDcBVIqz59G1jILAwQTZiGw97ehRANCAATbZiwoPJdwqB+wfKo80pIA0yd78Deo
cPT/k3of1BrFp3AOLnyl97nvADhWGrF8IX+21V+00tY8+R+5n9z8yibw
-----END PRIVATE KEY-----`
const CERTIFICATE = `-----BEGIN CERTIFICATE-----
MIIBaTCCARCgAwIBAgIBATAKBggqhkjOPQQDAjAXMRUwEwYDVQQDDAxwdXNoLmV4
YW1wbGUwIBcNMjAwMTAxMDAwMDAwWhgPMjEyMDAxMDEwMDAwMDBaMBcxFTATBgNV
BAMMDHB1c2guZXhhbXBsZTBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABNtmLCg8
l3CoH7B8qjzSkgDTJ3vwN6hw9P+Teh/UGsWncA4ufKX3ue8AOFYasXwhf7bVX7TS
1jz5H7mf3PzKJvCjSzBJMBcGA1UdEQQQMA6CDHB1c2guZXhhbXBsZTAPBgNVHRMB
Af8EBTADAQH/MB0GA1UdDgQWBBQSS4jKcTgDcAssqcby95pbXg/blDAKBggqhkjO
PQQDAgNHADBEAiAaaaF8TDjMI87LmpGsEfPUfp4nqXhCZBfVtc0lvOO01gIgRg2w
RwQg9EY956piqxSFXU1I4jk4CmYDu5aQjL9h2bQ=
-----END CERTIFICATE-----`

export type ReceivedPush = { path: string; headers: Record<string, string | string[] | undefined>; body: Buffer }
/** What the push service answers next. */
export type PushAnswer = { status: number; headers?: Record<string, string> }

export type PushServiceOptions = {
  /** What happens between having a message and saying so. */
  beforeAnswer?: () => Promise<void>
}

/** A push service that really speaks https, on a port of its own; keeps what it gets and answers as it is told. */
export async function openPushService({ beforeAnswer }: PushServiceOptions = {}) {
  const received: ReceivedPush[] = []
  const answers: PushAnswer[] = []
  const server = createServer({ key: KEY, cert: CERTIFICATE }, (request, response) => {
    const chunks: Buffer[] = []
    // A sender that was killed in the middle of a message is no fault of ours.
    request.on('error', () => {})
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      received.push({ path: request.url ?? '', headers: request.headers, body: Buffer.concat(chunks) })
      const { status, headers } = answers.shift() ?? { status: 201 }
      void Promise.resolve(beforeAnswer?.()).then(() => response.writeHead(status, headers).end())
    })
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const { port } = server.address() as AddressInfo
  const agent = new Agent({
    ca: CERTIFICATE,
    lookup: (_name, options, found) =>
      options.all ? found(null, [{ address: '127.0.0.1', family: 4 }]) : found(null, '127.0.0.1', 4)
  })
  return {
    received,
    /** The next messages get these answers, one each; after that everything is taken. */
    answerNext: (...next: PushAnswer[]) => void answers.push(...next),
    /** How the operator would name it, and how it is connected to. */
    host: `push.example:${port}`,
    agent,
    /** With what a server beside this process trusts it. */
    certificate: CERTIFICATE,
    async close() {
      agent.destroy()
      server.closeAllConnections()
      await new Promise((closed) => server.close(closed))
    }
  }
}

/** A browser as far as web push goes: it has an address at a push service, and reads what comes there. */
export function aBrowser(host: string, path: string = randomBytes(12).toString('hex')) {
  const curve = createECDH('prime256v1')
  curve.generateKeys()
  const auth = randomBytes(16)
  const address: PushAddress = { endpoint: `https://${host}/${path}`, p256dh: curve.getPublicKey(), auth }
  return {
    address,
    path: `/${path}`,
    /** What a message says, by RFC 8291 and RFC 8188: written here from those texts, without the package that made it. */
    read(body: Buffer): unknown {
      const salt = body.subarray(0, 16)
      const keyLength = body.readUInt8(20)
      const sender = body.subarray(21, 21 + keyLength)
      const sealed = body.subarray(21 + keyLength)
      const info = Buffer.concat([Buffer.from('WebPush: info\0'), curve.getPublicKey(), sender])
      const input = Buffer.from(hkdfSync('sha256', curve.computeSecret(sender), auth, info, 32))
      const key = Buffer.from(hkdfSync('sha256', input, salt, 'Content-Encoding: aes128gcm\0', 16))
      const nonce = Buffer.from(hkdfSync('sha256', input, salt, 'Content-Encoding: nonce\0', 12))
      const opening = createDecipheriv('aes-128-gcm', key, nonce).setAuthTag(sealed.subarray(-16))
      const record = Buffer.concat([opening.update(sealed.subarray(0, -16)), opening.final()])
      // The last record ends with a 2 and then zeros only.
      const end = record.lastIndexOf(2)
      if (record.subarray(end + 1).some((byte) => byte !== 0)) throw new Error('wrong padding')
      return JSON.parse(record.subarray(0, end).toString('utf8'))
    }
  }
}

/** What the sender proves of itself (RFC 8292): the claims that it signed, and with which key. Throws when it does not hold. */
export function readVapid(authorization: string): { claims: { aud: string; exp: number; sub: string }; key: string } {
  const [, token = '', key = ''] = /^vapid t=([\w.-]+), ?k=([\w-]+)$/.exec(authorization) ?? []
  const [header = '', claims = '', signature = ''] = token.split('.')
  const point = Buffer.from(key, 'base64url')
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((part) => part.toString('base64url'))
  const publicKey = createPublicKey({ key: { kty: 'EC', crv: 'P-256', x, y }, format: 'jwk' })
  const isGood = verify(
    'sha256',
    Buffer.from(`${header}.${claims}`),
    { key: publicKey, dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url')
  )
  if (!isGood) throw new Error('the signature does not hold')
  return { claims: JSON.parse(Buffer.from(claims, 'base64url').toString('utf8')) as never, key }
}
