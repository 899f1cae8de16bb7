import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { cpus, loadavg, totalmem } from 'node:os'
import { join } from 'node:path'
import type { World } from '../tools/world.ts'

const ROOT = join(import.meta.dirname, '..')

export const loadNow = (): string =>
  loadavg()
    .map((load) => load.toFixed(2))
    .join(', ')

/** On what, when and on which code a part was measured. */
export function machineFacts(): string {
  const git = (...args: string[]) => execFileSync('git', args, { cwd: ROOT, encoding: 'utf8' }).trim()
  const changed = git('status', '--porcelain', '--', 'src', 'migrations', 'package-lock.json') ? ' with changes' : ''
  const memory = `${(totalmem() / 2 ** 30).toFixed(1)} GiB`
  return [
    `${cpus().length} cores (${cpus()[0]?.model ?? 'unknown'}), ${memory} of memory, Node ${process.versions.node}`,
    `${new Date().toISOString().slice(0, 16).replace('T', ' ')} UTC, commit ${git('rev-parse', '--short', 'HEAD')}${changed}`,
    `load at the start (1, 5, 15 minutes): ${loadNow()}`
  ].join('; ')
}

/** The version of the PostgreSQL behind a world. */
export async function databaseVersion(world: World): Promise<string> {
  const { database } = await world.app()
  const [row] = await database.signin(({ sql }) => sql<{ server_version: string }[]>`show server_version`)
  return `PostgreSQL ${row!.server_version}`
}

/** The flags with which `npm start` runs the server, so that the bench measures the same. */
export function serverFlags(): string[] {
  const flags = readFileSync(join(ROOT, 'tools/start.js'), 'utf8').match(/--max-[a-z-]+=\d+/g)
  if (!flags) throw new Error('tools/start.js sets no heap flags any more: look how `npm start` runs the server')
  return flags
}
