/**
 * What is written about a lesson visit, sought where it must not be: in the file of a backup, in every row of the
 * database, in the log at its most talkative, in mails and calendars, and behind every address of the school as
 * everybody but the two people whose it is. Written through the real server, as their browsers would.
 */
import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gunzipSync } from 'node:zlib'
import { makeFeed } from '#calendar/server'
import { newId, type Id } from '#kernel/id.ts'
import { chooseMoment, possibleMoments } from '#lesson-visits/server'
import type { Role } from '#people'
import { grantRole, setMembers } from '#people/server'
import { DIGEST, MAGIC } from '#platform/db/backup/format.ts'
import { openClient, type Client } from '#platform/db/client.ts'
import { askOccupant } from '#platform/db/embedded/lock.ts'
import { embeddedTarget } from '#platform/db/embedded/supervisor.ts'
import { openMailbox } from '#platform/mail/testing.ts'
import { asForm, send } from '../tools/adversary/knock.ts'
import { readRoutes, ROOT } from '../tools/adversary/read-routes.ts'
import { makeUnitOf, openWorld, type World } from '../tools/world.ts'
import { makeTeam, type Team } from './support/team.ts'
import { expect, test } from './support/test.ts'
import { beginVisits, makeVisits } from './support/visits-school.ts'

const NOTE = 'Zelf ook eens langer wachten bij de kring, dat durf ik nog niet'
const SEEN = 'Vier vingers gingen omhoog na zeven tellen stilte'
const PUPILS = 'Achterin werd gefluisterd over dinosaurussen en daarna gerekend'
const TRIED = 'Ik zou de instructietafel naar het raam schuiven'
const SECRETS = [NOTE, SEEN, PUPILS, TRIED]
/** What may be found: so that finding nothing elsewhere means something. */
const HOST_DOES = 'Tien tellen wachten na iedere vraag'
const VISITOR_DOES = 'Wisbordjes klaarleggen voor de rekenles'

const PIECE = 12

/** Every piece of a text, in each form in which somebody who opens a file would still read it. */
function formsOf(secret: string): string[] {
  const pieces = Array.from({ length: secret.length - PIECE + 1 }, (_, at) => secret.slice(at, at + PIECE))
  return pieces.flatMap((piece) => {
    const bytes = Buffer.from(piece)
    // Within a longer text base64 begins at any of three places; what leans on its neighbours is cut off.
    const based = [0, 1, 2].map((before) =>
      Buffer.concat([Buffer.alloc(before), bytes])
        .toString('base64')
        .slice(before === 0 ? 0 : before + 1, Math.floor(((before + PIECE) * 8) / 6))
    )
    const wide = Buffer.from(piece, 'utf16le').toString('latin1')
    return [piece, bytes.toString('hex'), bytes.toString('hex').toUpperCase(), wide, ...based]
  })
}
const FORMS = SECRETS.flatMap(formsOf)

/** What can be read in bytes: themselves, and whatever PostgreSQL wrote as hexadecimal, and what of that is packed. */
function readings(bytes: Buffer): string[] {
  const text = bytes.toString('latin1')
  const inside = [...text.matchAll(/\\x((?:[0-9a-f]{2}){8,})/g)].map(([, hex]) => Buffer.from(hex!, 'hex'))
  return [text, ...inside.flatMap((one) => [one.toString('latin1'), unpacked(one)])]
}
const unpacked = (bytes: Buffer): string => {
  try {
    return gunzipSync(bytes).toString('latin1')
  } catch {
    return ''
  }
}
const foundIn = (texts: readonly string[]) => FORMS.filter((form) => texts.some((text) => text.includes(form)))

let world: World
let team: Team
let mailbox: Awaited<ReturnType<typeof openMailbox>>
let log = ''
let visit: Id
let upper: Id
let noor: string, karim: string, thijs: string

test.beforeAll(async () => {
  mailbox = await openMailbox()
  const env = {
    ...{ LOG_LEVEL: 'trace', SMTP_URL: mailbox.url, MAIL_FROM: 'Samenspel <samenspel@regenboog.example>' },
    PUBLIC_URL: 'https://samenspel.regenboog.example'
  }
  world = await openWorld({ env })
  for (const stream of [world.server.stdout!, world.server.stderr!])
    stream.on('data', (text: Buffer) => (log += text.toString()))
  const app = await world.app()
  team = await makeTeam(app)
  const { wish, noor: visitor, karim: host } = await makeVisits(world, team)
  // The host is of another unit than the visitor.
  upper = await makeUnitOf(app, team.school, 'Bovenbouw', [host])
  await app.database.transact(team.school, (tx) =>
    setMembers(
      tx,
      team.unit,
      team.people.filter((person) => person !== host),
      app.clock()
    )
  )
  const roles: [number, Role][] = [[0, 'administrator'], [1, 'unit_lead'], [3, 'trust_member'], [7, 'quality_coordinator'], [9, 'coach']] // prettier-ignore
  for (const [at, role] of roles)
    await app.database.transact(team.school, (tx) =>
      grantRole(tx, team.people[at]!, newId(), { role, unit: role === 'unit_lead' ? team.unit : null }, '2020-08-01')
    )
  ;[noor, karim, thijs] = await Promise.all(['Noor', 'Karim', 'Thijs'].map(cookieOf)) as [string, string, string] // prettier-ignore
  await app.database.transact(team.school, async (tx) => {
    const asking = { person: visitor, now: app.clock() }
    const moments = await possibleMoments(tx, wish, asking)
    if (!moments.ok) throw new Error(moments.failure.code)
    const chosen = await chooseMoment(tx, wish, moments.value.at(-1)!, asking)
    if (!chosen.ok) throw new Error(chosen.failure.code)
    visit = chosen.value.id
  })
})
test.afterAll(async () => {
  await world?.close()
  await mailbox?.close()
})

