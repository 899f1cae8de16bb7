import { readdirSync, readFileSync, readlinkSync, realpathSync, rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Refusal } from '#kernel/errors.ts'
import type { Log } from '../log.ts'

/** How long (ms) a left-over server gets for each way of stopping. */
const PATIENCE = { fast: 10_000, immediate: 5_000, killed: 2_000 }

/**
 * Stops what still runs on a cluster whose application is gone, so that a new server can start: the left-over server
 * of a killed application, or the processes of a killed server. The caller holds the lock on the data folder.
 *
 * Every process of PostgreSQL works in the folder of its cluster, which says more than a number in a file: the number
 * may be that of another program by now, and PostgreSQL itself would refuse to start because of it.
 */
export async function stopLeftOver(cluster: string, socketFolder: string, log: Log): Promise<void> {
  const server = serverIn(cluster)
  if (server !== undefined) {
    log.warn({ pid: server }, 'a database server was left running; stopping it')
    await end([server], 'SIGINT', PATIENCE.fast)
    await end([server], 'SIGQUIT', PATIENCE.immediate)
  }
  await end(processesIn(cluster), 'SIGQUIT', PATIENCE.killed)
  await end(processesIn(cluster), 'SIGKILL', PATIENCE.killed)
  const [stubborn] = processesIn(cluster)
  if (stubborn !== undefined) throw new Refusal({ code: 'database_will_not_stop', params: { pid: String(stubborn) } })
  rmSync(join(cluster, 'postmaster.pid'), { force: true })
  for (const file of listed(socketFolder)) {
    if (file.startsWith('.s.PGSQL.')) rmSync(join(socketFolder, file), { force: true })
  }
}

/** The server that the cluster's pid file names, if it is one indeed. */
function serverIn(cluster: string): number | undefined {
  try {
    const pid = Number.parseInt(readFileSync(join(cluster, 'postmaster.pid'), 'utf8'))
    return processesIn(cluster).includes(pid) ? pid : undefined
  } catch {
    return undefined
  }
}

function processesIn(cluster: string): number[] {
  const folder = realpathSync(cluster)
  return listed('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => linkOf(`/proc/${pid}/cwd`) === folder && isPostgres(linkOf(`/proc/${pid}/exe`)))
    .map(Number)
}

/** The executable of a running program may have been replaced by an update since. */
const isPostgres = (executable: string | undefined) =>
  executable !== undefined && basename(executable.replace(/ \(deleted\)$/, '')) === 'postgres'

async function end(pids: number[], signal: NodeJS.Signals, patience: number): Promise<void> {
  for (const pid of pids) send(pid, signal)
  const deadline = Date.now() + patience
  while (pids.some(isAlive) && Date.now() < deadline) await sleep(5)
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

/** A zombie is dead: its parent has only not looked yet. */
function isAlive(pid: number): boolean {
  return linkOf(`/proc/${pid}/exe`) !== undefined
}

function linkOf(path: string): string | undefined {
  try {
    return readlinkSync(path)
  } catch {
    return undefined
  }
}

function listed(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}
