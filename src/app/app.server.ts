import type { Logger } from 'pino'
import {
  createBoardEngine,
  createBoardFeed,
  type BoardEngine,
  type BoardNews,
  type LiveParts
} from '#board-sessions/server'
import { systemClock, type Clock } from '#kernel/clock.ts'
import { newId, type Id } from '#kernel/id.ts'
import { openPapers, type Papers } from '#lesson-visits/server'
import { circleOf, directoryOf, type RosterSource } from '#people/server'
import type { Line } from '#questionnaires'
import type { TimetableReading } from '#timetable'
import { openAuth, type Auth } from '#platform/auth/auth.ts'
import type { Database } from '#platform/db/door.ts'
import { attachToRunning, openStorage, type Storage } from '#platform/db/storage.ts'
import { openMailer } from '#platform/mail/mailer.ts'
import { rememberRefusals } from '#platform/mail/refusals.ts'
import { openPusher, type Pusher } from '#platform/push/pusher.ts'
import { createHub, type Hub } from '#platform/realtime/hub.ts'
import { openRelay, type Relay } from '#platform/realtime/relay.server.ts'
import { closeAllStreams } from '#platform/realtime/sse.server.ts'
import { contactOf, type Config } from './config.server.ts'
import { CHANGES, type Change } from './changes.server.ts'
import { openOutside, type Outside } from './outside.server.ts'
import { openRequests, type Requests } from './http/requests.server.ts'
import { createLog } from './log.server.ts'
import { openMetrics, type Metrics } from './metrics.server.ts'
import { shrinkNews, type ProcessNews } from './process-news.server.ts'
import { openImportJobs, type ImportJobs } from './import-jobs.server.ts'
import { openPreviews, type Previews } from './previews.server.ts'
import { secretKeyOf } from './secret-key.server.ts'
import { lostInvitations } from './rhythm/lost-invitations.server.ts'
import { openRhythm, type Rhythm } from './rhythm/rhythm.server.ts'
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
  /** Where boards and what is outside them meet. */
  outside: Outside
  live: LiveParts
  viewers: Viewers
  /** Staff lists, and timetables, that somebody looks at. */
  previews: Previews<RosterSource>
  timetables: Previews<TimetableReading>
  /** Questionnaires of before, from a file that somebody looks at. */
  oldWaves: Previews<Line[]>
  /** Carries news between the processes on this database. */
  relay: Relay<ProcessNews>
  metrics: Metrics
  /** Seals what people write about a lesson visit. */
  papers: Papers
  /** Which request is being answered: its id, and the pattern of its route once that is known. */
  requests: Requests
  importJobs: ImportJobs
  /** Reaches people's devices. */
  pusher: Pusher
  /** What happens around the sessions by itself: digests and reminders. */
  rhythm: Rhythm
  /** Logs something that should not happen, under a code that the user can quote. */
  incident(error: unknown): string
  /** Who is in which unit, or how somebody is called, has changed: open screens follow. */
  peopleChanged(school: Id, units: Id[]): void
  /** Texts were taken out of these boards behind their log: nobody shows or remembers the old ones. */
  boardsRewritten(school: Id, units: Id[]): void
  /** A digiboard that shows a code (known by the hash of its secret) has been paired. */
  boardPaired(secretHash: Uint8Array): void
  close(): Promise<void>
}

export const pairingChannel = (secretHash: Uint8Array): string => `pairing ${Buffer.from(secretHash).toString('hex')}`

export { createLog }

/** Opens the application on its own database. */
export async function openApp(config: Config, options: { log?: Logger; clock?: Clock } = {}): Promise<App> {
  const log = options.log ?? createLog()
  return assemble(config, await openStorage(storageOptions(config, log)), log, options.clock ?? systemClock)
}

/** For the command line: on the database of the application that runs, or its own when none does. */
export async function attachApp(config: Config, log: Logger = createLog()): Promise<App> {
  return assemble(config, await attachToRunning(storageOptions(config, log)), log, systemClock, true)
}

/** Where the data are, as the configuration says. */
export const storageOptions = (config: Config, log: Logger) => ({
  dataDir: config.dataDir,
  databaseUrl: config.databaseUrl ?? undefined,
  migrationUrl: config.migrationUrl ?? undefined,
  log
})

/**
 * How long (ms) may be remembered what another process can change: it says so, and should that get lost, nobody notices
 * it beyond a second. A server of our own has one application.
 */
