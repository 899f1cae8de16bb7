/**
 * Every way in over HTTP, as everybody who does not belong there: refused, nothing changed, no word of the school in
 * the answer. And as who does: never a fault, and never a change at another school. The ways come from the code
 * (tools/adversary/read-routes.ts), who belongs where from tools/adversary/routes.ts.
 */
import * as fc from 'fast-check'
import { BOARD_COMMANDS } from '#board-sessions/testing'
import { newId } from '#kernel/id.ts'
import { openClient, type Client } from '#platform/db/client.ts'
import { askOccupant } from '#platform/db/embedded/lock.ts'
import { embeddedTarget } from '#platform/db/embedded/supervisor.ts'
import { anyOf, nastyText, typeOf } from '../tools/adversary/any-command.ts'
import { checksums, type Checksums } from '../tools/adversary/checksum.ts'
import { makeHome, NAME, OF_SCHOOL, OF_UNIT, type Home } from '../tools/adversary/home.ts'
import { asForm, fillPath, isRefused, knock, plausible, send, type Answer } from '../tools/adversary/knock.ts'
import { readList, readRoutes, type Way } from '../tools/adversary/read-routes.ts'
import { ACTORS, OUTSIDERS, SEES_UNIT, WHO, type Actor } from '../tools/adversary/routes.ts'
import { UPLOADS } from '../tools/adversary/uploads.ts'
import { openWorld, type World } from '../tools/world.ts'
import { expect, test } from './support/test.ts'

const WAYS = [
  ...readRoutes(),
  ...readList('src/app/http/live-routes.server.ts', 'LIVE_ROUTES'),
  ...readList('src/app/http/operations.server.ts', 'OPERATIONS_ROUTES')
]
/** The same inputs each time; another seed looks further. */
const SEED = Number(process.env['FUZZ_SEED'] ?? 20261126)
const RUNS = Number(process.env['FUZZ_RUNS'] ?? 12)

let world: World
let home: Home
let sql: Client
test.beforeAll(async () => {
  world = await openWorld()
  home = await makeHome(await world.app())
  const occupant = await askOccupant(world.dataDir)
  sql = openClient(embeddedTarget(occupant!.socketFolder!, 'admin'), { max: 1 })
})
test.afterAll(async () => {
  await sql?.end({ timeout: 2 })
  await world?.close()
})

const isCommand = ({ key }: Way) => key === 'POST /live/units/[unit]/commands'
const mayBe = (way: Way, actor: Actor) => WHO[way.key]!.includes(actor)

/** Bodies for a way in: a plausible form, or one of each command that the parser knows. */
function bodiesOf(way: Way): (string | undefined)[] {
  if (!isCommand(way)) return [undefined]
  return BOARD_COMMANDS.map((schema) => {
    const [command] = fc.sample(anyOf(schema as never, [home.unit, home.person]), { numRuns: 1, seed: SEED })
    return JSON.stringify({ key: newId(), base: 0, command })
  })
}

function expectNoWord(actor: Actor, way: Way, { body }: Answer): void {
  const where = `${way.key} as ${actor}`
  const words = [
    ...(OUTSIDERS.includes(actor) ? [NAME, OF_SCHOOL] : []),
    ...(way.method === 'GET' && !mayBe(way, actor) ? [OF_SCHOOL] : [])
  ]
  for (const word of words)
    expect.soft(body.includes(word), `${where} reads ${word}: ${body.slice(0, 300)}`).toBe(false)
  if (!SEES_UNIT.includes(actor)) expect(body.includes(OF_UNIT), `${where} reads ${OF_UNIT}`).toBe(false)
}

test('every way in is declared: say who may be there, in tools/adversary/routes.ts', () => {
  const keys = WAYS.map(({ key }) => key)
  expect(keys.filter((key) => !WHO[key])).toEqual([])
  expect(Object.keys(WHO).filter((key) => !keys.includes(key))).toEqual([])
})

