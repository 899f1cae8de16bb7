import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { startPostgres, type PostgresServer } from '../../tools/postgres-server.ts'
import { startRedis, type RedisServer } from '../../tools/redis-server.ts'
import { openWorld, type World } from '../../tools/world.ts'
import { serverFlags } from '../machine.ts'

export type Victim = 'application' | 'database' | 'redis'

export type SetupName = keyof typeof SETUPS

type Shape = { title: string; postgres: 15 | 18 | null; processes: number; redis: boolean; victims: Victim[] }

export const SETUPS = {
  embedded: {
    title: 'own database, one process',
    postgres: null,
    processes: 1,
    redis: false,
    victims: ['application', 'database']
  },
  server: {
    title: 'PostgreSQL 18 as a server, one process',
    postgres: 18,
    processes: 1,
    redis: false,
    victims: ['application', 'database']
  },
  two: {
    title: 'PostgreSQL 18 as a server, two processes, no Redis',
    postgres: 18,
    processes: 2,
    redis: false,
    victims: ['application', 'database']
  },
  redis: {
    title: 'PostgreSQL 15 as a server, two processes, Redis',
    postgres: 15,
    processes: 2,
    redis: true,
    victims: ['application', 'database', 'redis']
  }
} as const satisfies Record<string, Shape>

/** A running Samenspel of one shape, whose parts can be killed. */
export type Setup = {
  worlds: World[]
  urls: () => string[]
  /** Kills and, a moment later, starts again what does not come back by itself. Resolves when it runs. */
  kill(victim: Victim, which: number, awayFor: number): Promise<void>
  /** The database is gone for so long (ms); only where it is a server of its own. */
  withoutDatabase: ((ms: number) => Promise<void>) | null
  close(): Promise<void>
}

/** The servers beside a Samenspel that it sends through. */
export type WaysOut = { smtp: string; push: { host: string; certificate: string } }

export async function openSetup(name: SetupName, { smtp, push }: WaysOut): Promise<Setup> {
  const shape: Shape = SETUPS[name]
  const postgres: PostgresServer | null = shape.postgres ? await startPostgres(shape.postgres) : null
  const redis: RedisServer | null = shape.redis ? await startRedis() : null
  const folder = mkdtempSync(join(tmpdir(), 'samenspel-storm-'))
  const trusted = join(folder, 'push-service.pem')
  writeFileSync(trusted, push.certificate)
  const ways = {
    PUSH_HOSTS: push.host,
    NODE_EXTRA_CA_CERTS: trusted,
    SMTP_URL: smtp,
    MAIL_FROM: 'Samenspel <samenspel@storm.example>',
    PUBLIC_URL: 'https://samenspel.storm.example'
  }
  const env = { ...postgres?.env, ...(redis ? { REDIS_URL: redis.url } : {}), ...ways }
  const nodeFlags = [...serverFlags(), `--import=${join(import.meta.dirname, 'push-way.ts')}`]
  const worlds: World[] = []
  for (let n = 0; n < shape.processes; n++) worlds.push(await openWorld({ env, nodeFlags }))
  return {
    worlds,
    urls: () => worlds.map(({ url }) => url),
    async kill(victim, which, awayFor) {
      if (victim === 'application') {
        const world = worlds[which % worlds.length]!
        await world.kill()
        await sleep(awayFor)
        await world.restart()
      } else if (victim === 'redis') {
        await redis!.kill()
        await sleep(awayFor)
        await redis!.start()
      } else if (postgres) postgres.kill()
      else {
        const pidFile = join(worlds[0]!.dataDir, 'postgres/postmaster.pid')
        process.kill(Number(readFileSync(pidFile, 'utf8').split('\n')[0]), 'SIGKILL')
      }
    },
    withoutDatabase: postgres
      ? async (ms) => {
          await postgres.stop()
          await sleep(ms)
          await postgres.start()
        }
      : null,
    async close() {
      for (const world of worlds) await world.close()
      await postgres?.close()
      await redis?.close()
      rmSync(folder, { recursive: true, force: true })
    }
  }
}
