import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { BoardCommand } from '#board-sessions'
import { putOut } from '#bulletin/server'
import { newId, type Id } from '#kernel/id.ts'
import { answerVisit, chooseMoment as chooseVisitMoment, possibleMoments } from '#lesson-visits/server'
import { makeVisitingSchool } from '#lesson-visits/testing'
import { chooseMoment } from '#people/server'
import { makePerson, makeSchool, makeUnit } from '#people/testing'
import { testDatabase } from '#platform/db/testing.ts'
import { openMailbox } from '#platform/mail/testing.ts'
import { makeReachable, openRhythmParts, type TestRhythm } from '../testing/rhythm-parts.ts'
import { chooseChannels } from './choices.server.ts'
import { chooseInvitations } from './invitations.server.ts'

const database = await testDatabase()
/** A Tuesday, on the morning of which it is not yet half past six in Amsterdam. */
const MORNING = Date.parse('2026-10-13T04:00:00Z')

let mailbox: Awaited<ReturnType<typeof openMailbox>>
let now: number
let worker: TestRhythm['worker']
let school: Id
const clock = () => (now += 1)
const people: Record<string, Id> = {}
let unit: Id
let rhythm: TestRhythm['rhythm']
let engine: TestRhythm['engine']

beforeEach(async () => {
  mailbox = await openMailbox()
  now = MORNING
  await build(mailbox.url)
  school = await makeSchool(database)
  for (const givenName of ['Noor', 'Karim', 'Zoë'])
    people[givenName] = (await makeReachable(database, school, givenName, now)).id
  unit = (await makeUnit(database, { school, name: 'Team Rood', members: Object.values(people) })).id
  // Invitations have tests of their own.
  await database.transact(school, async (tx) => {
    for (const person of Object.values(people)) await chooseInvitations(tx, person, false)
  })
})
afterEach(async () => {
  await worker.stop()
  await mailbox.close()
  // A later test has a later clock: nothing of this one may be due then.
  await database.signin(({ sql }) => sql`delete from jobs`)
})

async function build(smtp: string) {
  await worker?.stop()
  ;({ rhythm, worker, engine } = openRhythmParts(database, clock, smtp))
}

const send = async (who: string, command: BoardCommand) => {
  const { seq } = await engine.open(school, unit)
  const receipt = await engine.submit(
    school,
    unit,
    { person: people[who]!, device: null },
    { key: newId(), base: seq, command }
  )
  expect(receipt).toMatchObject({ ok: true })
}
const checkIn = (who: string): BoardCommand => ({
  type: 'check-in',
  id: newId(),
  person: people[who]!,
  mood: null,
  need: '',
  offer: ''
})

/** A session where Noor and Karim are, in which something is agreed for Zoë; who was told what, by whom. */
async function holdSession() {
  await send('Noor', { type: 'start-session', session: newId() })
  await send('Noor', checkIn('Noor'))
  await send('Karim', checkIn('Karim'))
  const owners = [people['Zoë']!]
  await send('Noor', { type: 'add-action', id: newId(), text: 'Leeshoek opruimen', owners, due: null })
  await send('Noor', { type: 'close-session' })
}
const subjects = () => mailbox.received.map(({ mail }) => mail.subject)

