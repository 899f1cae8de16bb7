import { createBoardEngine, type BoardNews } from '#board-sessions/server'
import type { Clock } from '#kernel/clock.ts'
import { newId, type Id } from '#kernel/id.ts'
import { circleOf } from '#people/server'
import { makePerson } from '#people/testing'
import { ensureAccount } from '#platform/auth/accounts.ts'
import { joinSchool } from '#platform/auth/memberships.ts'
import { silentLog } from '#platform/db/log.ts'
import type { TestDatabase } from '#platform/db/testing.ts'
import { startWorker } from '#platform/jobs/worker.ts'
import { openMailer } from '#platform/mail/mailer.ts'
import { NO_PUSH } from '#platform/push/testing.ts'
import { createHub } from '#platform/realtime/hub.ts'
import { openRhythm } from '../rhythm/rhythm.server.ts'

/** What a test of the rhythm around sessions works with: mail to a real mail server, jobs done when it says so, a board. */
export function openRhythmParts(database: TestDatabase, clock: Clock, smtp: string) {
  const mailer = openMailer({ url: smtp, from: 'Samenspel <samenspel@wilg.example>', retryAfter: 1, timeout: 2000 })
  const rhythm = openRhythm({ database, clock, mailer, pusher: NO_PUSH, publicUrl: 'https://samenspel.wilg.example' })
  const worker = startWorker({ database, clock, handlers: rhythm.handlers, log: silentLog, every: 1_000_000 })
  const engine = createBoardEngine({
    database,
    hub: createHub<BoardNews>(),
    clock,
    circle: circleOf,
    reactions: rhythm.react
  })
  return { rhythm, worker, engine }
}

export type TestRhythm = ReturnType<typeof openRhythmParts>

/** A colleague who can be reached: with an account, and so with an address. */
export async function makeReachable(database: TestDatabase, school: Id, givenName: string, now: number) {
  const { id } = await makePerson(database, { school, givenName, familyName: 'Vos' })
  const name = givenName
    .normalize('NFD')
    .replace(/[^a-z]/gi, '')
    .toLowerCase()
  const email = `${name}-${newId()}@wilg.example`
  await database.signin(async (tx) => {
    const account = await ensureAccount(tx, { email, language: 'nl', now })
    await joinSchool(tx, { account, school, person: id, now })
  })
  return { id, email }
}