/** After so many ways in is looked whether anything changed. */
const TOGETHER = 8

test('whoever does not belong there is refused, changes nothing and reads nothing', async () => {
  test.setTimeout(1_200_000)
  let before = await checksums(sql)
  for (const actor of ACTORS) {
    const cookie = await home.cookieOf(actor)
    before = await checksums(sql)
    const refused = WAYS.filter((candidate) => !mayBe(candidate, actor))
    for (const [at, way] of refused.entries()) {
      for (const body of bodiesOf(way)) {
        const answer = await knock({ home, url: world.url, way, actor, cookie, body })
        expect.soft(isRefused(answer), `${way.key} as ${actor}: ${answer.status} ${answer.location}`).toBe(true)
        expectNoWord(actor, way, answer)
      }
      // One look at the whole database for some ways together: it takes longer than they do.
      if (at % TOGETHER === TOGETHER - 1) {
        const names = refused.slice(at + 1 - TOGETHER, at + 1).map(({ key }) => key)
        expect(await checksums(sql), `one of ${names.join(', ')} as ${actor}`).toEqual(before)
      }
      if (way.isPage && way.method === 'GET') {
        // As data, and so that the loads of the layouts above it are left out: each load stands for itself.
        for (const skips of [
          '',
          '?x-sveltekit-invalidated=01',
          '?x-sveltekit-invalidated=001',
          '?x-sveltekit-invalidated=0001'
        ]) {
          const path = `${fillPath(home, way).replace(/\/$/, '')}/__data.json${skips}`
          const data = await send(world.url, { method: 'GET', path, headers: { cookie } })
          expect(data.status, `${path} as ${actor}`).toBeLessThan(500)
          expectNoWord(actor, way, data)
        }
      }
    }
    expect(await checksums(sql), `everything as ${actor}`).toEqual(before)
  }
})

test('a page of another site can send nothing', async () => {
  for (const way of WAYS.filter(({ method }) => method !== 'GET')) {
    const actor = WHO[way.key]!.find((candidate) => candidate === 'leader' || candidate === 'lead') ?? 'leader'
    const cookie = await home.cookieOf(actor)
    const before = await checksums(sql)
    for (const origin of ['https://elders.example', 'null']) {
      const answer = await knock({ home, url: world.url, way, actor, cookie, origin, body: bodiesOf(way)[0] })
      expect(answer.status, `${way.key} from ${origin}`).toBe(403)
    }
    expect(await checksums(sql), way.key).toEqual(before)
  }
})

test('looking changes nothing, and shows nobody what is not theirs', async () => {
  test.setTimeout(1_200_000)
  for (const way of WAYS.filter(({ method }) => method === 'GET'))
    for (const actor of WHO[way.key]!) {
      const cookie = await home.cookieOf(actor)
      const before = await checksums(sql)
      const answer = await knock({ home, url: world.url, way, actor, cookie })
      expect(answer.status, `${way.key} as ${actor}`).toBeLessThan(400)
      expectNoWord(actor, way, answer)
      if (way.path !== '/uitloggen') expect(await checksums(sql), `${way.key} as ${actor}`).toEqual(before)
    }
})

test('whoever may act changes nothing at another school', async () => {
  test.setTimeout(1_200_000)
  const before = await checksums(sql, home.other)
  const ours = WAYS.filter(({ method }) => method !== 'GET')
  for (const way of ours)
    for (const actor of WHO[way.key]!.filter((candidate) => !OUTSIDERS.includes(candidate)))
      for (const body of bodiesOf(way)) {
        const cookie = await home.cookieOf(actor)
        const answer = await knock({ home, url: world.url, way, actor, cookie, body })
        expect(answer.status, `${way.key} as ${actor}: ${answer.body}`).toBeLessThan(500)
      }
  expect(await checksums(sql, home.other)).toEqual(before)
})

