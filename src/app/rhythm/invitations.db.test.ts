import ICAL from 'ical.js'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { addFreeTime, changeSession, makeFeed, type SessionWish } from '#calendar/server'
import { newId, type Id } from '#kernel/id.ts'
import { answerVisit, chooseMoment as chooseVisitMoment, possibleMoments } from '#lesson-visits/server'
import { makeVisitingSchool } from '#lesson-visits/testing'
import { chooseMoment, weeklyMomentsOf } from '#people/server'
import { makePerson, makeSchool, makeUnit } from '#people/testing'
import { ensureAccount } from '#platform/auth/accounts.ts'
import { joinSchool } from '#platform/auth/memberships.ts'
import { silentLog } from '#platform/db/log.ts'
import { testDatabase } from '#platform/db/testing.ts'
import { takeJobs } from '#platform/jobs/queue.ts'
import { startWorker, type Worker } from '#platform/jobs/worker.ts'
import { openMailer } from '#platform/mail/mailer.ts'
import { openMailbox } from '#platform/mail/testing.ts'
import { NO_PUSH } from '#platform/push/testing.ts'
import { chooseWeeklyMoment, freeDaysChanged } from '../sessions-planned.server.ts'
import { chooseChannels } from './choices.server.ts'
import { chooseInvitations, wantsInvitations } from './invitations.server.ts'
import { openRhythm } from './rhythm.server.ts'

const database = await testDatabase()
/** A Friday; the unit meets on Tuesdays. */
const FRIDAY = Date.parse('2026-11-20T05:31:00Z')
const MINUTE = 60_000

let mailbox: Awaited<ReturnType<typeof openMailbox>>
let now: number
let worker: Worker
let rhythm: ReturnType<typeof openRhythm>
let school: Id
let unit: Id
let noor: Id, karim: Id, zoë: Id
const addresses = new Map<string, string>()
const clock = () => (now += 1)

async function build(smtp: string) {
  await worker?.stop()
  const mailer = openMailer({ url: smtp, from: 'Samenspel <samenspel@wilg.example>', retryAfter: 1, timeout: 2000 })
  rhythm = openRhythm({ database, clock, mailer, pusher: NO_PUSH, publicUrl: 'https://samenspel.wilg.example' })
  worker = startWorker({ database, clock, handlers: rhythm.handlers, log: silentLog, every: 1_000_000 })
}

beforeEach(async () => {
  mailbox = await openMailbox()
  now = FRIDAY - 3_600_000
  await build(mailbox.url)
  school = await makeSchool(database)
  addresses.clear()
  const join = async (givenName: string) => {
    const person = (await makePerson(database, { school, givenName, familyName: 'Vos' })).id
    await database.signin(async (tx) => {
      const email = `${newId()}@wilg.example`
      addresses.set(email, givenName)
      await joinSchool(tx, { account: await ensureAccount(tx, { email, language: 'nl', now }), school, person, now })
    })
    // What else comes by mail has tests of its own.
    const none = { digest: 'none', reminder: 'none', observation: 'none', bulletin: 'none' } as const
    await database.transact(school, (tx) => chooseChannels(tx, person, none))
    return person
  }
  ;[noor, karim, zoë] = [await join('Noor'), await join('Karim'), await join('Zoë')]
  unit = (await makeUnit(database, { school, name: 'Team Rood', members: [noor, karim] })).id
  await database.transact(school, (tx) => chooseMoment(tx, unit, [{ weekday: 2, minute: 915 }], null, now))
  await rhythm.wake([school])
})
afterEach(async () => {
  await worker.stop()
  await mailbox.close()
  // A later test has a later clock: nothing of this one may be due then.
  await database.signin(({ sql }) => sql`delete from jobs`)
})

async function pass(ms: number) {
  now += ms
  for (let n = 0; n < 4; n++) await worker.runDue()
}
const morning = () => pass(FRIDAY - now)

/** What came by mail since the last time: to whom, and what a strict reader of RFC 5545 finds in it. */
function arrived() {
  return mailbox.received
    .splice(0)
    .map(({ mail, raw, to }) => {
      const [, method] = /content-type: text\/calendar; charset=utf-8; method=(\w+)/i.exec(raw) ?? []
      const part = mail.attachments.find(({ mimeType }) => mimeType === 'text/calendar')!
      const text = typeof part.content === 'string' ? part.content : new TextDecoder().decode(part.content)
      const calendar = new ICAL.Component(ICAL.parse(text) as never)
      expect(calendar.getFirstPropertyValue('method')).toBe(method)
      const event = new ICAL.Event(calendar.getFirstSubcomponent('vevent')!)
      expect(event.attendees.map((one) => String(one.getFirstValue()).toLowerCase())).toEqual([`mailto:${to[0]}`])
      const start = event.startDate.toJSDate().toISOString().slice(0, 16)
      return { to: addresses.get(to[0]!), method, uid: event.uid, sequence: event.sequence, start, text, mail }
    })
    .sort((a, b) => `${a.to} ${a.start}`.localeCompare(`${b.to} ${b.start}`))
}
const briefly = () => arrived().map(({ to, method, sequence, start }) => `${to} ${method} ${sequence} ${start}`)
const change = (on: string, to: SessionWish['to']) =>
  database.transact(school, async (tx) => {
    const patterns = await weeklyMomentsOf(tx, unit)
    const when = { now, today: '2026-11-20', timeZone: 'Europe/Amsterdam' }
    const changed = await changeSession(tx, { unit, patterns }, { on, to }, noor, when)
    expect(changed).toMatchObject({ ok: true })
  })

