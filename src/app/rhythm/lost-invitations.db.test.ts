/** Invitations for calendars that a mailbox refused, with a real mail server that refuses. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { changeSession } from '#calendar/server'
import { newId, type Id } from '#kernel/id.ts'
import { answerVisit, chooseMoment as chooseVisitMoment, possibleMoments } from '#lesson-visits/server'
import { makeVisitingSchool } from '#lesson-visits/testing'
import { chooseMoment, weeklyMomentsOf } from '#people/server'
import { makePerson, makeSchool, makeUnit } from '#people/testing'
import { requestLink } from '#platform/auth/sign-in.ts'
import { aMember, authForTests } from '#platform/auth/testing.ts'
import { testDatabase } from '#platform/db/testing.ts'
import { PAUSES } from '#platform/jobs/queue.ts'
import { chooseInvitations } from './invitations.server.ts'
import { lostInvitations } from './lost-invitations.server.ts'
import { openRefusingPost, type RefusingPost } from '../testing/refusing-post.ts'

const database = await testDatabase()
/** A Tuesday, on the morning of which it is just past half past six in Amsterdam. */
const TUESDAY = Date.parse('2026-10-13T04:31:00Z')
const DAY = 86_400_000

let post: RefusingPost
let now: number
const clock = () => (now += 1)

beforeEach(async () => {
  now = TUESDAY - 3_600_000
  post = await openRefusingPost({ database, clock, onWorks: lostInvitations({ database, clock }) })
})
afterEach(() => post.close())

type Somebody = { person: Id; email: string; account: Id }

/** Somebody of a school who can sign in, and gets no invitations by mail unless that is asked for. */
async function join(school: Id, givenName: string, roles: 'school_leader'[] = []): Promise<Somebody> {
  const email = `${newId()}@wilg.example`
  const person = (await makePerson(database, { school, givenName, familyName: 'Vos', email, roles })).id
  const { account } = await aMember({ database, clock }, { email, school, person })
  await database.transact(school, (tx) => chooseInvitations(tx, person, false))
  return { person, email, account }
}

async function aSchool() {
  const school = await makeSchool(database)
  const leader = await join(school, 'Lia', ['school_leader'])
  const [noor, karim] = [await join(school, 'Noor'), await join(school, 'Karim')]
  const unit = (await makeUnit(database, { school, name: 'Team Rood', members: [noor.person, karim.person] })).id
  await database.transact(school, (tx) => chooseMoment(tx, unit, [{ weekday: 2, minute: 915 }], null, now))
  return { school, leader, noor, karim, unit }
}

/** The morning of a session, so many weeks later. */
async function tuesday(school: Id, weeks = 0) {
  now = TUESDAY + weeks * 7 * DAY - 3_600_000
  await post.rhythm.wake([school])
  now = TUESDAY + weeks * 7 * DAY
  for (let n = 0; n < 3; n++) await post.worker.runDue()
}