async function cookieOf(givenName: string): Promise<string> {
  const { name, value } = await team.cookieOf(givenName)
  return `${name}=${value}`
}
const get = (path: string, cookie: string) =>
  send(world.url, { method: 'GET', path, headers: { cookie, 'accept-language': 'nl' } })

/** As the page without its script sends it. */
const post = (path: string, cookie: string, fields: Record<string, string>) =>
  send(world.url, {
    ...{ method: 'POST', path, body: asForm(fields) },
    headers: { cookie, origin: world.url, 'content-type': 'application/x-www-form-urlencoded' }
  })

/** Every row of every table there is, whoever keeps it: the jobs among them. */
async function everyRow(): Promise<Buffer> {
  return asSuperuser(async (sql) => {
    const tables = await sql<{ name: string }[]>`
      select format('%I.%I', schemaname, tablename) as name from pg_tables
      where schemaname not in ('pg_catalog', 'information_schema') order by 1`
    expect(tables.map(({ name }) => name)).toEqual(expect.arrayContaining(['signin.jobs', 'public.visit_notes']))
    const rows = []
    for (const { name } of tables)
      rows.push(...(await sql.unsafe<{ row: string }[]>(`select t::text as row from ${name} t`)))
    return Buffer.from(rows.map(({ row }) => row.replaceAll('\\\\', '\\')).join('\n'))
  })
}

/** What changed is told some minutes later, so that one mail says all of it: here those minutes are over. */
const hurry = () =>
  asSuperuser((sql) => sql`update signin.jobs set run_at = now() where done_at is null and run_at > now()`)

async function asSuperuser<T>(work: (sql: Client) => PromiseLike<T>): Promise<T> {
  const { socketFolder } = (await askOccupant(world.dataDir))!
  const sql = openClient(embeddedTarget(socketFolder!, 'admin'), { max: 1 })
  try {
    return await work(sql)
  } finally {
    await sql.end({ timeout: 2 })
  }
}

test.describe.configure({ mode: 'serial' })

test('notes and a talk are written, and each of the two takes something to the board of the own unit', async () => {
  for (const cookie of [karim, thijs])
    expect((await post('/leren?/answer', cookie, { id: visit, says: 'yes' })).status).toBe(200)
  await hurry()
  await expect
    .poll(() => mailbox.received.filter(({ mail }) => mail.subject?.includes('Lesbezoek')).length)
    .toBeGreaterThan(0)
  await beginVisits(world, team)
  const place = `/leren/bezoek/${visit}`
  // Refused, too: a log likes to tell about what went wrong.
  expect((await post(`${place}?/note`, noor, { note: NOTE.repeat(100) })).body).toContain('Deze tekst is te lang')
  await post(`${place}?/note`, noor, { note: NOTE })
  await post(`${place}?/say`, noor, { 'talk-1': SEEN, 'talk-2': PUPILS, 'talk-3': TRIED })
  // The two read it, each their own part: without this, finding nothing elsewhere would say nothing.
  expect((await get(place, noor)).body).toContain(NOTE)
  const told = (await get(place, karim)).body
  for (const secret of [SEEN, PUPILS, TRIED]) expect(told).toContain(secret)
  expect(told).not.toContain(NOTE)

  await post(`${place}?/act`, noor, { action: VISITOR_DOES })
  await post(`${place}?/act`, karim, { action: HOST_DOES })
  expect((await post(`${place}?/act`, thijs, { action: 'Dit hoort nergens' })).status).toBe(404)
  const app = await world.app()
  const onBoards = await app.database.read(
    team.school,
    async ({ sql }) => await sql<{ unit: Id; text: string }[]>`select unit_id as unit, text from actions order by text`
  )
  expect(onBoards.map(({ unit, text }) => [unit, text])).toEqual([
    [upper, HOST_DOES],
    [team.unit, VISITOR_DOES]
  ])
  expect((await get(`/bord/${team.unit}`, noor)).body).toContain(VISITOR_DOES)
  expect((await get(`/bord/${upper}`, karim)).body).toContain(HOST_DOES)
})

