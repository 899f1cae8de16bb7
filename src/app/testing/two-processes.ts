import { afterAll } from 'vitest'
import type { BoardCommand } from '#board-sessions'
import { makeBoardUnit, PERSON } from '#board-sessions/testing'
import { newId, type Id } from '#kernel/id.ts'
import { openDatabase } from '#platform/db/door.ts'
import type { TestDatabase } from '#platform/db/testing.ts'
import { assemble, createLog, type App } from '../app.server.ts'
import { readConfig } from '../config.server.ts'

/** One application on a database, as one of several processes. By a clock that stands still nothing is forgotten by itself. */
export async function openProcess(
  database: TestDatabase,
  redisUrl: string | null,
  clock = () => Date.now()
): Promise<App> {
  const own = openDatabase({ target: database.app, connections: { tenant: 4, signin: 2 } })
  const storage = { kind: 'server' as const, database: own, close: () => own.close() }
  const config = readConfig({ ...(redisUrl ? { REDIS_URL: redisUrl } : {}) })
  const app = await assemble(config, storage, createLog('silent'), clock)
  let isOpen = true
  const close = app.close
  app.close = async () => {
    if (isOpen) await close()
    isOpen = false
  }
  afterAll(app.close)
  return app
}

export const park = (app: App, home: { school: Id; unit: Id }, text = 'ding') => {
  const command: BoardCommand = { type: 'park', id: newId(), text }
  const sender = { person: PERSON[0]!, device: null }
  return app.engine.submit(home.school, home.unit, sender, { key: newId(), base: 0, command })
}

/** A board and what a stream of this process would pass on of it, in the order in which it comes. */
export async function watchBoard(app: App, home: { school: Id; unit: Id }) {
  const seqs: number[] = []
  const kinds: string[] = []
  const stop = app.hub.subscribe(home.unit, (news) => {
    kinds.push(news.kind)
    if (news.kind === 'events') seqs.push(...news.events.map(({ seq }) => seq))
  })
  const following = app.live.feed.follow(home.school, home.unit)
  following.start(await app.engine.open(home.school, home.unit))
  return {
    seqs,
    kinds,
    stop() {
      stop()
      following.stop()
    }
  }
}

export { makeBoardUnit, PERSON }
export const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1)