describe('the digest', () => {
  it('goes to who was not there, within five minutes of closing, and once', async () => {
    await holdSession()
    await worker.runDue()
    expect(subjects()).toEqual([])
    now += 4 * 60_000
    await worker.runDue()
    now += 600_000
    await worker.runDue()
    expect(subjects()).toEqual(['Team Rood: wat je miste op 13 oktober'])
    const { text, html } = mailbox.received[0]!.mail
    expect(text).toContain('Afgesproken voor jou\n- Leeshoek opruimen')
    expect(text).toContain(`https://samenspel.wilg.example/bord/${unit}`)
    expect(html).toContain('<li>Leeshoek opruimen</li>')
  })

  it('does not go to who does not want it', async () => {
    await database.transact(school, (tx) => chooseChannels(tx, people['Zoë']!, { digest: 'none' }))
    await holdSession()
    now += 4 * 60_000
    await worker.runDue()
    expect(subjects()).toEqual([])
  })

  it('waits while the session is open again, and then tells everything', async () => {
    await holdSession()
    await send('Noor', { type: 'reopen-session' })
    now += 4 * 60_000
    await worker.runDue()
    expect(subjects()).toEqual([])
    await send('Noor', {
      type: 'add-action',
      id: newId(),
      text: 'Ouders bellen',
      owners: [people['Zoë']!],
      due: null
    } as never)
    await send('Noor', { type: 'close-session' })
    now += 1_200_000
    await worker.runDue()
    expect(mailbox.received).toHaveLength(1)
    expect(mailbox.received[0]!.mail.text).toContain('- Ouders bellen')
  })

  it('is not lost while the mail server is away, nor sent twice when it is back', async () => {
    const { port } = mailbox
    await mailbox.close()
    await holdSession()
    now += 4 * 60_000
    await worker.runDue()
    await build(`smtp://127.0.0.1:${port}`)
    mailbox = await openMailbox()
    await build(mailbox.url)
    for (let n = 0; n < 3; n++) {
      now += 600_000
      await worker.runDue()
    }
    expect(subjects()).toHaveLength(1)
  })

  it('of a process that was killed before sending is sent by the next, with one Message-ID', async () => {
    await holdSession()
    now += 4 * 60_000
    const { takeJobs } = await import('#platform/jobs/queue.ts')
    const taken = await database.signin((tx) => takeJobs(tx, ['digest'], now, 10))
    expect(taken).toHaveLength(3)
    // It was killed here: nobody settles them. And once more while the mail server had just taken one.
    now += 130_000
    const zoes = taken.find(({ key }) => key.endsWith(people['Zoë']!))!
    await rhythm.handlers['digest']!(zoes)
    await worker.runDue()
    const ids = mailbox.received.map(({ mail }) => mail.messageId)
    expect(ids).toHaveLength(2)
    expect(new Set(ids).size).toBe(1)
  })
})

describe('the reminder', () => {
  const choose = () =>
    database.transact(school, (tx) => chooseMoment(tx, unit, [{ weekday: 2, minute: 915 }], null, now))

  it('comes on the morning of a session to everybody who wants it, once a day', async () => {
    await choose()
    await database.transact(school, (tx) => chooseChannels(tx, people['Karim']!, { reminder: 'none' }))
    await rhythm.wake([school])
    await worker.runDue()
    expect(subjects()).toEqual([])
    now = Date.parse('2026-10-13T04:31:00Z')
    await rhythm.wake([school])
    for (let n = 0; n < 3; n++) await worker.runDue()
    expect(subjects()).toEqual(['Vandaag bordsessie om 15:15', 'Vandaag bordsessie om 15:15'])
    expect(mailbox.received[0]!.mail.text).toContain('- 15:15: Team Rood')
  })

  it('does not come on another day, and the mornings go on', async () => {
    await choose()
    await rhythm.wake([school])
    for (let days = 0; days < 8; days++) {
      now = Date.parse('2026-10-13T04:31:00Z') + days * 86_400_000
      for (let n = 0; n < 3; n++) await worker.runDue()
    }
    // Two Tuesdays, three people.
    expect(subjects()).toHaveLength(6)
  })

  it('does not come late: a server that was off all day does not remind in the evening of the next', async () => {
    await choose()
    await rhythm.wake([school])
    now = Date.parse('2026-10-14T18:00:00Z')
    for (let n = 0; n < 3; n++) await worker.runDue()
    expect(subjects()).toEqual([])
  })
})