describe('invitations that were refused', () => {
  const wanted = ({ person }: Somebody, school: Id) =>
    database.transact(school, (tx) => chooseInvitations(tx, person, true))
  /** What came by mail for calendars since the last time: how, which number, on which day, under which words. */
  const invited = ({ email }: Somebody) =>
    post.mailbox.received
      .splice(0)
      .filter(({ to, raw }) => to[0] === email && raw.includes('text/calendar'))
      .map(({ mail }) => {
        const part = mail.attachments.find(({ mimeType }) => mimeType === 'text/calendar')!.content
        const text = typeof part === 'string' ? part : new TextDecoder().decode(part)
        const [, method] = /^METHOD:(\w+)/m.exec(text)!
        const [, day] = /^DTSTART[^:]*:(\d{8})/m.exec(text)!
        const [, number] = /^SEQUENCE:(\d+)/m.exec(text)!
        return { line: `${method} ${number} ${day}`, subject: mail.subject ?? '', raw: text }
      })
      .sort((one, other) => (one.line.slice(-8) < other.line.slice(-8) ? -1 : 1))
  const lines = (who: Somebody) => invited(who).map(({ line }) => line)
  const later = async (ms: number) => {
    now += ms
    for (let n = 0; n < 5; n++) await post.worker.runDue()
  }
  /** Some other mail to somebody, and what follows from it. */
  const mailTo = async ({ email }: Somebody) => {
    const { auth } = authForTests(database, post.mailer)
    await requestLink(auth, { purpose: 'sign_in', email, network: '192.0.2.1' })
    await auth.settled()
    await later(1000)
  }

  it('go again, once, as soon as a mail is taken: of sessions to come, and not of what has begun', async () => {
    const { school, noor, karim } = await aSchool()
    await wanted(noor, school)
    post.refuses.set(noor.email, 550)
    // The sessions of the 13th and the 20th are within two weeks.
    await tuesday(school)
    expect(lines(noor)).toEqual([])
    const tries = () => post.knocks.filter((address) => address === noor.email).length
    const tried = tries()
    for (let day = 0; day < 6; day++) await later(DAY)
    // Once, for the session of the 27th; not again for what it refused.
    expect(tries()).toBe(tried + 1)
    post.refuses.clear()
    await tuesday(school, 1)
    await later(1000)
    const found = invited(noor)
    // The 13th is over; what was refused has a higher number.
    expect(found.map(({ line }) => line)).toEqual(['REQUEST 1 20261020', 'REQUEST 1 20261027'])
    // They never had it: nothing says that it changed.
    for (const { subject } of found) expect(subject).toBe('Bordsessie Team Rood')
    await later(60_000)
    await mailTo(noor)
    expect(lines(noor)).toEqual([])
    expect(lines(karim)).toEqual([])
  })

  it('go again by the next mail that is about something else, within the same minutes', async () => {
    const { school, noor } = await aSchool()
    await wanted(noor, school)
    post.refuses.set(noor.email, 550)
    await tuesday(school)
    post.refuses.clear()
    await mailTo(noor)
    expect(lines(noor)).toEqual(['REQUEST 1 20261013', 'REQUEST 1 20261020'])
  })

  it('are not sent when they fell through, and are ended when they had arrived', async () => {
    const { school, noor, unit } = await aSchool()
    await wanted(noor, school)
    await tuesday(school)
    expect(lines(noor)).toEqual(['REQUEST 0 20261013', 'REQUEST 0 20261020'])
    post.refuses.set(noor.email, 550)
    await tuesday(school, 1)
    for (const on of ['2026-10-20', '2026-10-27'])
      await database.transact(school, async (tx) => {
        const patterns = await weeklyMomentsOf(tx, unit)
        const when = { now, today: '2026-10-20', timeZone: 'Europe/Amsterdam' }
        const dropped = await changeSession(tx, { unit, patterns }, { on, to: 'dropped' }, noor.person, when)
        expect(dropped).toMatchObject({ ok: true })
      })
    await later(180_000)
    expect(lines(noor)).toEqual([])
    post.refuses.clear()
    await mailTo(noor)
    // The 20th stands in the calendar; of the 27th nothing ever arrived.
    expect(lines(noor)).toEqual(['CANCEL 2 20261020'])
  })

  it('go to the other address when somebody signs in with another one', async () => {
    const { school, noor } = await aSchool()
    await wanted(noor, school)
    post.refuses.set(noor.email, 550)
    await tuesday(school)
    const email = `${newId()}@wilg.example`
    await database.signin(({ sql }) => sql`update accounts set email = ${email} where id = ${noor.account}`)
    await later(DAY)
    expect(lines({ ...noor, email })).toEqual(['REQUEST 1 20261020', 'REQUEST 0 20261027'])
  })

  it('are not sent to who switched them off meanwhile', async () => {
    const { school, noor } = await aSchool()
    await wanted(noor, school)
    post.refuses.set(noor.email, 550)
    await tuesday(school)
    await database.transact(school, (tx) => chooseInvitations(tx, noor.person, false))
    post.refuses.clear()
    await mailTo(noor)
    await tuesday(school, 1)
    expect(lines(noor)).toEqual([])
  })

  it('go again too when a mailbox was full for longer than a day', async () => {
    const { school, noor } = await aSchool()
    await wanted(noor, school)
    post.refuses.set(noor.email, 452)
    await tuesday(school)
    for (const pause of PAUSES) await later(pause + 1000)
    post.refuses.clear()
    now = TUESDAY + 2 * DAY
    await later(0)
    expect(lines(noor)).toEqual(['REQUEST 1 20261020', 'REQUEST 0 20261027'])
  })

  it('to a lesson visit that was agreed go again too', async () => {
    const { school, leader, noor, karim } = await aSchool()
    await wanted(karim, school)
    const bart = await join(school, 'Bart')
    const people: [Id, Id, Id] = [noor.person, karim.person, bart.person]
    const { wish } = await makeVisitingSchool(database, { school, keeper: leader.person, people, now })
    post.refuses.set(karim.email, 550)
    const visit = await database.transact(school, async (tx) => {
      const moments = await possibleMoments(tx, wish, { person: noor.person, now })
      if (!moments.ok) throw new Error(moments.failure.code)
      const chosen = await chooseVisitMoment(tx, wish, moments.value.at(-1)!, { person: noor.person, now })
      if (!chosen.ok) throw new Error(chosen.failure.code)
      for (const { person } of [karim, bart]) await answerVisit(tx, chosen.value.id, true, { person, now })
      return chosen.value.id
    })
    await later(180_000)
    expect(lines(karim)).toEqual([])
    post.refuses.clear()
    await mailTo(karim)
    const found = invited(karim)
    for (const uid of [`${visit}@samenspel`, `${visit}-talk@samenspel`])
      expect(found.filter(({ raw }) => raw.includes(`UID:${uid}`)).map(({ line }) => line.slice(0, 9))).toEqual([
        'REQUEST 1'
      ])
  })
})
