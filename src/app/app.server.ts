import { pino, type Logger } from 'pino'
import { createBoardEngine, type BoardEngine, type BoardNews, type LiveParts } from '#board-sessions/server'
import { systemClock, type Clock } from '#kernel/clock.ts'
import { newId, type Id } from '#kernel/id.ts'
import { circleOf, directoryOf } from '#people/server'
import { openAuth, type Auth } from '#platform/auth/auth.ts'
import type { Database } from '#platform/db/door.ts'
import { attachToRunning, openStorage, type Storage } from '#platform/db/storage.ts'
import { openMailer } from '#platform/mail/mailer.ts'
import { createHub, type Hub } from '#platform/realtime/hub.ts'
import { closeAllStreams } from '#platform/realtime/sse.server.ts'
import type { Config } from './config.server.ts'
import { CHANGES, type Change } from './changes.server.ts'
import { openPreviews, type Previews } from './previews.server.ts'
import { openViewers, type Viewers } from './viewers.server.ts'

/** Everything that a running Samenspel is made of, put together in one place and handed to whoever needs it. */
export type App = {
  config: Config
  log: Logger
  clock: Clock
  database: Database
  auth: Auth
  hub: Hub<BoardNews>
  engine: BoardEngine
  live: LiveParts
  viewers: Viewers
  previews: Previews
  /** Logs something that should not happen, under a code that the user can quote. */
  incident(error: unknown): string
  /** Who is in which unit, or how somebody is called, has changed: open screens follow. */
  peopleChanged(school: Id, units: Id[]): void
  /** A digiboard that shows a code (known by the hash of its secret) has been paired. */
  boardPaired(secretHash: Uint8Array): void
  close(): Promise<void>
}

export const pairingChannel = (secretHash: Uint8Array): string => `pairing ${Buffer.from(secretHash).toString('hex')}`

export const createLog = (level = process.env['LOG_LEVEL'] ?? 'warn'): Logger =>
  pino({ level, base: null, redact: ['url', '*.password', '*.token'] })

/** Opens the application on its own database. */
export async function openApp(config: Config, options: { log?: Logger; clock?: Clock } = {}): Promise<App> {
  const log = options.log ?? createLog()
  return assemble(config, await openStorage(storageOptions(config, log)), log, options.clock ?? systemClock)
}

/** For the command line: on the database of the application that runs, or its own when none does. */
export async function attachApp(config: Config, log: Logger = createLog()): Promise<App> {
  return assemble(config, await attachToRunning(storageOptions(config, log)), log, systemClock)
}

const storageOptions = (config: Config, log: Logger) => ({
  dataDir: config.dataDir,
  databaseUrl: config.databaseUrl ?? undefined,
  migrationUrl: config.migrationUrl ?? undefined,
  log
})

async function assemble(config: Config, storage: Storage, log: Logger, clock: Clock): Promise<App> {
  const { database } = storage
  const mailer = openMailer({ url: config.smtpUrl, from: config.mailFrom })
  const hub = createHub<BoardNews>()
  const auth = openAuth({ database, clock, mailer, publicUrl: config.publicUrl, log })
  const viewers = openViewers(database, auth.sessions, clock)
  const engine = createBoardEngine({ database, hub, clock, circle: circleOf })
  const directory = (school: Id, unit: Id) => database.read(school, (tx) => directoryOf(tx, unit, clock()))
  const peopleChanged = (_school: Id, units: Id[]) => {
    viewers.forget()
    for (const unit of units) hub.publish(unit, { kind: 'people' })
  }
  // What the command line changes beside us; after a gap everything may have changed.
  const stopListening = await database.listen(CHANGES, (change) => {
    const { school, units } = change as Change
    peopleChanged(school, units)
  })
  return {
    config,
    log,
    clock,
    database,
    auth,
    hub,
    engine,
    viewers,
    previews: openPreviews(clock),
    live: { database, engine, hub, directory, clock },
    incident(error) {
      const incident = newId(clock()).slice(-8)
      log.error({ err: error, incident }, 'something went wrong')
      return incident
    },
    peopleChanged,
    boardPaired: (secretHash) => hub.publish(pairingChannel(secretHash), { kind: 'paired' }),
    async close() {
      closeAllStreams()
      await auth.settled()
      await stopListening().catch(() => {})
      await storage.close()
    }
  }
}
