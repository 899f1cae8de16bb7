import { createECDH } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { isPushKey, meaningOf, openPusher } from './pusher.ts'
import { aBrowser, openPushService, readVapid } from './testing.ts'
import { vapidKeys } from './vapid.ts'

const SECRET = Buffer.alloc(32, 7)
const MESSAGE = { title: 'Vandaag bordsessie om 15:15', url: '/bord/x', tag: 'a', language: 'nl' }
const HOW = { topic: 'reminder', lasts: 3_600_000 }
let service: Awaited<ReturnType<typeof openPushService>>
beforeEach(async () => void (service = await openPushService()))
afterEach(() => service.close())

const pusher = (parts: { contact?: string | null; timeout?: number } = {}) =>
  openPusher({
    secretKey: () => Promise.resolve(SECRET),
    contact: 'mailto:samenspel@wilg.example',
    hosts: [service.host],
    agent: service.agent,
    ...parts
  })

describe('a message', () => {
  it('can be read by that browser only, and says who sent it', async () => {
    const browser = aBrowser(service.host)
    expect(await pusher().send(browser.address, MESSAGE, HOW)).toBe('taken')
    const [push] = service.received
    expect(push!.path).toBe(browser.path)
    expect(push!.headers).toMatchObject({ 'content-encoding': 'aes128gcm', ttl: '3600', topic: 'reminder' })
    expect(push!.body.toString('latin1')).not.toContain('bordsessie')
    expect(browser.read(push!.body)).toEqual(MESSAGE)
    expect(() => aBrowser(service.host).read(push!.body)).toThrow()
    const { claims, key } = readVapid(String(push!.headers.authorization))
    expect(claims).toMatchObject({ aud: `https://${service.host}`, sub: 'mailto:samenspel@wilg.example' })
    expect(key).toBe(await pusher().publicKey())
  })

  it('goes nowhere but to a push service, nor without somebody to turn to', async () => {
    const elsewhere = { ...aBrowser(service.host).address, endpoint: 'https://127.0.0.1/a' }
    expect(await pusher().send(elsewhere, MESSAGE, HOW)).toBe('refused')
    const browser = aBrowser(service.host)
    expect(await pusher({ contact: null }).send(browser.address, MESSAGE, HOW)).toBe('refused')
    expect(service.received).toEqual([])
  })

  it('is not led on by a redirect', async () => {
    service.answerNext({ status: 302, headers: { location: 'https://127.0.0.1/secret' } })
    expect(await pusher().send(aBrowser(service.host).address, MESSAGE, HOW)).toBe('refused')
    expect(service.received).toHaveLength(1)
  })

  it('is tried again when nobody is there', async () => {
    const { host } = service
    const { address } = aBrowser(host)
    await service.close()
    expect(await pusher().send(address, MESSAGE, HOW)).toEqual({ again: 0 })
    service = await openPushService()
  })
})

it('knows what an answer means', () => {
  expect([200, 201, 202].map((status) => meaningOf(status, undefined))).toEqual(Array(3).fill('taken'))
  expect([404, 410].map((status) => meaningOf(status, undefined))).toEqual(Array(2).fill('gone'))
  expect([400, 401, 403, 413, 302].map((status) => meaningOf(status, undefined))).toEqual(Array(5).fill('refused'))
  expect(meaningOf(429, '120')).toEqual({ again: 120_000 })
  expect(meaningOf(503, 'Fri, 27 Nov 2026 10:00:00 GMT')).toEqual({ again: 0 })
  expect(meaningOf(500, '-5')).toEqual({ again: 0 })
})

it('the keys of an installation are always the same, and a pair', () => {
  const keys = vapidKeys(SECRET)
  expect(keys).toEqual(vapidKeys(Buffer.alloc(32, 7)))
  expect(keys.publicKey).not.toBe(vapidKeys(Buffer.alloc(32, 8)).publicKey)
  const curve = createECDH('prime256v1')
  curve.setPrivateKey(Buffer.from(keys.privateKey, 'base64url'))
  expect(curve.getPublicKey('base64url')).toBe(keys.publicKey)
})

it('takes a point of the curve as the key of a browser, and nothing else', () => {
  const { p256dh } = aBrowser('push.example').address
  expect(isPushKey(p256dh)).toBe(true)
  expect(isPushKey(p256dh.subarray(1))).toBe(false)
  expect(isPushKey(Buffer.concat([Buffer.from([4]), Buffer.alloc(64, 1)]))).toBe(false)
})