test('what another school sends with the ids of this one changes nothing here', async () => {
  const before = await checksums(sql, home.school)
  for (const way of WAYS.filter((candidate) => candidate.method !== 'GET' && mayBe(candidate, 'other'))) {
    const answer = await knock({ home, url: world.url, way, actor: 'other', cookie: await home.cookieOf('other') })
    expect(answer.status, `${way.key}: ${answer.body}`).toBeLessThan(500)
    expect(await checksums(sql, home.school), way.key).toEqual(before)
    expectNoWord('other', way, answer)
  }
})

/** The database when nothing moves any more: the same twice, a moment apart. */
async function atRest(): Promise<Checksums> {
  for (let before = await checksums(sql); ;) {
    await new Promise((resolve) => setTimeout(resolve, 150))
    const after = await checksums(sql)
    if (JSON.stringify(after) === JSON.stringify(before)) return after
    before = after
  }
}

test('no input makes a form action fail, and what is refused leaves nothing behind', async () => {
  test.setTimeout(1_200_000)
  for (const way of WAYS.filter(({ method, isPage }) => method !== 'GET' && isPage)) {
    const allowed = WHO[way.key]!
    const actor =
      (['leader', 'lead', 'nobody'] as const).find((candidate) => allowed.includes(candidate)) ?? allowed[0] ?? 'leader'
    const usual = plausible(home, way)
    const anyForm = fc.record(
      Object.fromEntries(
        Object.entries(usual).map(([field, value]) => [field, fc.oneof(nastyText, fc.constant(value))])
      ),
      { requiredKeys: [] }
    )
    let wasAccepted = false
    const fuzz = fc.asyncProperty(anyForm, async (fields) => {
      const cookie = await home.cookieOf(actor)
      // What was accepted may still reach a board a moment later.
      const before = wasAccepted ? await atRest() : await checksums(sql)
      const body = asForm(fields as Record<string, string>)
      const answer = await knock({ home, url: world.url, way, actor, cookie, body })
      expect(answer.status, `${way.key} as ${actor} with ${body}: ${answer.body}`).toBeLessThan(500)
      wasAccepted = answer.status < 400
      if (!wasAccepted) expect(await checksums(sql), `${way.key} with ${body}`).toEqual(before)
    })
    await fc.assert(fuzz, { numRuns: RUNS, seed: SEED, endOnFailure: true })
  }
})

test('no input makes an address fail', async () => {
  test.setTimeout(1_200_000)
  const strange = ['x', '%00', '%0', '..%2f..', "'", 'a'.repeat(3000), newId(), '%E2%80%AE', 'null', '-1']
  for (const way of WAYS.filter(({ path }) => path.includes('['))) {
    const actor = WHO[way.key]!.find((candidate) => candidate === 'leader' || candidate === 'lead') ?? 'leader'
    for (const value of strange) {
      const cookie = await home.cookieOf(actor)
      const path = way.path.replaceAll(/\[[^\]]+\]/g, value) + (way.action ? `?/${way.action}` : '')
      const headers = { cookie, origin: world.url, 'content-type': 'application/x-www-form-urlencoded' }
      const body = way.method === 'GET' ? undefined : asForm(plausible(home, way))
      const answer = await send(world.url, { method: way.method, path, headers, body, stream: true, isEncoded: true })
      expect(answer.status, `${way.method} ${path}`).toBeLessThan(500)
    }
  }
})

