/** How long lists take, through the pages, and what somebody of another school notices of it. */
import type { App } from '#app/app.server.ts'
import { makeAccount, makeSchool, openWorld, signInCookie, type World } from '../tools/world.ts'
import { chooseFile, chooseRefused, lookAt, pressImport, type Client } from './import/client.ts'
import { millionRows, staffList } from './import/lists.ts'
import { databaseVersion, machineFacts, serverFlags } from './machine.ts'
import { closeConnections, get } from '../e2e/support/http.ts'
import { figure, held, type Section } from './report.ts'
import { percentile, spreadOf } from './statistics.ts'

/** A list of a school under this (ms), all steps together. */
const AIM = 1_000
/** Somebody else's page under this (ms), p95. */
const AIM_OTHERS = 100
const ROUNDS = { full: 12, quick: 2 }
const LONG = { full: 20_000, quick: 2_000 }
/** Another page every so many milliseconds, whether the last one came or not. */
const EVERY = 50

export async function benchImport({ quick }: { quick: boolean }): Promise<Section> {
  const size = quick ? 'quick' : 'full'
  const facts = machineFacts()
  const world = await openWorld({ nodeFlags: serverFlags() })
  try {
    const app = await world.app()
    const short = await measureShort(world, app, ROUNDS[size])
    const long = await measureLong(world, app, LONG[size])
    const refused = await measureRefused(world, app)
    return {
      title: 'Importing a list',
      blocks: [
        `${facts}; ${await databaseVersion(world)}. Repeat: \`npm run bench -- import\`.`,
        `A list of 300 people as CSV, through the pages as a browser sends it: the file is sent and read, the preview is shown, the button is pressed. Milliseconds until each answer was there; ${ROUNDS[size]} times, each in a new school.`,
        { columns: ['step', 'p50', 'max', 'aim'], rows: short },
        `A list of ${LONG[size].toLocaleString('en')} people, once, with the seconds of each step; meanwhile somebody of another school asks for the page Vandaag every ${EVERY} ms, without waiting for the one before. Milliseconds until the whole page was there.`,
        { columns: ['the other one, while', 'seconds', 'pages', 'p50', 'p95', 'max', 'aim'], rows: long },
        refused
      ]
    }
  } finally {
    closeConnections()
    await world.close()
  }
}

let made = 0

async function newLeader({ url }: World, app: App): Promise<Client> {
  const number = ++made
  const email = `leider${number}@lijsten.example`
  const founder = { givenName: 'Noor', infix: '', familyName: 'Leider', email }
  const { school, founder: person } = await makeSchool(app, `De Lijst ${number}`, founder)
  const { name, value } = await signInCookie(app, await makeAccount(app, school, person, email), school)
  return { url, cookie: `${name}=${value}` }
}

async function timed<T>(work: () => Promise<T>): Promise<[T, number]> {
  const start = performance.now()
  return [await work(), performance.now() - start]
}

async function measureShort(world: World, app: App, rounds: number): Promise<string[][]> {
  const bytes = staffList(300)
  const times: Record<'read' | 'preview' | 'store' | 'all', number[]> = { read: [], preview: [], store: [], all: [] }
  for (let round = -1; round < rounds; round++) {
    const client = await newLeader(world, app)
    const [preview, read] = await timed(() => chooseFile(client, bytes))
    const [, look] = await timed(() => lookAt(client, preview))
    const [, store] = await timed(() => pressImport(client, preview))
    // the first one warms up
    if (round < 0) continue
    times.read.push(read)
    times.preview.push(look)
    times.store.push(store)
    times.all.push(read + look + store)
  }
  const row = (name: string, values: number[], aim = '') => {
    const { p50, max } = spreadOf(values)
    return [name, figure(p50), figure(max), aim]
  }
  return [
    row('sent and read', times.read),
    row('preview', times.preview),
    row('stored', times.store),
    row('all together', times.all, held(Math.max(...times.all) < AIM, `all under ${AIM} ms`))
  ]
}

/** Asks for a page on a schedule until the work is done. */
async function meanwhile(other: Client, work: Promise<unknown>): Promise<number[]> {
  const asked: Promise<number>[] = []
  const ask = async () => {
    const [{ status }, time] = await timed(() => get(`${other.url}/vandaag`, other.cookie))
    if (status !== 200) throw new Error(`the other one was answered ${status}`)
    return time
  }
  const timer = setInterval(() => {
    const answer = ask()
    // looked at below: until then a failure is nobody's
    answer.catch(() => {})
    asked.push(answer)
  }, EVERY)
  try {
    await work
  } finally {
    clearInterval(timer)
  }
  return Promise.all(asked)
}

async function measureLong(world: World, app: App, people: number): Promise<string[][]> {
  const [client, other] = [await newLeader(world, app), await newLeader(world, app)]
  const bytes = staffList(people)
  let preview = ''
  const steps: [string, () => Promise<unknown>][] = [
    ['nothing else happens', () => new Promise((resolve) => setTimeout(resolve, 5_000))],
    ['it is sent and read', async () => (preview = await chooseFile(client, bytes))],
    ['the preview is shown', () => lookAt(client, preview)],
    ['it is stored', () => pressImport(client, preview)]
  ]
  const rows: string[][] = []
  const all: number[] = []
  for (const [name, work] of steps) {
    const start = performance.now()
    let seconds = 0
    const times = await meanwhile(
      other,
      work().then(() => (seconds = (performance.now() - start) / 1000))
    )
    if (rows.length > 0) all.push(...times)
    const { p50, p95, max } = spreadOf(times)
    rows.push([name, figure(seconds, 1), String(times.length), figure(p50), figure(p95), figure(max), ''])
  }
  const p95 = percentile(all, 0.95)
  const aim = held((p95 ?? 0) < AIM_OTHERS, `p95 under ${AIM_OTHERS} ms`)
  return [
    ...rows,
    ['all three', '', String(all.length), figure(percentile(all, 0.5)), figure(p95), figure(percentile(all, 1)), aim]
  ]
}

async function measureRefused(world: World, app: App): Promise<string> {
  const client = await newLeader(world, app)
  const bytes = millionRows()
  const [page, time] = await timed(() => chooseRefused(client, bytes))
  const isTold = page.includes('Dit bestand is te groot om te lezen')
  return `A list of a million rows (${(bytes.length / 1e6).toFixed(1)} MB) is refused with a sentence after ${figure(time)} ms: ${held(isTold, 'refused')}.`
}