describe('an invitation to a board session', () => {
  it('comes when the session is within two weeks, once, as a part of the mail that calendars read', async () => {
    await morning()
    const mails = arrived()
    expect(mails.map(({ to, method, sequence, start }) => `${to} ${method} ${sequence} ${start}`)).toEqual([
      'Karim REQUEST 0 2026-11-24T14:15',
      'Karim REQUEST 0 2026-12-01T14:15',
      'Noor REQUEST 0 2026-11-24T14:15',
      'Noor REQUEST 0 2026-12-01T14:15'
    ])
    const [first] = mails
    expect(first!.uid).toBe(`${unit}-2026-11-24@samenspel`)
    expect(first!.mail.subject).toBe('Bordsessie Team Rood')
    expect(first!.mail.text).toContain('https://samenspel.wilg.example/account')
    expect(first!.text).toContain('mailto:samenspel@wilg.example')
    await pass(7 * 86_400_000)
    expect(briefly()).toEqual(['Karim REQUEST 0 2026-12-08T14:15', 'Noor REQUEST 0 2026-12-08T14:15'])
  })

  it('is followed by an update when the session moves, by its end when it is dropped, and comes back', async () => {
    await morning()
    arrived()
    await change('2026-11-24', { day: '2026-11-26', minute: 600 })
    await pass(3 * MINUTE)
    expect(briefly()).toEqual(['Karim REQUEST 1 2026-11-26T09:00', 'Noor REQUEST 1 2026-11-26T09:00'])
    await change('2026-11-24', 'dropped')
    await pass(3 * MINUTE)
    expect(briefly()).toEqual(['Karim CANCEL 2 2026-11-26T09:00', 'Noor CANCEL 2 2026-11-26T09:00'])
    await change('2026-11-24', 'as-planned')
    await pass(3 * MINUTE)
    expect(briefly()).toEqual(['Karim REQUEST 3 2026-11-24T14:15', 'Noor REQUEST 3 2026-11-24T14:15'])
    await pass(3 * MINUTE)
    expect(briefly()).toEqual([])
  })

  it('moves within minutes when the unit chooses another weekly moment, and when the school is free', async () => {
    await morning()
    arrived()
    await database.transact(school, async (tx) => {
      const chosen = await chooseWeeklyMoment(tx, unit, [{ weekday: 4, minute: 915 }], { by: noor, now })
      expect(chosen.ok).toBe(true)
    })
    await pass(3 * MINUTE)
    expect(briefly().filter((line) => line.startsWith('Noor'))).toEqual([
      'Noor CANCEL 1 2026-11-24T14:15',
      'Noor REQUEST 0 2026-11-26T14:15',
      'Noor CANCEL 1 2026-12-01T14:15',
      'Noor REQUEST 0 2026-12-03T14:15'
    ])
    await database.transact(school, async (tx) => {
      await addFreeTime(tx, { name: 'Studiedag', from: '2026-11-26', until: '2026-11-26' })
      await freeDaysChanged(tx, now)
    })
    await pass(3 * MINUTE)
    expect(briefly()).toEqual(['Karim CANCEL 1 2026-11-26T14:15', 'Noor CANCEL 1 2026-11-26T14:15'])
  })

  it('ends for who leaves the unit', async () => {
    await morning()
    arrived()
    await database.transact(
      school,
      ({ sql }) => sql`update memberships set until = '2026-11-20' where person_id = ${karim} and unit_id = ${unit}`
    )
    await pass(86_400_000)
    expect(briefly()).toEqual(['Karim CANCEL 1 2026-11-24T14:15', 'Karim CANCEL 1 2026-12-01T14:15'])
  })
})

