import type { SMTPServerOptions } from 'smtp-server'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { BoardCommand } from '#board-sessions'
import { createBoardEngine, type BoardNews } from '#board-sessions/server'
import { newId, type Id } from '#kernel/id.ts'
import { chooseMoment, circleOf } from '#people/server'
import { makePerson, makeSchool, makeUnit } from '#people/testing'
import { ensureAccount } from '#platform/auth/accounts.ts'
import { endMembership, joinSchool } from '#platform/auth/memberships.ts'
import { authForTests } from '#platform/auth/testing.ts'
import { silentLog } from '#platform/db/log.ts'
import { testDatabase } from '#platform/db/testing.ts'
import { PAUSES, takeJobs } from '#platform/jobs/queue.ts'
import { startWorker, type Worker } from '#platform/jobs/worker.ts'
import { openMailer } from '#platform/mail/mailer.ts'
import { openMailbox } from '#platform/mail/testing.ts'
import { deviceHere, devicesOf, keepDevice } from '#platform/push/devices.ts'
import { openPusher } from '#platform/push/pusher.ts'
import { aBrowser, openPushService } from '#platform/push/testing.ts'
import { createHub } from '#platform/realtime/hub.ts'
import { channelsOf, chooseChannels, hearOnDevice } from './choices.server.ts'
import { chooseInvitations } from './invitations.server.ts'
import { openRhythm } from './rhythm.server.ts'

const database = await testDatabase()
const { auth } = authForTests(database)
/** A Tuesday, a minute after half past six in Amsterdam. */
const MORNING = Date.parse('2026-10-13T04:31:00Z')

let mailbox: Awaited<ReturnType<typeof openMailbox>>
let service: Awaited<ReturnType<typeof openPushService>>
let now: number
/** The address that the mail server does not take mail for. */
let bounces: string | null
let worker: Worker
let rhythm: ReturnType<typeof openRhythm>
let school: Id
let unit: Id
const people: Record<string, { person: Id; account: Id; email: string }> = {}
const clock = () => (now += 1)

beforeEach(async () => {
  bounces = null
  const onRcptTo: SMTPServerOptions['onRcptTo'] = ({ address }, _session, done) =>
    done(address === bounces ? Object.assign(new Error('nobody lives here'), { responseCode: 550 }) : null)
  ;[mailbox, service] = await Promise.all([openMailbox({ onRcptTo }), openPushService()])
  now = MORNING - 3_600_000
  const mailer = openMailer({
    url: mailbox.url,
    from: 'Samenspel <samenspel@wilg.example>',
    retryAfter: 1,
    timeout: 2000
  })
  const pusher = openPusher({
    secretKey: () => Promise.resolve(Buffer.alloc(32, 7)),
    contact: 'mailto:samenspel@wilg.example',
    hosts: [service.host],
    agent: service.agent
  })
  rhythm = openRhythm({ database, clock, mailer, pusher, publicUrl: 'https://samenspel.wilg.example' })
  worker = startWorker({ database, clock, handlers: rhythm.handlers, log: silentLog, every: 1_000_000 })
  school = await makeSchool(database)
  for (const givenName of ['Noor', 'Zoë']) {
    const { id: person } = await makePerson(database, { school, givenName, familyName: 'Vos' })
    const email = `${newId()}@wilg.example`
    const account = await database.signin(async (tx) => {
      const account = await ensureAccount(tx, { email, language: 'nl', now })
      await joinSchool(tx, { account, school, person, now })
      return account
    })
    people[givenName] = { person, account, email }
  }
  const members = Object.values(people).map(({ person }) => person)
  unit = (await makeUnit(database, { school, name: 'Team Rood', members })).id
  await database.transact(school, async (tx) => {
    for (const person of members) await chooseInvitations(tx, person, false)
    await chooseMoment(tx, unit, [{ weekday: 2, minute: 915 }], null, now)
  })
})
afterEach(async () => {
  await worker.stop()
  await Promise.all([mailbox.close(), service.close()])
  await database.signin(({ sql }) => sql`delete from jobs`)
})

