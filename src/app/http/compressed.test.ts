import { gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { compressed } from './compressed.server.ts'

const LONG = '<p>Wat spreken we af?</p>'.repeat(200)
const asked = (encoding = 'gzip, deflate, br') =>
  new Request('http://school.test/', { headers: { 'accept-encoding': encoding } })
const page = (text = LONG, type = 'text/html', headers: Record<string, string> = {}) =>
  new Response(text, { headers: { 'content-type': type, ...headers } })
const bytesOf = async (response: Response) => Buffer.from(await response.arrayBuffer())

test('a page travels packed, and is the same page', async () => {
  const sent = await compressed(asked(), page(LONG, 'text/html;charset=utf-8', { etag: '"abc"', 'x-own': 'stays' }))
  expect(sent.headers.get('content-encoding')).toBe('gzip')
  expect(sent.headers.get('vary')).toBe('accept-encoding')
  expect(sent.headers.get('etag')).toBe('W/"abc"')
  expect(sent.headers.get('x-own')).toBe('stays')
  const bytes = await bytesOf(sent)
  expect(bytes.length).toBeLessThan(LONG.length / 4)
  expect(gunzipSync(bytes).toString()).toBe(LONG)
})

test('so do the data of a page', async () => {
  expect((await compressed(asked(), page(LONG, 'application/json'))).headers.get('content-encoding')).toBe('gzip')
})

test.each([
  ['somebody who cannot read it', asked('identity'), page()],
  ['a short one', asked(), page('<p>kort</p>')],
  ['a calendar', asked(), page(LONG, 'text/calendar')],
  ['what is packed already', asked(), page(LONG, 'text/html', { 'content-encoding': 'br' })]
])('not packed: %s', async (_, request, response) => {
  const before = await bytesOf(response.clone())
  const encoding = response.headers.get('content-encoding')
  const sent = await compressed(request, response)
  expect(sent.headers.get('content-encoding')).toBe(encoding)
  expect(await bytesOf(sent)).toEqual(before)
})

test('an answer without a body has none', async () => {
  const sent = await compressed(asked(), new Response(null, { status: 304 }))
  expect(sent.status).toBe(304)
  expect(sent.body).toBeNull()
})