describe('the reminder of a lesson visit', () => {
  const FRIDAY_BEFORE = Date.parse('2026-11-20T09:00:00Z')
  const morning = (day: string) => Date.parse(`${day}T05:31:00Z`)

  /** Noor sees Karim on this day, and Zoë takes over her class: all three agreed, a few days or hours before. */
  async function agreeOn(day: string, at = FRIDAY_BEFORE) {
    const [noor, karim, zoë] = [people['Noor']!, people['Karim']!, people['Zoë']!]
    const keeper = (await makePerson(database, { school, roles: ['school_leader'] })).id
    const visiting = { school, keeper, people: [noor, karim, zoë] as [Id, Id, Id], now: at }
    const { wish } = await makeVisitingSchool(database, visiting)
    return database.transact(school, async (tx) => {
      const asking = (person: Id) => ({ person, now: at })
      const moments = await possibleMoments(tx, wish, asking(noor))
      const wanted = moments.ok && moments.value.find((moment) => moment.day === day)
      if (!wanted) throw new Error('no moment on that day')
      const visit = await chooseVisitMoment(tx, wish, wanted, asking(noor))
      if (!visit.ok) throw new Error(visit.failure.code)
      for (const person of [karim, zoë]) await answerVisit(tx, visit.value.id, true, asking(person))
      return visit.value.id
    })
  }
  async function liveOn(day: string) {
    now = morning(day)
    for (let n = 0; n < 3; n++) await worker.runDue()
  }
  const wakeOn = async (at: number) => {
    now = at
    await rhythm.wake([school])
  }

  it('comes the school day before, once, to visitor, host and cover who want it, and says nothing of the question', async () => {
    await agreeOn('2026-11-25')
    await database.transact(school, (tx) => chooseChannels(tx, people['Karim']!, { reminder: 'none' }))
    await wakeOn(FRIDAY_BEFORE)
    for (const day of ['2026-11-21', '2026-11-22', '2026-11-23']) await liveOn(day)
    expect(subjects()).toEqual([])
    for (const day of ['2026-11-24', '2026-11-25', '2026-11-26']) await liveOn(day)
    const subject = 'Lesbezoek op woensdag 25 november om 08:30'
    expect(subjects()).toEqual([subject, subject])
    const texts = mailbox.received.map(({ mail }) => mail.text!).join('\n')
    expect(texts).toContain('- woensdag 25 november, 08:30: Lesbezoek: Noor Vos bij Karim Vos')
    expect(texts).toContain('Nagesprek met Karim Vos')
    expect(texts).toContain('- woensdag 25 november, 08:30: Klas overnemen van Noor Vos')
    expect(texts).toContain('https://samenspel.wilg.example/leren')
    expect(texts).not.toContain('Hoe begin jij')
  })

  it('goes along in the mail of a session that day: one mail', async () => {
    await database.transact(school, (tx) => chooseMoment(tx, unit, [{ weekday: 2, minute: 915 }], null, FRIDAY_BEFORE))
    await agreeOn('2026-11-25')
    await wakeOn(morning('2026-11-23'))
    await liveOn('2026-11-24')
    expect(subjects()).toEqual(Array(3).fill('Vandaag bordsessie om 15:15'))
    for (const { mail } of mailbox.received) {
      expect(mail.text).toContain('- 15:15: Team Rood')
      expect(mail.text).toContain('- woensdag 25 november, 08:30: ')
    }
  })

  it('comes on the day itself when it was agreed on too late for the day before', async () => {
    const tuesday = morning('2026-11-24') + 6 * 3_600_000
    await agreeOn('2026-11-25', tuesday)
    await wakeOn(tuesday)
    await liveOn('2026-11-25')
    expect(subjects()).toEqual(Array(3).fill('Lesbezoek op woensdag 25 november om 08:30'))
  })

  it('does not come of a visit that was called off, nor without the mail server, and then once', async () => {
    const visit = await agreeOn('2026-11-25')
    await wakeOn(morning('2026-11-23'))
    const { port } = mailbox
    await mailbox.close()
    await liveOn('2026-11-24')
    mailbox = await openMailbox()
    expect(port).not.toBe(mailbox.port)
    await build(mailbox.url)
    now += 3_600_000
    for (let n = 0; n < 3; n++) await worker.runDue()
    expect(subjects()).toHaveLength(3)
    await database.transact(school, (tx) => answerVisit(tx, visit, false, { person: people['Karim']!, now }))
    await liveOn('2026-11-25')
    expect(subjects()).toHaveLength(3)
  })
})

describe('the bulletin of the week', () => {
  const FRIDAY = Date.parse('2026-10-16T04:31:00Z')
  const putOutOn = (at: number, text: string) =>
    database.transact(school, (tx) => putOut(tx, { id: newId(), text, unit, by: people['Noor']!, now: at }))

  it('comes on Friday after school, once, to everybody who wants it', async () => {
    await putOutOn(FRIDAY - 86_400_000, 'De gymzaal is dicht')
    await database.transact(school, (tx) => chooseChannels(tx, people['Karim']!, { bulletin: 'none' }))
    now = FRIDAY - 3_600_000
    await rhythm.wake([school])
    now = FRIDAY
    for (let n = 0; n < 3; n++) await worker.runDue()
    expect(subjects()).toEqual([])
    now = Date.parse('2026-10-16T13:31:00Z')
    for (let n = 0; n < 3; n++) await worker.runDue()
    expect(mailbox.received).toHaveLength(2)
    expect(mailbox.received[0]!.mail.text).toContain('Goed om te weten\n- Team Rood: De gymzaal is dicht')
  })

  it('does not come in a week without news, nor on a Saturday', async () => {
    now = FRIDAY - 3_600_000
    await rhythm.wake([school])
    now = FRIDAY
    await worker.runDue()
    await putOutOn(FRIDAY, 'Te laat bekend')
    now = Date.parse('2026-10-17T08:00:00Z')
    for (let n = 0; n < 3; n++) await worker.runDue()
    expect(subjects()).toEqual([])
  })
})
