import { makeSchools } from '#demo/testing'
import { startPostgres } from '../tools/postgres-server.ts'
import { openWorld, type World } from '../tools/world.ts'
import { lookAround, type Looked } from '../e2e/support/demonstration.ts'
import { databaseVersion, machineFacts, serverFlags } from './machine.ts'
import { copySchools, sizeOf } from './many/copies.ts'
import { closeConnections, get } from '../e2e/support/http.ts'
import { crawl } from '../e2e/support/crawl.ts'
import { figure, held, megabytes, type Section } from './report.ts'
import { percentile } from './statistics.ts'

const PLAN = {
  full: { made: 20, copies: 24, years: 5, rounds: 30 },
  quick: { made: 4, copies: 2, years: 0.5, rounds: 3 }
}
const MOST = 1.1
const WARM_UP = 3

type Place = { worlds: World[]; looked: Looked; databaseUrl: string; close: () => Promise<void> }

/** What five hundred other schools in the same database do to the answers that one school gets. */
export async function benchMany({ quick }: { quick: boolean }): Promise<Section> {
  const facts = machineFacts()
  const plan = PLAN[quick ? 'quick' : 'full']
  const alone = await openPlace()
  const amongMany = await openPlace()
  try {
    const { database } = await amongMany.worlds[0]!.app()
    const begun = performance.now()
    const made = await makeSchools(database, { count: plan.made, years: plan.years, now: Date.now() })
    const originals = made.map(({ school }) => school)
    const copied = await copySchools(amongMany.databaseUrl, originals, plan.copies)
    const seconds = (performance.now() - begun) / 1000
    const rows: string[][] = []
    for (const processes of [1, 2]) {
      const times = await compare(alone, amongMany, processes, plan.rounds)
      for (const p of [0.5, 0.95]) {
        const [one, many] = [percentile(times.alone, p)!, percentile(times.amongMany, p)!]
        rows.push([
          String(processes),
          `p${p * 100}`,
          String(times.alone.length),
          `${figure(one, 1)} ms`,
          `${figure(many, 1)} ms`,
          figure(many / one, 2),
          held(many / one <= MOST, `at most ${MOST}`)
        ])
      }
      const ratio = percentile(times.ratios, 0.5)!
      const worst = Math.max(...times.ratios)
      rows.push([
        String(processes),
        'page by page',
        String(times.ratios.length),
        '',
        '',
        `${figure(ratio, 2)}, worst ${figure(worst, 2)} (${times.worst})`,
        held(ratio <= MOST, `at most ${MOST}`)
      ])
    }
    return {
      title: 'One school among many in a database',
      blocks: [
        `${facts}; ${await databaseVersion(alone.worlds[0]!)} as a server. Repeat: \`npm run bench -- many\`.`,
        `The demonstration school alone in a database, and the same one in a database with ${made.length + copied} schools of two units and ${plan.years} years of sessions (${made.length} told through the rules of the board, each with ${plan.copies} copies; ${megabytes(await sizeOf(amongMany.databaseUrl))} beside ${megabytes(await sizeOf(alone.databaseUrl))}; made in ${figure(seconds)} s). Both run at the same time and are asked in turn for every page that a teacher and the school leader find by following links, ${plan.rounds} times; with two processes each in turn. Milliseconds until the whole HTML was there.`,
        { columns: ['processes', 'figure', 'of', 'alone', 'among many', 'ratio', 'aim'], rows }
      ]
    }
  } finally {
    closeConnections()
    await amongMany.close()
    await alone.close()
  }
}

/** Two processes on a PostgreSQL of their own, with the demonstration school. */
async function openPlace(): Promise<Place> {
  const postgres = await startPostgres(18)
  const worlds: World[] = []
  const close = async () => {
    for (const world of worlds) await world.close()
    await postgres.close()
  }
  try {
    for (let n = 0; n < 2; n++) worlds.push(await openWorld({ env: postgres.env, nodeFlags: serverFlags() }))
    return {
      worlds,
      looked: await lookAround(await worlds[0]!.app()),
      databaseUrl: postgres.env['DATABASE_URL']!,
      close
    }
  } catch (error) {
    await close()
    throw error
  }
}

type Asked = { pattern: string; path: string; cookie: string }

async function pagesOf({ worlds, looked }: Place): Promise<Map<string, Asked>> {
  const pages = new Map<string, Asked>()
  for (const view of ['teacher', 'school_leader'] as const) {
    const cookie = looked.cookies[view]
    for (const { path, pattern } of await crawl(worlds[0]!.url, '/vandaag', cookie))
      pages.set(`${view} ${pattern}`, { pattern, path, cookie })
  }
  return pages
}

async function compare(alone: Place, amongMany: Place, processes: number, rounds: number) {
  const [here, there] = [await pagesOf(alone), await pagesOf(amongMany)]
  const names = [...here.keys()].filter((name) => there.has(name))
  const times = { alone: [] as number[], amongMany: [] as number[] }
  const byPage = names.map((name) => ({ name, alone: [] as number[], amongMany: [] as number[] }))
  const ask = async (place: Place, { path, cookie }: Asked, round: number) => {
    const begun = performance.now()
    await get(place.worlds[round % processes]!.url + path, cookie)
    return performance.now() - begun
  }
  for (let round = -WARM_UP; round < rounds; round++)
    for (const page of byPage) {
      // Neither is always the first.
      const [one, many] =
        round % 2 === 0
          ? [
              await ask(alone, here.get(page.name)!, round + WARM_UP),
              await ask(amongMany, there.get(page.name)!, round + WARM_UP)
            ]
          : [
              await ask(amongMany, there.get(page.name)!, round + WARM_UP),
              await ask(alone, here.get(page.name)!, round + WARM_UP)
            ].toReversed()
      if (round < 0) continue
      times.alone.push(one!)
      times.amongMany.push(many!)
      page.alone.push(one!)
      page.amongMany.push(many!)
    }
  const ratios = byPage.map((page) => percentile(page.amongMany, 0.5)! / percentile(page.alone, 0.5)!)
  return { ...times, ratios, worst: byPage[ratios.indexOf(Math.max(...ratios))]!.name }
}
