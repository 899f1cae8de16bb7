import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { newId, type Id } from '#kernel/id.ts'
import { chooseMoment } from '#people/server'
import { ensureAccount } from '#platform/auth/accounts.ts'
import { joinSchool } from '#platform/auth/memberships.ts'
import { silentLog } from '#platform/db/log.ts'
import { testDatabase } from '#platform/db/testing.ts'
import { startWorker, type Worker } from '#platform/jobs/worker.ts'
import { openMailer } from '#platform/mail/mailer.ts'
import { openMailbox } from '#platform/mail/testing.ts'
import { NO_PUSH } from '#platform/push/testing.ts'
import {
  evaluateStep,
  programmeFor,
  recentObservations,
  shareObservation,
  startProgramme,
  takeObservationBack
} from '#start-programme/server'
import { makeBeginners, WEDNESDAY } from '#start-programme/testing'
import { chooseChannels } from './choices.server.ts'
import { chooseInvitations } from './invitations.server.ts'
import { tellOfObservation } from './observation-shared.server.ts'
import { openRhythm } from './rhythm.server.ts'

const database = await testDatabase()
const DAY = 86_400_000
/** The Monday after the first week, at half past six in Amsterdam and a bit. */
const MONDAY_AFTER = Date.parse('2026-09-14T04:31:00Z')

let mailbox: Awaited<ReturnType<typeof openMailbox>>
let now: number
let worker: Worker
let rhythm: ReturnType<typeof openRhythm>
let team: Awaited<ReturnType<typeof makeBeginners>>
const addresses = new Map<string, string>()
const clock = () => (now += 1)

beforeEach(async () => {
  mailbox = await openMailbox()
  now = WEDNESDAY
  const mailer = openMailer({ url: mailbox.url, from: 'Samenspel <samenspel@wilg.example>', retryAfter: 1 })
  rhythm = openRhythm({ database, clock, mailer, pusher: NO_PUSH, publicUrl: 'https://samenspel.wilg.example' })
  worker = startWorker({ database, clock, handlers: rhythm.handlers, log: silentLog, every: 1_000_000 })
  team = await makeBeginners(database)
  const { school, leader, coach, teacher1, teacher2, colleague } = team
  addresses.clear()
  for (const [name, person] of Object.entries({ leader, coach, teacher1, teacher2, colleague })) {
    const email = `${newId()}@wilg.example`
    addresses.set(email, name)
    await database.signin(async (tx) => {
      await joinSchool(tx, { account: await ensureAccount(tx, { email, language: 'nl', now }), school, person, now })
    })
    await database.transact(school, (tx) => chooseInvitations(tx, person, false))
  }
})
afterEach(async () => {
  await worker.stop()
  await mailbox.close()
  await database.signin(({ sql }) => sql`delete from jobs`)
})

async function mornings(...days: number[]) {
  for (const at of days) {
    now = at - 3_600_000
    await rhythm.wake([team.school])
    now = at
    for (let n = 0; n < 3; n++) await worker.runDue()
  }
}
const arrived = () =>
  mailbox.received
    .splice(0)
    .map(({ to, mail }) => ({ to: addresses.get(to[0]!), subject: mail.subject, text: mail.text ?? '' }))
    .sort((a, b) => String(a.to).localeCompare(String(b.to)))

