import type { App } from '#app/app.server.ts'
import type { BoardCommand } from '#board-sessions'
import { newId, type Id } from '#kernel/id.ts'
import { makePeople, makeSchool, makeUnitOf, openWorld, signInCookie } from '../tools/world.ts'
import { pairedBoardCookie } from './live/schools.ts'
import { lookAround } from '../e2e/support/demonstration.ts'
import { databaseVersion, machineFacts, serverFlags } from './machine.ts'
import { crawl } from '../e2e/support/crawl.ts'
import { closeConnections, get } from '../e2e/support/http.ts'
import { scriptWeight } from './pages/scripts.ts'
import { figure, held, type Section } from './report.ts'
import { percentile } from './statistics.ts'

const REQUESTS = { full: 100, quick: 10 }
const WARM_UP = 20
/** Bytes of script on the session page at most, and milliseconds (p95) until any page has its answer. */
const LIMIT = 75_000
const SOON = 50
const SHOWN = 12

type Page = { name: string; path: string; cookie?: string; limit?: number }

const kilobytes = (bytes: number): string => `${(bytes / 1000).toFixed(1)} kB`

/** What each page weighs in script, and how soon the server has it ready. */
export async function benchPages({ quick = false }: { quick?: boolean } = {}): Promise<Section> {
  const facts = machineFacts()
  const requests = REQUESTS[quick ? 'quick' : 'full']
  const world = await openWorld({ nodeFlags: serverFlags() })
  try {
    const app = await world.app()
    const pages = await makePages(app)
    const rows: string[][] = []
    for (const page of pages) rows.push(await measurePage(world.url, page, requests))
    return {
      title: 'Pages: script and answers',
      blocks: [
        `${facts}; ${await databaseVersion(world)}. Repeat: \`npm run bench -- pages\`.`,
        `Script: bytes of JavaScript as they travel (gzip) that a page loads before it works, with all that those files import; what is fetched later on demand is left out. Answer: milliseconds until the whole HTML was there, ${requests} requests one after another on one connection, after a warm-up.`,
        { columns: ['page', 'script', 'files', 'HTML', 'answer p50', 'answer p95', 'limit'], rows },
        ...(await everyPage(world.url, app, quick ? 5 : 40))
      ]
    }
  } finally {
    closeConnections()
    await world.close()
  }
}

/** Every page of the demonstration school that a teacher and the school leader find by following links. */
async function everyPage(url: string, app: App, requests: number): Promise<Section['blocks']> {
  const { cookies } = await lookAround(app)
  const found: { name: string; p50: number; p95: number }[] = []
  for (const view of ['teacher', 'school_leader'] as const)
    for (const { path, pattern } of await crawl(url, '/vandaag', cookies[view])) {
      const times: number[] = []
      for (let at = -5; at < requests; at++) {
        const start = performance.now()
        await get(url + path, cookies[view])
        if (at >= 0) times.push(performance.now() - start)
      }
      found.push({ name: `${pattern} (${view})`, p50: percentile(times, 0.5)!, p95: percentile(times, 0.95)! })
    }
  found.sort((a, b) => b.p95 - a.p95)
  const late = found.filter(({ p95 }) => p95 >= SOON).length
  return [
    `Every page of the demonstration school (30 people, half a year) that a teacher and the school leader find by following links, of pages that differ in what they are about one: ${found.length} pages, ${requests} requests each. ${held(late === 0, `p95 of each under ${SOON} ms`)}${late ? `, by ${late}` : ''}. The slowest:`,
    {
      columns: ['page', 'answer p50', 'answer p95'],
      rows: found.slice(0, SHOWN).map(({ name, p50, p95 }) => [name, `${figure(p50, 1)} ms`, `${figure(p95, 1)} ms`])
    }
  ]
}

async function measurePage(url: string, { name, path, cookie, limit }: Page, requests: number): Promise<string[]> {
  const address = url + path
  const times: number[] = []
  let html = await get(address, cookie)
  if (html.status !== 200) return [name, `answered ${html.status}`, '-', '-', '-', '-', '']
  for (let at = -WARM_UP; at < requests; at++) {
    const start = performance.now()
    html = await get(address, cookie)
    if (at >= 0) times.push(performance.now() - start)
  }
  const { bytes, files } = await scriptWeight(address, html.body)
  return [
    name,
    kilobytes(bytes),
    String(files),
    kilobytes(html.bytes),
    `${figure(percentile(times, 0.5), 1)} ms`,
    `${figure(percentile(times, 0.95), 1)} ms`,
    limit === undefined ? '' : held(bytes <= limit, `script at most ${kilobytes(limit)}`)
  ]
}

const MEMBERS = 7

/** A school with a unit in session; its founder leads, is a member, and looks at the pages. */
async function makePages(app: App): Promise<Page[]> {
  const { school, founder } = await makeSchool(app, 'De Meander', {
    givenName: 'Noor',
    infix: 'van den',
    familyName: 'Berg',
    email: 'noor@meander.example'
  })
  const colleagues = await makePeople(
    app,
    school,
    Array.from({ length: MEMBERS - 1 }, (_, at) => ({ givenName: `Sam${at}`, infix: '', familyName: 'Visser' }))
  )
  const unit = await makeUnitOf(app, school, 'Onderbouw', [founder, ...colleagues])
  await fillBoard(app, school, unit, [founder, ...colleagues])
  const cookie = await cookieOf(app, school, 'noor@meander.example')
  const board = await pairedBoardCookie(app, school, unit, founder)
  return [
    { name: '/begin (nobody has an account yet)', path: '/begin' },
    { name: '/inloggen', path: '/inloggen' },
    { name: '/vandaag', path: '/vandaag', cookie },
    { name: '/bord/[unit], session open', path: `/bord/${unit}`, cookie, limit: LIMIT },
    { name: '/digibord, paired, session open', path: '/digibord', cookie: board, limit: LIMIT },
    { name: '/school', path: '/school', cookie },
    { name: '/school/collegas/importeren', path: '/school/collegas/importeren', cookie }
  ]
}

async function cookieOf(app: App, school: Id, email: string): Promise<string> {
  const account = await app.database.signin(
    async ({ sql }) => (await sql<{ id: Id }[]>`select id from accounts where email = ${email}`)[0]!.id
  )
  const { name, value } = await signInCookie(app, account, school)
  return `${name}=${value}`
}

/** A board in the middle of a session: actions, goals with values, check-ins. */
async function fillBoard(app: App, school: Id, unit: Id, members: Id[]): Promise<void> {
  const put = async (person: Id, command: BoardCommand) => {
    const base = (await app.engine.open(school, unit)).seq
    const receipt = await app.engine.submit(school, unit, { person, device: null }, { key: newId(), base, command })
    if (!receipt.ok) throw new Error(`${command.type} was refused: ${receipt.failure.code}`)
  }
  const leader = members[0]!
  const goal = newId()
  await put(leader, { type: 'add-goal', id: goal, text: 'Alle leerlingen lezen AVI E4', measure: 'Leerlingen' })
  for (const [at, value] of [9, 12, 15].entries())
    await put(leader, { type: 'measure-goal', id: goal, measurement: newId(), value, on: `2026-10-0${at + 1}` })
  for (const owner of members)
    for (const text of ['Exit-ticket proberen in de rekenles', 'Leesgesprekken plannen'])
      await put(leader, { type: 'add-action', id: newId(), text, owners: [owner] })
  await put(leader, { type: 'start-session', session: newId(), facilitator: leader })
  for (const person of members)
    await put(person, { type: 'check-in', id: newId(), person, mood: 'good', need: 'Een paar extra handen', offer: '' })
}
