import { createPublicKey } from 'node:crypto'
import { request, type Agent } from 'node:https'
import webPush from 'web-push'
import type { SecretKey } from '#platform/auth/seal.ts'
import { isPushEndpoint } from './endpoint.ts'
import { publicAgent } from './public-agent.ts'
import { vapidKeys, type VapidKeys } from './vapid.ts'

/** Where one browser can be reached, and with which keys: as the browser gave it. */
export type PushAddress = { endpoint: string; p256dh: Buffer; auth: Buffer }

/** What is shown: one line, and the page that opens. Others may read a lock screen: no more than a mail's subject. */
export type PushMessage = { title: string; url: string; tag: string; language: string }

/**
 * What the push service said: it took the message; the browser no longer exists; it does not want it, which another
 * time changes nothing about; or not now, to be tried again after so long (ms; 0 = it did not say).
 */
export type Pushed = 'taken' | 'gone' | 'refused' | { again: number }

/** The way out for web push. Not configured is a normal state: a school's network without https does without. */
export type Pusher = {
  readonly isConfigured: boolean
  /** By which browsers know this installation. */
  publicKey(): Promise<string>
  isEndpoint(text: string): boolean
  /** `topic`: a newer message of the same topic takes the place of one that waits. `lasts` (ms): later it is worth nothing. */
  send(to: PushAddress, message: PushMessage, how: { topic: string; lasts: number }): Promise<Pushed>
}

export type PusherOptions = {
  secretKey: SecretKey
  /** Whom a push service can turn to: `mailto:` or `https:`; null = no web push. */
  contact: string | null
  /** Hosts of push services beside the known ones. */
  hosts?: readonly string[]
  agent?: Agent
  /** How long (ms) a push service may take. */
  timeout?: number
}

/** No answer of a push service is longer than this (bytes), or we hang up. */
const LONGEST_ANSWER = 64 * 1024
const DAY = 86_400_000

export function openPusher({ secretKey, contact, hosts = [], agent, timeout = 10_000 }: PusherOptions): Pusher {
  let known: Promise<VapidKeys> | null = null
  const keys = () => (known ??= secretKey().then(vapidKeys))
  let opened: Agent | undefined = agent
  const isEndpoint = (text: string) => isPushEndpoint(text, hosts)
  return {
    isConfigured: contact !== null,
    publicKey: async () => (await keys()).publicKey,
    isEndpoint,
    async send(to, message, { topic, lasts }) {
      if (contact === null || !isEndpoint(to.endpoint)) return 'refused'
      const { method, headers, body } = webPush.generateRequestDetails(
        {
          endpoint: to.endpoint,
          keys: { p256dh: to.p256dh.toString('base64url'), auth: to.auth.toString('base64url') }
        },
        JSON.stringify(message),
        {
          vapidDetails: { subject: contact, ...(await keys()) },
          TTL: Math.floor(Math.min(lasts, 28 * DAY) / 1000),
          topic,
          urgency: 'normal',
          contentEncoding: 'aes128gcm'
        }
      )
      opened ??= publicAgent()
      return post(to.endpoint, { method, headers: headers as Record<string, string>, body, agent: opened, timeout })
    }
  }
}

/** Is this the public key of a browser: a point of P-256, and one that lies on it? */
export function isPushKey(point: Buffer): boolean {
  if (point.length !== 65 || point[0] !== 4) return false
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((part) => part.toString('base64url'))
  try {
    createPublicKey({ key: { kty: 'EC', crv: 'P-256', x, y }, format: 'jwk' })
    return true
  } catch {
    return false
  }
}

type Posting = { method: string; headers: Record<string, string>; body: Buffer; agent: Agent; timeout: number }

/** Redirects are not followed: a push service has none, and they would lead past the list of hosts. */
function post(endpoint: string, { body, timeout, ...options }: Posting): Promise<Pushed> {
  return new Promise((resolve) => {
    const notNow = () => resolve({ again: 0 })
    const sending = request(endpoint, { ...options, signal: AbortSignal.timeout(timeout) }, (response) => {
      let length = 0
      response.on('data', (chunk: Buffer) => {
        length += chunk.length
        if (length > LONGEST_ANSWER) response.destroy()
      })
      response.on('error', notNow)
      response.on('close', () => resolve(meaningOf(response.statusCode ?? 0, response.headers['retry-after'])))
    })
    sending.on('error', notNow)
    sending.end(body)
  })
}

/** RFC 8030: 201 it was taken, 404 and 410 the subscription ended; 429 and 5xx pass; anything else is final. */
export function meaningOf(status: number, retryAfter: string | undefined): Pushed {
  if (status >= 200 && status < 300) return 'taken'
  if (status === 404 || status === 410) return 'gone'
  if (status !== 429 && status < 500) return 'refused'
  const seconds = Number(retryAfter)
  return { again: Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds * 1000, DAY) : 0 }
}
