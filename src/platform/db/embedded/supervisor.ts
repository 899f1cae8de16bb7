import { type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, closeSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Target } from '../client.ts'
import type { Log } from '../log.ts'
import { embeddedBinary, type Binary } from './binary.ts'
import { ADMIN_LOGIN, APP_LOGIN, DATABASE, OWNER_LOGIN, prepareCluster, startFailed } from './cluster.ts'
import { clusterFolder, logFolder, ownFolder, socketFolder } from './folders.ts'
import { startAs, type Identity } from './identity.ts'
import { stopLeftOver } from './left-over.ts'
import { keepLogsSmall } from './logs.ts'
import { asArguments, serverSettings, type Settings } from './settings.ts'

export type EmbeddedServer = {
  socketFolder: string
  /** The pid of the server that runs now. */
  pid(): number
  /** Lets the server finish and stops it. */
  stop(): Promise<void>
}

export type EmbeddedOptions = {
  dataDir: string
  log: Log
  /** Another server than the one that comes along, and settings on top of ours: for tests. */
  binary?: Binary
  settings?: Settings
}

/** A login's way to a server of our own. */
export const embeddedTarget = (folder: string, login: 'app' | 'owner' | 'admin', database = DATABASE): Target => ({
  socketFolder: folder,
  login: { app: APP_LOGIN, owner: OWNER_LOGIN, admin: ADMIN_LOGIN }[login],
  database
})

/** Pauses (ms) before the next try when the server does not come up again; the last one repeats. */
const PAUSES = [0, 100, 300, 1000, 3000, 5000]

/**
 * Starts PostgreSQL on the data folder and keeps it running until `stop`: a server that dies is started again. The
 * caller holds the lock on the folder.
 */
export async function startEmbedded({ dataDir, log, ...given }: EmbeddedOptions): Promise<EmbeddedServer> {
  const binary = given.binary ?? embeddedBinary(dataDir)
  const identity = prepareCluster(dataDir, binary, log)
  const cluster = clusterFolder(dataDir)
  const sockets = ownFolder(socketFolder(dataDir), identity)
  const logs = ownFolder(logFolder(dataDir), identity)
  const settings = { ...serverSettings(sockets, logs, binary.major), ...given.settings }
  const stopTidying = keepLogsSmall(logs)

  const launch = async (): Promise<ChildProcess> => {
    await stopLeftOver(cluster, sockets, log)
    return launchServer({ identity, binary, cluster, settings, output: join(logs, 'postgres-start.log'), log })
  }

  const stopping = new AbortController()
  let server!: ChildProcess
  let restarting: Promise<void> | undefined

  const watch = (started: ChildProcess) => {
    server = started
    started.once('exit', (code, signal) => {
      if (stopping.signal.aborted) return
      log.error({ pid: started.pid, code, signal }, 'the database stopped; starting it again')
      restarting = restart()
    })
  }

  async function restart(): Promise<void> {
    for (let failures = 0; !stopping.signal.aborted; failures++) {
      const pause = PAUSES[Math.min(failures, PAUSES.length - 1)]
      await sleep(pause, undefined, { signal: stopping.signal }).catch(() => {})
      if (stopping.signal.aborted) return
      try {
        watch(await launch())
        return log.info({ pid: server.pid }, 'the database runs again')
      } catch (error) {
        log.error({ err: error }, 'the database did not start again; trying once more')
      }
    }
  }

  watch(await launch())

  // Whoever leaves without `stop` still tells the server to finish; it does so on its own.
  const atExit = () => signal(server, 'SIGINT')
  process.once('exit', atExit)

  return {
    socketFolder: sockets,
    pid: () => server.pid!,
    async stop() {
      stopping.abort()
      await restarting
      server.ref()
      for (const way of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
        if (!isRunning(server)) break
        const left = once(server, 'exit')
        signal(server, way)
        await Promise.race([left, sleep(10_000, undefined, { ref: false })])
      }
      process.off('exit', atExit)
      stopTidying()
    }
  }
}

type Launch = { identity: Identity; binary: Binary; cluster: string; settings: Settings; output: string; log: Log }

/** Starts one server and resolves when it takes connections, however long it has to recover. */
async function launchServer({ identity, binary, cluster, settings, output, log }: Launch): Promise<ChildProcess> {
  const file = openSync(output, 'w', 0o600)
  if (identity.kind === 'user') chownSync(output, identity.uid, identity.gid)
  const args = ['-D', cluster, ...asArguments(settings)]
  const server = startAs(identity, binary, binary.postgres, args, ['ignore', file, file])
  closeSync(file)
  let failure: Error | undefined
  server.once('error', (error) => (failure = error))
  server.unref()
  const started = Date.now()
  for (let told = 1; !isReady(cluster, server.pid);) {
    if (failure) throw startFailed(failure.message)
    if (!isRunning(server)) throw startFailed(readFileSync(output, 'utf8'))
    if (Date.now() - started > told * 2000) {
      log.info({ seconds: told++ * 2 }, 'the database is recovering; it starts when that is done')
    }
    await sleep(5)
  }
  return server
}

/** The server writes its state on the eighth line of its pid file, as pg_ctl reads it. */
function isReady(cluster: string, pid: number | undefined): boolean {
  try {
    const lines = readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n')
    return Number(lines[0]) === pid && lines[7]?.trim() === 'ready'
  } catch {
    return false
  }
}

const isRunning = (server: ChildProcess): boolean => server.exitCode === null && server.signalCode === null

function signal(server: ChildProcess, name: NodeJS.Signals): void {
  if (isRunning(server) && server.pid !== undefined) server.kill(name)
}
