import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterEach, beforeEach, describe } from 'vitest'
import { newId, type Id } from '#kernel/id.ts'
import { openClient } from '../client.ts'
import { silentLog } from '../log.ts'
import { openStorage, type Storage } from '../storage.ts'
import { testServer } from '../testing.ts'
import { socketFolder } from './folders.ts'
import { embeddedTarget } from './supervisor.ts'

/** A suite about the server that comes along; skipped, with the reason, when the run uses another one or lacks `needs`. */
export function embeddedSuite(name: string, run: () => void, needs?: { met: boolean; reason: string }): void {
  const reasons = [
    ...(testServer().kind === 'embedded' ? [] : ['about the embedded server, and this run uses another']),
    ...(needs && !needs.met ? [needs.reason] : [])
  ]
  if (reasons.length > 0) describe.skip(`${name} (skipped: ${reasons.join('; ')})`, run)
  else describe(name, run)
}

export type Writer = { child: ChildProcess; acknowledged: Id[] }

/** A data folder per test, with applications on it that are gone when the test is done. */
export type TestFolder = {
  /** What the data folder is in. */
  home: string
  dataDir: string
  open(): Promise<Storage>
  close(storage: Storage): Promise<void>
  /** A writing application in a process of its own, once it is ready. */
  startWriter(): Promise<Writer>
  /** Keeps an eye on a process that must be gone when the test is done. */
  watch(child: ChildProcess): ChildProcess
  serverPid(): number
  /** Which of these schools are not stored. */
  missing(ids: Id[]): Promise<Id[]>
}

export function testFolder(): TestFolder {
  const opened = new Set<Storage>()
  const children = new Set<ChildProcess>()

  const folder: TestFolder = {
    home: '',
    dataDir: '',
    async open() {
      const storage = await openStorage({ dataDir: folder.dataDir, log: silentLog })
      opened.add(storage)
      return storage
    },
    async close(storage) {
      opened.delete(storage)
      await storage.close()
    },
    watch(child) {
      children.add(child)
      return child
    },
    async startWriter() {
      const args = [join(import.meta.dirname, 'testing-writer.ts'), folder.dataDir]
      const child = folder.watch(
        spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'], detached: true })
      )
      const acknowledged: Id[] = []
      const ready = Promise.withResolvers<void>()
      createInterface(child.stdout!).on('line', (line) =>
        line === 'ready' ? ready.resolve() : acknowledged.push(line)
      )
      child.once('exit', () => ready.reject(new Error('the writer stopped before it was ready')))
      await ready.promise
      return { child, acknowledged }
    },
    serverPid: () => Number.parseInt(readFileSync(join(folder.dataDir, 'postgres/postmaster.pid'), 'utf8')),
    async missing(ids) {
      const admin = openClient(embeddedTarget(socketFolder(folder.dataDir), 'admin'), { max: 1 })
      const rows = await admin<{ id: Id }[]>`select id from schools where id = any(${ids}::uuid[])`
      await admin.end()
      const found = new Set(rows.map(({ id }) => id))
      return ids.filter((id) => !found.has(id))
    }
  }

  beforeEach(async () => {
    folder.home = await mkdtemp(join(tmpdir(), 'samenspel-folder-'))
    // As in an ordinary installation: others may pass, and find the data folder closed.
    chmodSync(folder.home, 0o755)
    folder.dataDir = join(folder.home, 'data')
  })

  afterEach(async () => {
    for (const child of children) await kill(child)
    children.clear()
    for (const storage of opened) await folder.close(storage)
    // A server that was left over is stopped by the next start.
    if (existsSync(join(folder.dataDir, 'postgres/postmaster.pid'))) await folder.close(await folder.open())
    if (existsSync(folder.dataDir)) await rm(socketFolder(folder.dataDir), { recursive: true, force: true })
    await rm(folder.home, { recursive: true, force: true })
  })
  return folder
}

export const write = ({ database }: Storage, id: Id = newId()): Promise<Id> =>
  database.transact(id, async (tx) => {
    await tx.sql`insert into schools (id, name) values (${id}, 'acknowledged')`
    return id
  })

export const isAlive = (pid: number): boolean => existsSync(`/proc/${pid}/exe`)

export async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const left = once(child, 'exit')
  child.kill('SIGKILL')
  await left
}
