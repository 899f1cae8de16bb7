import { afterEach, expect, test, vi } from 'vitest'
import { newId } from '#kernel/id.ts'
import type { BoardCommand, SentCommand } from '../core/commands.ts'
import { askStatus, isTooLate, sendCommand } from './send-command.ts'

afterEach(() => vi.unstubAllGlobals())

const sent = (command: BoardCommand, now = Date.now()): SentCommand => ({ key: newId(now), base: 0, command })
const park = () => sent({ type: 'park', id: newId(), text: 'x' })
const answering = (body: string, init: ResponseInit = {}) =>
  vi.stubGlobal('fetch', () => Promise.resolve(new Response(body, init)))

test('a receipt and a refusal are the server’s own', async () => {
  answering('{"seq":7,"at":1}')
  expect(await sendCommand('/x', park())).toEqual({ seq: 7 })
  answering('{"error":{"code":"not_allowed"}}', { status: 403 })
  expect(await sendCommand('/x', park())).toEqual({ status: 403, error: { code: 'not_allowed' } })
})

test('what somebody else answers settles nothing: an entry is sent again', async () => {
  // A hotel's page, a proxy that has no server behind it, a firewall that forbids.
  for (const status of [200, 403, 404, 502]) {
    answering('<html>Log in op het gastnetwerk</html>', { status })
    expect(await sendCommand('/x', park())).toBeNull()
    expect(await askStatus('/x?me=1')).toBeNull()
  }
  answering('{"seq":"7"}')
  expect(await sendCommand('/x', park())).toBeNull()
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('offline')))
  expect(await sendCommand('/x', park())).toBeNull()
})

test('what steers a session is for now; what was written is for always', () => {
  const [now, day] = [Date.now(), 86_400_000]
  expect(isTooLate(sent({ type: 'close-session' }, now - day), now)).toBe(true)
  expect(isTooLate(sent({ type: 'close-session' }, now - 60_000), now)).toBe(false)
  expect(isTooLate(sent({ type: 'park', id: newId(), text: 'x' }, now - day), now)).toBe(false)
})