/** Somebody signs in on a device and switches messages on there. */
async function switchOn(who: string) {
  const { account, person } = people[who]!
  const browser = aBrowser(service.host)
  const token = await database.signin((tx) => auth.sessions.start(tx, { account, device: 'Firefox' }))
  // Sessions have a clock of their own, of later that autumn; these lived all the time.
  await database.signin(({ sql }) => sql`update sessions set seen_at = ${new Date(now)} where account_id = ${account}`)
  expect(await database.signin((tx) => keepDevice(tx, token, browser.address, now))).toBe(true)
  await database.transact(school, (tx) => hearOnDevice(tx, person))
  return { ...browser, token }
}
async function morning() {
  await rhythm.wake([school])
  now = MORNING
  await passing(0)
}
async function passing(ms: number) {
  now += ms
  for (let n = 0; n < 3; n++) await worker.runDue()
}
const subjects = () => mailbox.received.map(({ mail }) => mail.subject)
const paths = () => service.received.map(({ path }) => path)

describe('a reminder', () => {
  it('comes on the devices of who chose that, once each and not by mail; to the others by mail', async () => {
    const [phone, laptop] = [await switchOn('Noor'), await switchOn('Noor')]
    await morning()
    await passing(60_000)
    await rhythm.wake([school])
    await passing(60_000)
    expect(paths().toSorted()).toEqual([phone.path, laptop.path].toSorted())
    const push = service.received.find(({ path }) => path === phone.path)!
    expect(phone.read(push.body)).toEqual({
      title: 'Vandaag bordsessie om 15:15',
      url: `/bord/${unit}`,
      tag: push.headers['topic'],
      language: 'nl'
    })
    expect(mailbox.received.map(({ to, mail }) => `${to[0]}: ${mail.subject}`)).toEqual([
      `${people['Zoë']!.email}: Vandaag bordsessie om 15:15`
    ])
  })

  it('is worth nothing after the session: it is kept no longer, and not sent any more', async () => {
    await switchOn('Noor')
    await morning()
    // From half past six to a quarter past three.
    expect(Number(service.received[0]!.headers['ttl'])).toBeGreaterThan(8 * 3600)
    expect(Number(service.received[0]!.headers['ttl'])).toBeLessThanOrEqual(8.75 * 3600)
    service.received.length = 0
    now = MORNING + 6 * 86_400_000
    await rhythm.wake([school])
    now = Date.parse('2026-10-20T04:31:00Z')
    const [day] = await database.signin((tx) => takeJobs(tx, ['day'], now, 9))
    await rhythm.handlers['day']!(day!)
    now = Date.parse('2026-10-20T13:16:00Z')
    await passing(0)
    expect(paths()).toEqual([])
  })

  it('is tried again later when the push service is busy, and then goes by mail', async () => {
    await switchOn('Noor')
    await database.transact(school, (tx) => chooseChannels(tx, people['Zoë']!.person, { reminder: 'none' }))
    service.answerNext({ status: 429, headers: { 'retry-after': '90' } }, { status: 500 }, { status: 503 })
    await morning()
    expect([paths().length, subjects().length]).toEqual([1, 0])
    await passing(60_000)
    expect(paths()).toHaveLength(1)
    await passing(31_000)
    expect([paths().length, subjects().length]).toEqual([2, 0])
    await passing(PAUSES[1]! + 1000)
    expect([paths().length, subjects().length]).toEqual([3, 1])
    await passing(3_600_000)
    expect([paths().length, subjects().length]).toEqual([3, 1])
  })

  it('ends a device that is no more, and goes by mail instead', async () => {
    const gone = await switchOn('Noor')
    await database.transact(school, (tx) => chooseChannels(tx, people['Zoë']!.person, { reminder: 'none' }))
    service.answerNext({ status: 410 })
    await morning()
    expect(subjects()).toEqual(['Vandaag bordsessie om 15:15'])
    expect(await database.signin((tx) => deviceHere(tx, gone.token))).toBeNull()
  })

  it('needs no mail when another device of the same person took it', async () => {
    await switchOn('Noor')
    const laptop = await switchOn('Noor')
    await database.transact(school, (tx) => chooseChannels(tx, people['Zoë']!.person, { reminder: 'none' }))
    service.answerNext({ status: 201 }, { status: 403 })
    await morning()
    await passing(60_000)
    expect(paths()).toHaveLength(2)
    expect(subjects()).toEqual([])
    expect(await database.signin((tx) => deviceHere(tx, laptop.token))).not.toBeNull()
  })

  it('that a killed process had sent goes once more under the same topic, which replaces it', async () => {
    await switchOn('Noor')
    await rhythm.wake([school])
    now = MORNING
    for (const kind of ['day', 'reminder'])
      for (const job of await database.signin((tx) => takeJobs(tx, [kind], now, 9))) await rhythm.handlers[kind]!(job)
    const [taken] = await database.signin((tx) => takeJobs(tx, ['push'], now, 9))
    await rhythm.handlers['push']!(taken!)
    // It was killed here: nobody settles it.
    await passing(130_000)
    await passing(3_600_000)
    const topics = service.received.map(({ headers }) => headers['topic'])
    expect(topics).toHaveLength(2)
    expect(new Set(topics).size).toBe(1)
  })
})

