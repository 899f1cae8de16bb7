import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { attachApp, createLog } from '#app/app.server.ts'
import { readConfig } from '#app/config.server.ts'
import { newId } from '#kernel/id.ts'
import { makePeople, makeSchool, makeUnitOf } from '../tools/world.ts'
import { machineFacts } from './machine.ts'
import { killTree, processTree } from './processes.ts'
import { figure, type Section } from './report.ts'
import { percentile } from './statistics.ts'

const ROOT = join(import.meta.dirname, '..')
const READY = /Samenspel draait op http:\/\/localhost:\d+/
const RUNS = { full: 5, quick: 2 }
/** Edits that are in the log when the power goes. */
const EDITS = 500
const PATIENCE = 10 * 60_000
const STOPPING = 30_000
/** After the ready line a start still has a few things to do. */
const SETTLING = 500

/** What was started here and has not ended yet. */
const running = new Set<ChildProcess>()

type Started = { npm: ChildProcess; seconds: number }

/** How long it takes from `npm start` until the address is printed, in three situations. */
export async function benchStart({ quick = false }: { quick?: boolean } = {}): Promise<Section> {
  const facts = machineFacts()
  const runs = RUNS[quick ? 'quick' : 'full']
  const folder = await mkdtemp(join(tmpdir(), 'samenspel-start-'))
  try {
    const data = join(folder, 'data')
    // Builds what is stale and makes the data folder; not measured.
    await stop(await start(ROOT, data))
    const later = await repeat(runs, async () => {
      const { npm, seconds } = await start(ROOT, data)
      await stop({ npm })
      return seconds
    })
    console.log(`  later starts: ${later.map((seconds) => figure(seconds, 2)).join(', ')} s`)
    const killed = await repeat(runs, () => timeAfterKill(data))
    console.log(`  after kill -9: ${killed.map((seconds) => figure(seconds, 2)).join(', ')} s`)
    const fresh = quick ? null : await timeFreshClone(folder)
    const row = (name: string, seconds: number[]) => [
      name,
      String(seconds.length),
      figure(percentile(seconds, 0.5), 2),
      figure(percentile(seconds, 0), 2),
      figure(percentile(seconds, 1), 2)
    ]
    return {
      title: 'Starting',
      blocks: [
        `${facts}. Repeat: \`npm run bench -- start\`.`,
        'Seconds from `npm start` until it says where Samenspel runs; from then on it answers.',
        {
          columns: ['situation', 'runs', 'median', 'shortest', 'longest'],
          rows: [
            row('a later start, nothing changed', later),
            row(`after kill -9 of application and database (${EDITS} more edits each time)`, killed),
            ...(fresh === null ? [] : [row('a fresh clone: install, build, new database', [fresh])])
          ]
        },
        "A fresh clone is `git clone` of the commit and `npm start`, with npm's cache as this machine has it."
      ]
    }
  } finally {
    for (const npm of running) killTree(npm.pid!)
    await rm(folder, { recursive: true, force: true })
  }
}

async function repeat(runs: number, measure: () => Promise<number>): Promise<number[]> {
  const seconds: number[] = []
  while (seconds.length < runs) seconds.push(await measure())
  return seconds
}

/** Kills everything in the middle of a working day, and starts it again. */
async function timeAfterKill(data: string): Promise<number> {
  const { npm } = await start(ROOT, data)
  await storeEdits(data)
  const everything = processTree(npm.pid!)
  killTree(npm.pid!)
  await once(npm, 'exit')
  await gone(everything.map(({ pid }) => pid))
  const again = await start(ROOT, data)
  await stop(again)
  return again.seconds
}

async function storeEdits(data: string): Promise<void> {
  const app = await attachApp(readConfig({ SAMENSPEL_DATA: data }), createLog('silent'))
  const name = newId()
  const founder = { givenName: 'Bo', infix: '', familyName: 'Bakker', email: `bo@${name}.example` }
  const { school } = await makeSchool(app, name, founder)
  const [person] = await makePeople(app, school, [{ givenName: 'Sam', infix: '', familyName: 'Visser' }])
  const unit = await makeUnitOf(app, school, 'Onderbouw', [person!])
  const sender = { person: person!, device: null }
  const command = () => ({ type: 'park' as const, id: newId(), text: 'Voor volgende week' })
  await Promise.all(
    Array.from({ length: EDITS }, () =>
      app.engine.submit(school, unit, sender, { key: newId(), base: 0, command: command() })
    )
  )
  await app.close()
}

async function timeFreshClone(folder: string): Promise<number> {
  const clone = join(folder, 'clone')
  const git = spawn('git', ['clone', '--quiet', ROOT, clone], { stdio: 'inherit' })
  if ((await once(git, 'exit'))[0] !== 0) throw new Error('git clone did not work')
  const started = await start(clone, join(folder, 'clone-data'))
  await stop(started)
  console.log(`  fresh clone: ${figure(started.seconds, 1)} s`)
  return started.seconds
}

function start(root: string, data: string): Promise<Started> {
  const began = performance.now()
  const npm = spawn('npm', ['start'], {
    cwd: root,
    env: { ...process.env, PATH: pathWithoutTools(), HOST: '127.0.0.1', PORT: '0', SAMENSPEL_DATA: data },
    stdio: ['ignore', 'pipe', 'pipe']
  })
  running.add(npm)
  npm.once('exit', () => running.delete(npm))
  return new Promise((resolve, reject) => {
    let printed = ''
    const giveUp = setTimeout(() => {
      reject(new Error(`npm start took more than ${PATIENCE / 60_000} minutes:\n${printed}`))
    }, PATIENCE)
    const read = (chunk: Buffer) => {
      printed += chunk.toString()
      if (!READY.test(printed)) return
      clearTimeout(giveUp)
      resolve({ npm, seconds: (performance.now() - began) / 1000 })
    }
    npm.stdout.on('data', read)
    npm.stderr.on('data', read)
    npm.once('exit', (code) => {
      clearTimeout(giveUp)
      reject(new Error(`npm start ended with ${code}:\n${printed}`))
    })
  })
}

/** As a person's shell has it: the bench itself runs with the project's own tools in front. */
const pathWithoutTools = (): string =>
  (process.env['PATH'] ?? '')
    .split(':')
    .filter((folder) => !folder.includes('node_modules'))
    .join(':')

/** Asks the server to stop, through npm as a service would, and waits until all of it is gone. */
async function stop({ npm }: Pick<Started, 'npm'>): Promise<void> {
  await sleep(SETTLING)
  const everything = processTree(npm.pid!)
  npm.kill('SIGTERM')
  await gone(everything.map(({ pid }) => pid))
}

async function gone(pids: number[]): Promise<void> {
  const deadline = Date.now() + STOPPING
  while (pids.some((pid) => processTree(pid).length > 0)) {
    if (Date.now() > deadline) {
      pids.forEach(killTree)
      throw new Error(`Samenspel did not stop within ${STOPPING / 1000} seconds`)
    }
    await sleep(20)
  }
}