describe('looking back on a week of the start programme', () => {
  const begin = () =>
    database.transact(team.school, async (tx) => {
      expect((await startProgramme(tx, team.wish, { person: team.leader, now: WEDNESDAY })).ok).toBe(true)
    })
  const trackOf = async () =>
    (await database.read(team.school, (tx) => programmeFor(tx, team.leader, WEDNESDAY, 'nl'))).running!.tracks[0]!.id

  it('is asked once, on the first morning after it, of who has not, and leads to that week', async () => {
    await begin()
    const track = await trackOf()
    await database.transact(team.school, async (tx) => {
      const said = { track, step: 1, went: 'yes', noticed: '', deeper: '' }
      expect((await evaluateStep(tx, said, { person: team.coach, now: WEDNESDAY })).ok).toBe(true)
      await chooseChannels(tx, team.teacher2, { reminder: 'none' })
    })
    await mornings(MONDAY_AFTER - 3 * DAY, MONDAY_AFTER - DAY)
    expect(arrived()).toEqual([])
    await mornings(MONDAY_AFTER, MONDAY_AFTER + DAY, MONDAY_AFTER + 2 * DAY)
    const mails = arrived()
    expect(mails.map(({ to }) => to)).toEqual(['leader', 'teacher1'])
    expect(mails[0]!.subject).toBe('Vijf minuten terugkijken op week 1 van het startprogramma')
    expect(mails[0]!.text).toContain(`https://samenspel.wilg.example/school/startprogramma/week?spoor=${track}&stap=1`)
  })

  it('goes along in the mail of a session that day: one mail', async () => {
    await begin()
    await database.transact(team.school, (tx) =>
      chooseMoment(tx, team.unit, [{ weekday: 1, minute: 915 }], null, WEDNESDAY)
    )
    await mornings(MONDAY_AFTER)
    const mails = arrived().filter(({ to }) => to === 'teacher1')
    expect(mails.map(({ subject }) => subject)).toEqual(['Vandaag bordsessie om 15:15'])
    expect(mails[0]!.text).toContain('- Startprogramma, week 1: ')
  })
})

describe('an observation form that a coach shared', () => {
  async function share() {
    const { school, unit, coach } = team
    const session = newId()
    await database.transact(school, async (tx) => {
      await tx.sql`insert into boards (school_id, unit_id, budgets) values (${school}, ${unit}, '{}')`
      await tx.sql`
        insert into board_sessions (school_id, unit_id, id, started_at, phase, phase_started_at, spent, review, closed_at, final)
        values (${school}, ${unit}, ${session}, now(), 'close', now(), '{}', '{}', now(), '{}')`
    })
    const again = (answer: string) =>
      database.transact(school, async (tx) => {
        const wish = { unit, session, answers: { subject: answer }, indicators: [] }
        expect((await shareObservation(tx, wish, { person: coach, now })).ok).toBe(true)
        await tellOfObservation(tx, { unit, session, coach }, now)
      })
    await again('breuken')
    return { session, again }
  }
  const pass = async (ms: number) => {
    now += ms
    for (let n = 0; n < 3; n++) await worker.runDue()
  }

  it('is told to the members of the unit who want to know, once, without what it says', async () => {
    const { school, unit, teacher1, colleague, leader } = team
    await database.transact(school, (tx) => chooseChannels(tx, teacher1, { observation: 'none' }))
    const { session, again } = await share()
    await pass(3 * 60_000)
    await again('breuken en meten')
    await pass(3 * 60_000)
    const mails = arrived()
    expect(mails.map(({ to }) => to)).toEqual(['colleague'])
    expect(mails[0]!.subject).toMatch(/: de coach deelde een kijkformulier$/)
    expect(mails[0]!.text).toContain(`/bord/${unit}/kijkformulier/${session}`)
    expect(mails[0]!.text).not.toContain('breuken')
    const recent = (person: Id) => database.read(school, (tx) => recentObservations(tx, person, now - 7 * DAY))
    expect((await recent(colleague)).map((one) => one.session)).toEqual([session])
    expect(await recent(leader)).toEqual([])
    expect(await recent(team.coach)).toEqual([])
  })

  it('that is taken back at once is told to nobody', async () => {
    const { session } = await share()
    await database.transact(team.school, async (tx) => {
      expect((await takeObservationBack(tx, session, { person: team.coach, now })).ok).toBe(true)
    })
    await pass(3 * 60_000)
    expect(arrived()).toEqual([])
  })
})