describe('who is invited', () => {
  const choose = (person: Id, wanted: boolean) =>
    database.transact(school, (tx) => chooseInvitations(tx, person, wanted))
  const wants = (person: Id) => database.read(school, (tx) => wantsInvitations(tx, person))

  it('is who did not switch it off and has no subscription, or asked for it all the same', async () => {
    await choose(noor, false)
    await database.transact(school, (tx) => makeFeed(tx, karim, now))
    expect([await wants(noor), await wants(karim), await wants(zoë)]).toEqual([false, false, true])
    await morning()
    expect(briefly()).toEqual([])
    await choose(karim, true)
    await pass(86_400_000)
    expect(briefly()).toHaveLength(2)
  })

  it('keeping what held anyhow is no choice: a later subscription still ends them', async () => {
    await choose(noor, true)
    expect(await wants(noor)).toBe(true)
    await database.transact(school, (tx) => makeFeed(tx, noor, now))
    expect(await wants(noor)).toBe(false)
  })

  it('gets no new ones after switching it off, but those that were sent are kept right', async () => {
    await morning()
    arrived()
    await choose(noor, false)
    await change('2026-11-24', 'dropped')
    await pass(3 * MINUTE)
    await pass(7 * 86_400_000)
    expect(briefly().filter((line) => line.startsWith('Noor'))).toEqual(['Noor CANCEL 1 2026-11-24T14:15'])
  })

  it('is nobody of another school, whatever is asked for there', async () => {
    const other = await makeSchool(database)
    const handle = rhythm.handlers['agenda']!
    await handle({ id: newId(), school: other, kind: 'agenda', key: `2026-11-20:${noor}`, attempts: 1 })
    await pass(0)
    expect(briefly()).toEqual([])
    expect(await database.read(other, (tx) => wantsInvitations(tx, noor))).toBe(true)
  })
})

describe('an invitation to a lesson visit', () => {
  async function agree() {
    const keeper = (await makePerson(database, { school, roles: ['school_leader'] })).id
    const { wish } = await makeVisitingSchool(database, { school, keeper, people: [noor, karim, zoë], now })
    return database.transact(school, async (tx) => {
      const moments = await possibleMoments(tx, wish, { person: noor, now })
      const wanted = moments.ok && moments.value.find(({ day }) => day === '2026-11-25')
      if (!wanted) throw new Error('no moment')
      const visit = await chooseVisitMoment(tx, wish, wanted, { person: noor, now })
      if (!visit.ok) throw new Error(visit.failure.code)
      for (const person of [karim, zoë]) await answerVisit(tx, visit.value.id, true, { person, now })
      return visit.value.id
    })
  }

  it('comes to visitor, host and cover, by moment and name only, and ends when it is called off', async () => {
    await morning()
    arrived()
    const visit = await agree()
    await pass(3 * MINUTE)
    const mails = arrived()
    expect(mails.map(({ to, method, mail }) => `${to} ${method} ${mail.subject}`)).toEqual([
      'Karim REQUEST Lesbezoek: Noor Vos bij Karim Vos',
      'Karim REQUEST Nagesprek met Noor Vos',
      'Noor REQUEST Lesbezoek: Noor Vos bij Karim Vos',
      'Noor REQUEST Nagesprek met Karim Vos',
      'Zoë REQUEST Klas overnemen van Noor Vos'
    ])
    for (const { text, mail } of mails) expect(text + mail.text + mail.html).not.toContain('Hoe begin jij')
    expect(mails.every(({ text }) => text.includes('PARTSTAT=ACCEPTED'))).toBe(true)
    await database.transact(school, (tx) => answerVisit(tx, visit, false, { person: karim, now }))
    await pass(3 * MINUTE)
    const ended = arrived()
    expect(ended.map(({ to, method, sequence }) => `${to} ${method} ${sequence}`)).toEqual([
      ...Array(2).fill('Karim CANCEL 1'),
      ...Array(2).fill('Noor CANCEL 1'),
      'Zoë CANCEL 1'
    ])
    expect(ended[0]!.mail.subject).toBe('Vervalt: Lesbezoek: Noor Vos bij Karim Vos')
  })

  it('ends for who took over the class when nobody else does, and names nobody it should not', async () => {
    await morning()
    arrived()
    const visit = await agree()
    await pass(3 * MINUTE)
    arrived()
    await database.transact(
      school,
      ({ sql }) => sql`update visits set cover_id = null, cover_says = null where id = ${visit}`
    )
    await pass(86_400_000)
    const ended = arrived().filter(({ to }) => to === 'Zoë')
    expect(ended.map(({ method, mail }) => `${method} ${mail.subject}`)).toEqual([
      'CANCEL Vervalt: afspraak in Samenspel'
    ])
  })
})

describe('when something falls over', () => {
  it('nothing is lost while the mail server is away, nor sent twice when it is back', async () => {
    await mailbox.close()
    await morning()
    mailbox = await openMailbox()
    await build(mailbox.url)
    for (let n = 0; n < 3; n++) await pass(3_600_000)
    expect(briefly()).toHaveLength(4)
  })

  it('what a killed process had taken is sent by the next, with one Message-ID', async () => {
    now = FRIDAY
    for (const kind of ['day', 'agenda']) {
      const jobs = await database.signin((tx) => takeJobs(tx, [kind], now, 20))
      for (const job of jobs) await rhythm.handlers[kind]!(job)
    }
    const taken = await database.signin((tx) => takeJobs(tx, ['invitation'], now, 20))
    expect(taken).toHaveLength(4)
    // The mail server had just taken one when the process was killed: nobody settles any of them.
    await rhythm.handlers['invitation']!(taken[0]!)
    await pass(130_000)
    const ids = mailbox.received.map(({ mail }) => mail.messageId)
    expect(ids).toHaveLength(5)
    expect(new Set(ids).size).toBe(4)
  })
})