test('the search itself finds what is there, in every form', () => {
  for (const secret of SECRETS) {
    const [plain, row] = [Buffer.from(`x${secret}y`), Buffer.from(secret)]
    expect(foundIn(readings(plain)).length).toBeGreaterThan(secret.length - PIECE)
    for (const before of ['', 'x', 'xy'])
      expect(foundIn([Buffer.from(before + secret).toString('base64')]).length).toBeGreaterThan(0)
    expect(foundIn(readings(Buffer.from(`\\x${row.toString('hex')}`))).length).toBeGreaterThan(0)
    const based = Buffer.from(row.toString('base64')).toString('hex')
    expect(foundIn(readings(Buffer.from(`1\t\\\\x${based}\t2`))).length).toBeGreaterThan(0)
    expect(foundIn([Buffer.from(secret, 'utf16le').toString('latin1')]).length).toBeGreaterThan(0)
  }
})

test('no piece of it can be read in the file that samenspel backup makes, nor in any row', async () => {
  const file = join(world.dataDir, 'proef.backup')
  await promisify(execFile)(join(ROOT, 'bin/samenspel'), ['backup', file], {
    env: { ...process.env, SAMENSPEL_DATA: world.dataDir, PORT: String(world.port) }
  })
  const bytes = await readFile(file)
  const inside = gunzipSync(bytes.subarray(MAGIC.length, bytes.length - DIGEST))
  expect(inside.toString('latin1')).toContain(HOST_DOES)
  expect(inside.toString('latin1')).toContain('visit_notes')
  expect(foundIn([bytes.toString('latin1'), ...readings(inside)])).toEqual([])

  const rows = await everyRow()
  expect(rows.toString('latin1')).toContain(VISITOR_DOES)
  expect(foundIn(readings(rows))).toEqual([])
})

test('nor in the log, in mails or in calendars', async () => {
  const app = await world.app()
  const feedOf = async (at: number) => {
    const token = await app.database.transact(team.school, (tx) => makeFeed(tx, team.people[at]!, app.clock()))
    return (await get(`/agenda/${team.school}/${token}`, '')).body
  }
  const calendars = [await feedOf(5), await feedOf(4), await feedOf(6)]
  for (const cookie of [noor, karim]) calendars.push((await get(`/leren/bezoek/${visit}/agenda.ics`, cookie)).body)
  for (const text of calendars) expect(text).toContain('BEGIN:VEVENT')
  expect(foundIn(calendars)).toEqual([])

  const mails = mailbox.received.flatMap(({ raw, mail }) => [
    raw,
    `${mail.subject} ${mail.text ?? ''} ${mail.html ?? ''}`,
    ...mail.attachments.map(({ content }) =>
      typeof content === 'string' ? content : Buffer.from(content as ArrayBuffer).toString('latin1')
    )
  ])
  expect(foundIn(mails)).toEqual([])

  // That something was sent there is told, which only a talkative log does; what was sent is not.
  expect(log).toContain('/leren/bezoek/[visit]')
  expect(log).toContain('"level":30')
  expect(foundIn([log])).toEqual([])
})

test('nor behind any address of the school, for anybody but the two', async () => {
  test.slow()
  const { name, value } = await team.leaderCookie()
  const others: [string, string][] = [
    ['leader', `${name}=${value}`],
    ['cover', thijs]
  ]
  for (const who of ['Annemarie', 'Sanne', 'Fatima', 'Emine', 'Zoë', 'Ruud']) others.push([who, await cookieOf(who)])
  const parts: Record<string, string> = { visit, unit: team.unit, id: team.unit }
  const pages = readRoutes()
    .filter(({ method }) => method === 'GET')
    .map(({ path }) => path.replaceAll(/\[+(?:\.\.\.)?(\w+)(?:=\w+)?\]+/g, (_, part: string) => parts[part] ?? newId()))
  // A page says what was sought there: words shorter than the pieces that are looked for.
  const searches = ['vingers', 'stilte', 'gefluisterd', 'kring', 'schuiven'].map((word) => `/zoeken?q=${word}`)
  const addresses = [...new Set([...pages, `/bord/${upper}`, ...searches])]
  expect(addresses).toContain('/account/over-mij/gegevens.json')
  expect(addresses).toContain(`/leren/bezoek/${visit}`)
  let shown = 0
  for (const [who, cookie] of others)
    for (const path of addresses) {
      const { status, body } = await get(path, cookie)
      if (status === 200) shown++
      expect([who, path, SECRETS.filter((secret) => formsOf(secret).some((form) => body.includes(form)))]).toEqual([who, path, []]) // prettier-ignore
    }
  expect(shown).toBeGreaterThan(100)
  for (const [who, cookie] of others)
    expect([who, (await get(`/leren/bezoek/${visit}`, cookie)).status]).toEqual([who, 404])
})