describe('the digest of a session', () => {
  it('comes on a device within five minutes, and says there no more than which session it was', async () => {
    const phone = await switchOn('Zoë')
    const engine = createBoardEngine({
      database,
      hub: createHub<BoardNews>(),
      clock,
      circle: circleOf,
      reactions: rhythm.react
    })
    const noor = people['Noor']!.person
    const send = async (command: BoardCommand) => {
      const { seq } = await engine.open(school, unit)
      const who = { person: noor, device: null }
      expect(await engine.submit(school, unit, who, { key: newId(), base: seq, command })).toMatchObject({ ok: true })
    }
    await send({ type: 'start-session', session: newId() })
    await send({ type: 'check-in', id: newId(), person: noor, mood: null, need: 'Ik slaap slecht', offer: '' })
    const owners = [people['Zoë']!.person]
    await send({ type: 'add-action', id: newId(), text: 'Ouders van Daan bellen', owners, due: null })
    await send({ type: 'close-session' })
    await passing(4 * 60_000)
    expect(paths()).toEqual([phone.path])
    const said = phone.read(service.received[0]!.body)
    expect(said).toMatchObject({ title: 'Team Rood: wat je miste op 13 oktober', url: `/bord/${unit}` })
    expect(JSON.stringify(said)).not.toMatch(/Daan|slaap/)
    expect(subjects()).toEqual([])
  })
})