test('no command makes the live line fail, and what is refused leaves nothing behind', async () => {
  test.setTimeout(1_200_000)
  const way = WAYS.find(isCommand)!
  const cookie = await home.cookieOf('member')
  const known = [home.unit, home.person, home.session, ...(await idsOnBoard())]
  const submit = async (body: string) => {
    const before = await checksums(sql)
    const answer = await knock({ home, url: world.url, way, actor: 'member', cookie, body })
    expect(answer.status, `${body}: ${answer.body}`).toBeLessThan(500)
    if (answer.status >= 400) expect(await checksums(sql), body).toEqual(before)
  }
  for (const schema of BOARD_COMMANDS) {
    const sent = anyOf(schema as never, known).map((command) => JSON.stringify({ key: newId(), base: 0, command }))
    await fc.assert(fc.asyncProperty(sent, submit), { numRuns: RUNS, seed: SEED, endOnFailure: true })
    // Beside what the parser takes: the right name with anything else.
    const beside = fc.dictionary(fc.constantFrom('id', 'text', 'person', 'value', 'owners', 'due'), fc.jsonValue())
    const wrong = beside.map((rest) =>
      JSON.stringify({ key: newId(), base: 0, command: { ...rest, type: typeOf(schema) } })
    )
    await fc.assert(fc.asyncProperty(wrong, submit), { numRuns: RUNS, seed: SEED, endOnFailure: true })
  }
  await fc.assert(fc.asyncProperty(fc.json({ depthSize: 'large' }), submit), { numRuns: RUNS, seed: SEED })
  for (const text of ['', '{', 'null', '['.repeat(20_000), `{"key":"${'x'.repeat(40_000)}"}`, '\u0000'])
    await submit(text)
  const [gaps] = await sql`
    select count(*)::int as gaps from boards b where seq <> (select count(*) from board_events e
      where e.school_id = b.school_id and e.unit_id = b.unit_id)`
  expect(gaps).toEqual({ gaps: 0 })
})

const idsOnBoard = async (): Promise<string[]> =>
  (
    await sql<{ id: string }[]>`
      select id from actions where unit_id = ${home.unit} union select id from goals where unit_id = ${home.unit}
      union select person_id from memberships where unit_id = ${home.unit} and until is null`
  ).map(({ id }) => id)

test('no file makes an upload fail, hang or stay', async () => {
  test.setTimeout(1_200_000)
  for (const way of WAYS.filter(({ takesFile }) => takesFile)) {
    const actor = WHO[way.key]!.find((candidate) => candidate === 'leader') ?? WHO[way.key]![0] ?? 'leader'
    const cookie = await home.cookieOf(actor)
    // A form beside the one with the file may do its own work, once.
    const nothing = multipart(way.fields, Buffer.alloc(0))
    await knock({ home, url: world.url, way, actor, cookie, body: nothing.body as never, type: nothing.type })
    for (const [what, bytes] of Object.entries(UPLOADS)) {
      const before = await checksums(sql)
      const { type, body } = multipart(way.fields, bytes())
      const started = Date.now()
      const answer = await knock({ home, url: world.url, way, actor, cookie, body: body as never, type })
      expect(answer.status, `${way.key}: ${what}: ${answer.body.slice(0, 300)}`).toBeLessThan(500)
      // Not a figure: it ends, also on a busy machine.
      expect(Date.now() - started, `${way.key}: ${what}`).toBeLessThan(300_000)
      expect(await checksums(sql), `${way.key}: ${what}`).toEqual(before)
    }
  }
  expect((await send(world.url, { method: 'GET', path: '/healthz' })).status).toBe(200)
})

/** The file under every name that the form reads, since only one of them is it. */
function multipart(fields: string[], bytes: Buffer): { type: string; body: Buffer } {
  const boundary = newId()
  const head = (name: string) =>
    `--${boundary}\r\ncontent-disposition: form-data; name="${name}"; filename="lijst.xlsx"\r\ncontent-type: application/octet-stream\r\n\r\n`
  const names = fields.filter((name) => /file|bestand|upload|image|foto/i.test(name))
  const parts = (names.length ? names : ['file']).flatMap((name) => [
    Buffer.from(head(name)),
    bytes,
    Buffer.from('\r\n')
  ])
  return {
    type: `multipart/form-data; boundary=${boundary}`,
    body: Buffer.concat([...parts, Buffer.from(`--${boundary}--\r\n`)])
  }
}
