/**
 * A PostgreSQL server on a port, as a school's own would be: version 15 of Debian or the 18 that comes along, in a folder
 * of its own. It can be killed (it comes back by itself, as under systemd) and be away for a while.
 */
import { existsSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { embeddedBinary, installedBinary } from '#platform/db/embedded/binary.ts'
import { prepareCluster } from '#platform/db/embedded/cluster.ts'
import { clusterFolder } from '#platform/db/embedded/folders.ts'
import { startEmbedded, type EmbeddedServer } from '#platform/db/embedded/supervisor.ts'
import { silentLog } from '#platform/db/log.ts'
import { freePort } from './redis-server.ts'

export const DEBIAN_POSTGRES = '/usr/lib/postgresql/15/bin'

export type PostgresServer = {
  /** What an application is started with to use it. */
  env: Record<string, string>
  kill(): void
  /** Away until it is started again. */
  stop(): Promise<void>
  start(): Promise<void>
  close(): Promise<void>
}

export async function startPostgres(major: 15 | 18): Promise<PostgresServer> {
  if (major === 15 && !existsSync(DEBIAN_POSTGRES))
    throw new Error(`${DEBIAN_POSTGRES} is missing: install postgresql-15`)
  const dataDir = await mkdtemp(join(tmpdir(), 'samenspel-postgres-'))
  const binary = major === 15 ? installedBinary(DEBIAN_POSTGRES) : embeddedBinary(dataDir)
  prepareCluster(dataDir, binary, silentLog)
  // Loopback only, and for as long as the test lasts.
  const allowed = 'local all all trust\nhost all all 127.0.0.1/32 trust\n'
  writeFileSync(join(clusterFolder(dataDir), 'pg_hba.conf'), allowed)
  const port = await freePort()
  const settings = { listen_addresses: '127.0.0.1', port, max_connections: 100 }
  let server: EmbeddedServer
  const start = async () => void (server = await startEmbedded({ dataDir, binary, settings, log: silentLog }))
  await start()
  const address = (login: string) => `postgres://${login}@127.0.0.1:${port}/samenspel`
  return {
    env: { DATABASE_URL: address('samenspel_app'), MIGRATION_DATABASE_URL: address('samenspel_owner') },
    kill: () => process.kill(server.pid(), 'SIGKILL'),
    stop: () => server.stop(),
    start,
    async close() {
      await server.stop()
      await rm(dataDir, { recursive: true, force: true })
    }
  }
}
