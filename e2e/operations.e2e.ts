/** What an operator relies on: health, figures, a log without people in it, a stop that loses nothing. */
import { newId } from '#kernel/id.ts'
import { makeHome, NAME, OF_SCHOOL, OF_UNIT, type Home } from '../tools/adversary/home.ts'
import { send } from '../tools/adversary/knock.ts'
import { openWorld, type World } from '../tools/world.ts'
import { expect, test } from './support/test.ts'

let world: World
let home: Home
let log = ''
const TOKEN = 'een-lang-geheim-voor-de-meter'

test.beforeAll(async () => {
  world = await openWorld({ env: { LOG_LEVEL: 'trace', METRICS_TOKEN: TOKEN } })
  listen()
  home = await makeHome(await world.app())
})
test.afterAll(() => world?.close())

function listen(): void {
  for (const stream of [world.server.stdout!, world.server.stderr!])
    stream.on('data', (text: Buffer) => (log += text.toString()))
}

const get = (path: string, headers: Record<string, string> = {}) => send(world.url, { method: 'GET', path, headers })

const command = (cookie: string, key: string, text: string, origin = world.url) =>
  send(world.url, {
    method: 'POST',
    path: `/live/units/${home.unit}/commands`,
    headers: { cookie, origin, 'content-type': 'application/json' },
    body: JSON.stringify({ key, base: 0, command: { type: 'park', id: newId(), text } })
  })

test('says that it lives and that it is ready', async () => {
  expect(await get('/healthz')).toMatchObject({ status: 200, body: 'ok\n' })
  expect(await get('/readyz')).toMatchObject({ status: 200, body: 'ready\n' })
  expect((await send(world.url, { method: 'POST', path: '/readyz' })).status).toBe(404)
})

test('shows its figures to this machine and to who has the token, and to nobody else', async () => {
  await get('/vandaag', { cookie: await home.cookieOf('member') })
  await command(await home.cookieOf('member'), newId(), `Later ${OF_UNIT}`)
  await command(await home.cookieOf('colleague'), newId(), 'niet van deze unit')
  const { status, body } = await get('/metrics')
  expect(status).toBe(200)
  expect(body).toMatch(
    /samenspel_http_request_seconds_count\{method="GET",route="\/\(paper\)\/vandaag",status="200"\} [1-9]/
  )
  expect(body).toMatch(
    /samenspel_http_request_seconds_count\{method="POST",route="\/live\/units\/\[unit\]\/commands",status="200"\} 1/
  )
  expect(body).toContain('samenspel_board_commands_total{outcome="stored"} 1')
  expect(body).toMatch(/samenspel_board_batch_size_count [1-9]/)
  expect(body).toMatch(/samenspel_database_transaction_seconds_count\{kind="read"\} [1-9]/)
  expect(body).toContain('samenspel_live_streams 0')
  expect(body).toContain('samenspel_nodejs_eventloop_lag_seconds')
  expect(body).toContain('samenspel_process_resident_memory_bytes')
  expect(body).not.toContain(home.unit)
  const proxied = { 'x-forwarded-for': '203.0.113.9' }
  expect((await get('/metrics', proxied)).status).toBe(404)
  expect((await get('/metrics', { ...proxied, authorization: 'Bearer mis' })).status).toBe(404)
  expect((await get('/metrics', { ...proxied, authorization: `Bearer ${TOKEN}` })).status).toBe(200)
})

test('logs what happened under the id of the request, and nobody’s name or words', async () => {
  for (const actor of ['leader', 'member', 'colleague', 'nobody', 'board'] as const) {
    const cookie = await home.cookieOf(actor)
    for (const path of [
      '/vandaag',
      `/bord/${home.unit}`,
      '/school',
      `/school/collegas?zoek=${OF_SCHOOL}`,
      `/uitnodiging/${OF_UNIT}`
    ])
      await get(path, { cookie })
    for (const path of ['/inloggen?/password', '/inloggen?/link', '/school/collegas/nieuw', '/school/units'])
      await send(world.url, {
        method: 'POST',
        path,
        headers: { cookie, origin: world.url, 'content-type': 'application/x-www-form-urlencoded' },
        body: `email=${OF_UNIT}@thuis.example&password=${OF_UNIT}&givenName=${OF_SCHOOL}&familyName=x&name=${OF_SCHOOL}&mark=K`
      })
    await command(cookie, newId(), `Later ${OF_UNIT}`)
  }
  const answered = () => log.split('\n').filter((line) => line.includes('"answered"'))
  await expect.poll(() => answered().length).toBeGreaterThan(40)
  expect(JSON.parse(answered().at(-1)!)).toMatchObject({
    request: expect.stringMatching(/^[0-9a-f]{12}$/) as unknown,
    level: 30
  })
  expect(answered().join('\n')).toContain('"route":"/(paper)/bord/[unit]"')
  for (const word of [NAME, OF_SCHOOL, OF_UNIT, 'thuis.example', home.unit, home.person])
    expect(log.includes(word), `the log holds ${word}: ${log.split('\n').find((line) => line.includes(word))}`).toBe(
      false
    )
})

test('a stop finishes what is being stored, tells the streams and ends soon; nothing that was acknowledged is lost', async () => {
  const cookie = await home.cookieOf('member')
  const acknowledged: string[] = []
  let isStopped = false
  const client = async () => {
    while (!isStopped) {
      const key = newId()
      const { status } = await command(cookie, key, 'Onder druk').catch(() => ({ status: 0 }))
      if (status === 200) acknowledged.push(key)
      if (status === 0) return
    }
  }
  const stream = send(world.url, {
    method: 'GET',
    path: `/live/units/${home.unit}/events?after=0`,
    headers: { cookie },
    isHeld: true
  })
  const clients = Promise.all(Array.from({ length: 12 }, client))
  await expect.poll(() => acknowledged.length).toBeGreaterThan(30)
  const gone = new Promise<number | null>((resolve) => world.server.once('exit', resolve))
  const began = Date.now()
  world.server.kill('SIGTERM')
  expect(await gone).toBe(0)
  expect(Date.now() - began).toBeLessThan(12_000)
  isStopped = true
  await clients
  expect((await stream).body).toContain('event: hello')
  await world.restart()
  listen()
  const app = await world.app()
  const rows = await app.database.read(
    home.school,
    ({ sql }) =>
      sql<{ key: string; times: number }[]>`
      select key, count(*)::int as times from board_events where key = any(${acknowledged}::uuid[]) group by key`
  )
  expect(rows).toHaveLength(acknowledged.length)
  expect(rows.every(({ times }) => times === 1)).toBe(true)
})