const REMEMBERED = { embedded: 5_000, server: 1_000 }

/** Puts it together on storage that is open. */
export async function assemble(
  config: Config,
  storage: Storage,
  log: Logger,
  clock: Clock,
  isGuest = false
): Promise<App> {
  const metrics = openMetrics()
  const requests = openRequests()
  const database = metrics.watch(storage.database)
  const lasting = REMEMBERED[storage.kind]
  const mailer = rememberRefusals(openMailer({ url: config.smtpUrl, from: config.mailFrom }), {
    ...{ database, clock, log },
    onWorks: lostInvitations({ database, clock })
  })
  const hub = createHub<BoardNews>()
  const memory = { lasting, onForget: (forgotten: string) => relay.tell({ kind: 'session', forgotten }) }
  const secretKey = secretKeyOf(config)
  const auth = openAuth({
    database,
    clock,
    mailer,
    publicUrl: config.publicUrl,
    secretKey,
    log,
    memory
  })
  const viewers = openViewers(database, auth.sessions, clock, lasting)
  const feed = createBoardFeed({ database, hub, clock })
  const outside = openOutside(() => engine)
  const pusher = openPusher({ secretKey, contact: contactOf(config), hosts: config.pushHosts })
  const rhythm = openRhythm({ database, clock, mailer, pusher, publicUrl: config.publicUrl })
  const engine: BoardEngine = createBoardEngine({
    database,
    hub,
    clock,
    circle: circleOf,
    observe: metrics,
    onUndelivered: (what) => log.error(what, 'what was brought to a board was refused by it'),
    async reactions(tx, unit, events, board) {
      await outside.react(tx, unit, events, board)
      await rhythm.react(tx, unit, events, board)
    },
    share(stored) {
      feed.take(stored)
      relay.tell({ kind: 'stored', ...stored })
    }
  })
  const directory = (school: Id, unit: Id) => database.read(school, (tx) => directoryOf(tx, unit, clock()))
  const seePeople = (units: Id[]) => {
    viewers.forget()
    engine.forget(units)
    for (const unit of units) hub.publish(unit, { kind: 'people' })
  }
  const seeRewritten = (units: Id[]) => {
    seePeople(units)
    feed.readAnew(units)
  }
  const relay = await openRelay<ProcessNews>({
    openNotices: database.openNotices,
    redisUrl: config.redisUrl,
    shrink: shrinkNews,
    isGuest,
    log,
    onNews(news) {
      switch (news.kind) {
        case 'stored':
          engine.follow(news)
          return feed.take(news)
        case 'bell':
          return feed.ring(news)
        case 'people':
          return seePeople(news.units)
        case 'rewritten':
          return seeRewritten(news.units)
        case 'session':
          return auth.sessions.forget(news.forgotten)
        case 'paired':
          return hub.publish(news.channel, { kind: 'paired' })
      }
    },
    onGap() {
      auth.sessions.forget('all')
      feed.catchUp()
      seePeople(hub.channels())
    }
  })
  // What the command line changes beside us.
  const stopListening = await database.listen(CHANGES, (change) => seePeople((change as Change).units))
  return {
    config,
    log,
    clock,
    database,
    auth,
    hub,
    engine,
    outside,
    viewers,
    previews: openPreviews(clock),
    timetables: openPreviews(clock),
    oldWaves: openPreviews(clock),
    relay,
    metrics,
    papers: openPapers(secretKey),
    requests,
    live: { database, engine, hub, feed, directory, clock },
    importJobs: openImportJobs(),
    pusher,
    rhythm,
    incident(error) {
      const incident = newId(clock()).slice(-8)
      metrics.incident()
      log.error({ err: error, incident, request: requests.getStore()?.id }, 'something went wrong')
      return incident
    },
    peopleChanged(school, units) {
      seePeople(units)
      relay.tell({ kind: 'people', school, units })
    },
    boardsRewritten(school, units) {
      seeRewritten(units)
      relay.tell({ kind: 'rewritten', school, units })
    },
    boardPaired(secretHash) {
      const channel = pairingChannel(secretHash)
      hub.publish(channel, { kind: 'paired' })
      relay.tell({ kind: 'paired', channel })
    },
    async close() {
      closeAllStreams()
      await auth.settled()
      await relay.close()
      await stopListening().catch(() => {})
      await storage.close()
    }
  }
}