describe('a device', () => {
  const reachable = (who: string, at = school) =>
    database.signin((tx) => devicesOf(tx, { school: at, person: people[who]!.person }, now))

  it('is reached for its holder in the school of that holder, and for nobody else', async () => {
    await switchOn('Noor')
    expect(await reachable('Noor')).toHaveLength(1)
    expect(await reachable('Zoë')).toEqual([])
    expect(await reachable('Noor', await makeSchool(database))).toEqual([])
    await expect(database.read(school, ({ sql }) => sql`select * from signin.push_devices`)).rejects.toThrow(
      'permission denied'
    )
    const other = await makeSchool(database)
    const [{ id } = { id: newId() }] = await reachable('Noor')
    const key = `reminder:2026-10-13:${people['Noor']!.person}:${id}`
    now = MORNING
    await rhythm.handlers['push']!({ id: newId(), school: other, kind: 'push', key, attempts: 1 })
    await rhythm.handlers['push']!({
      id: newId(),
      school,
      kind: 'push',
      key: key.replace(people['Noor']!.person, people['Zoë']!.person),
      attempts: 1
    })
    expect(paths()).toEqual([])
  })

  it('is let go by signing out there or everywhere, and by leaving the only school', async () => {
    const phone = await switchOn('Noor')
    await auth.sessions.signOut(phone.token)
    expect(await reachable('Noor')).toEqual([])
    await switchOn('Noor')
    await auth.sessions.signOutEverywhere(people['Noor']!.account)
    expect(await reachable('Noor')).toEqual([])
    const { token } = await switchOn('Noor')
    await database.signin((tx) => endMembership(tx, { school, person: people['Noor']!.person }, now))
    expect(await database.signin((tx) => deviceHere(tx, token))).toBeNull()
  })

  it('stays reachable when its holder signs in again on it, and is of who signs in after somebody else', async () => {
    const { account } = people['Noor']!
    const phone = await switchOn('Noor')
    const token = await database.signin((tx) =>
      auth.sessions.start(tx, { account, device: 'Firefox', replaces: phone.token })
    )
    expect(await database.signin((tx) => deviceHere(tx, token))).toBe(phone.address.endpoint)
    const zoës = await database.signin((tx) =>
      auth.sessions.start(tx, { account: people['Zoë']!.account, device: 'Firefox' })
    )
    await database.signin((tx) => keepDevice(tx, zoës, phone.address, now))
    expect(await database.signin((tx) => deviceHere(tx, token))).toBeNull()
    expect(await database.signin((tx) => deviceHere(tx, zoës))).toBe(phone.address.endpoint)
  })

  it('is not kept for a session that ended', async () => {
    const browser = aBrowser(service.host)
    expect(await database.signin((tx) => keepDevice(tx, 'x'.repeat(43), browser.address, now))).toBe(false)
  })
})

describe('when something is not as it should be', () => {
  it('a mailbox that bounces holds up nobody, and is not tried again for this reminder', async () => {
    bounces = people['Noor']!.email
    await morning()
    expect(mailbox.received.map(({ to }) => to[0])).toEqual([people['Zoë']!.email])
    const waiting = await database.signin(
      ({ sql }) => sql`select 1 from jobs where school_id = ${school} and kind = 'reminder' and done_at is null`
    )
    expect(waiting).toHaveLength(0)
  })

  it('who is in three units with sessions at the same moment gets one reminder with all of them', async () => {
    const { person, email } = people['Noor']!
    for (const name of ['Team Blauw', 'Team Geel']) {
      const { id } = await makeUnit(database, { school, name, members: [person] })
      await database.transact(school, (tx) => chooseMoment(tx, id, [{ weekday: 2, minute: 915 }], null, now))
    }
    await morning()
    const mails = mailbox.received.filter(({ to }) => to[0] === email)
    expect(mails.map(({ mail }) => mail.subject)).toEqual(['Vandaag 3 bordsessies'])
    for (const name of ['Team Rood', 'Team Blauw', 'Team Geel'])
      expect(mails[0]!.mail.text).toContain(`- 15:15: ${name}`)
  })
})

describe('what somebody chose', () => {
  const channels = (who: string) => database.read(school, (tx) => channelsOf(tx, people[who]!.person))

  it('is mail until a device is switched on, and what was switched off stays off', async () => {
    const { person } = people['Noor']!
    expect(await channels('Noor')).toEqual({ digest: 'mail', reminder: 'mail', observation: 'mail', bulletin: 'mail' })
    await database.transact(school, (tx) => chooseChannels(tx, person, { digest: 'none' }))
    await database.transact(school, (tx) => hearOnDevice(tx, person))
    expect(await channels('Noor')).toEqual({
      digest: 'none',
      reminder: 'device',
      observation: 'device',
      bulletin: 'mail'
    })
    expect(await channels('Zoë')).toMatchObject({ digest: 'mail', reminder: 'mail' })
  })

  it('on a device is mail again as long as there is no device', async () => {
    await database.transact(school, (tx) => hearOnDevice(tx, people['Noor']!.person))
    await morning()
    expect(subjects()).toHaveLength(2)
  })
})
