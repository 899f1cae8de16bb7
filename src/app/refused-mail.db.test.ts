import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { newId, type Id } from '#kernel/id.ts'
import { chooseMoment, leaveSchool, listPeople, standingOf } from '#people/server'
import { makePerson, makeSchool, makeUnit } from '#people/testing'
import { makeCampaign } from '#questionnaires/testing'
import { ensureAccount } from '#platform/auth/accounts.ts'
import { invite } from '#platform/auth/invitations.ts'
import { joinSchool } from '#platform/auth/memberships.ts'
import { requestLink } from '#platform/auth/sign-in.ts'
import { authForTests } from '#platform/auth/testing.ts'
import { tidySignin } from '#platform/auth/tidy.ts'
import { silentLog } from '#platform/db/log.ts'
import { testDatabase } from '#platform/db/testing.ts'
import { PAUSES } from '#platform/jobs/queue.ts'
import { sendCampaignLetters, sendReminders } from './campaign-letters.server.ts'
import { eraseEverywhere } from './erasing.server.ts'
import { myRefusedAddresses, refusedPeople } from './refused-mail.server.ts'
import { chooseInvitations } from './rhythm/invitations.server.ts'
import { partsFor } from './testing/noors-school.ts'
import { openRefusingPost, type RefusingPost } from './testing/refusing-post.ts'

const database = await testDatabase()
/** A Tuesday, on the morning of which it is just past half past six in Amsterdam. */
const TUESDAY = Date.parse('2026-10-13T04:31:00Z')
const DAY = 86_400_000

let post: RefusingPost
let now: number
const clock = () => (now += 1)

beforeEach(async () => {
  now = TUESDAY - 3_600_000
  post = await openRefusingPost({ database, clock })
})
afterEach(() => post.close())

type Somebody = { person: Id; email: string; account: Id }

/** Somebody of a school who can sign in, with the address that the list of people has. */
async function join(
  school: Id,
  givenName: string,
  roles: ('school_leader' | 'quality_coordinator')[] = []
): Promise<Somebody> {
  const email = `${newId()}@wilg.example`
  const person = (await makePerson(database, { school, givenName, familyName: 'Vos', email, roles })).id
  const account = await database.signin(async (tx) => {
    const made = await ensureAccount(tx, { email, language: 'nl', now })
    await joinSchool(tx, { account: made, school, person, now })
    return made
  })
  await database.transact(school, (tx) => chooseInvitations(tx, person, false))
  return { person, email, account }
}

async function aSchool() {
  const school = await makeSchool(database)
  const [leader, noor, karim] = [
    await join(school, 'Lia', ['school_leader']),
    await join(school, 'Noor'),
    await join(school, 'Karim')
  ]
  const unit = (await makeUnit(database, { school, name: 'Team Rood', members: [noor.person, karim.person] })).id
  await database.transact(school, (tx) => chooseMoment(tx, unit, [{ weekday: 2, minute: 915 }], null, now))
  return { school, leader, noor, karim, unit }
}

/** The list as this member sees it: who is marked, and whether anything is told at all. */
async function seenBy(school: Id, person: Id) {
  const { grants } = await database.read(school, (tx) => standingOf(tx, person))
  const refused = await refusedPeople({ database }, { school, grants })
  const people = await database.read(school, (tx) => listPeople(tx))
  return refused && people.filter((one) => refused.of(one)).map(({ givenName }) => givenName)
}
const mine = (school: Id, { person, email, account }: Somebody) =>
  myRefusedAddresses({ database }, { school, person, session: { email, account } as never })
const addressesOf = async (...parts: Parameters<typeof mine>) => (await mine(...parts)).map(({ address }) => address)
/** The morning of a session, so many weeks later. */
async function tuesday(school: Id, weeks = 0) {
  now = TUESDAY + weeks * 7 * DAY - 3_600_000
  await post.rhythm.wake([school])
  now = TUESDAY + weeks * 7 * DAY
  for (let n = 0; n < 3; n++) await post.worker.runDue()
}

describe('a reminder to a mailbox that bounces', () => {
  it('is not tried again, is told to its holder and to who keeps the list, and to nobody else', async () => {
    const { school, leader, noor, karim } = await aSchool()
    post.refuses.set(noor.email, 550)
    await tuesday(school)
    for (const pause of PAUSES) {
      now += pause + 1000
      await post.worker.runDue()
    }
    expect(post.knocks.filter((address) => address === noor.email)).toHaveLength(1)
    expect(post.mailbox.received.map(({ to }) => to[0])).toEqual([karim.email])
    const jobs = await database.signin(
      ({ sql }) => sql`
        select outcome, attempts from jobs where school_id = ${school} and kind = 'reminder' and key like ${`%${noor.person}`}`
    )
    expect(jobs).toEqual([{ outcome: 'failed', attempts: 1 }])

    expect(await addressesOf(school, noor)).toEqual([noor.email])
    expect(await addressesOf(school, karim)).toEqual([])
    expect(await seenBy(school, leader.person)).toEqual(['Noor'])
    // Of the same school, but without the list, whatever else somebody sees.
    const quality = await join(school, 'Bo', ['quality_coordinator'])
    for (const { person } of [noor, karim, quality]) expect(await seenBy(school, person)).toBeNull()
    // Of another school, which has the same address in its list.
    const other = await aSchool()
    await makePerson(database, { school: other.school, givenName: 'Elders', email: noor.email })
    expect(await seenBy(other.school, other.leader.person)).toEqual([])
  })

  it('keeps when it began and the status, and no word of the server', async () => {
    const { school, leader, noor } = await aSchool()
    post.refuses.set(noor.email, 550)
    await tuesday(school)
    const first = (await mine(school, noor))[0]!.since
    post.refuses.set(noor.email, 552)
    await tuesday(school, 1)
    const { grants } = await database.read(school, (tx) => standingOf(tx, leader.person))
    const found = (await refusedPeople({ database }, { school, grants }))!.of({ id: noor.person, email: noor.email })
    expect(found).toEqual({ since: first, status: 552, address: noor.email })
    const rows = await database.ownerSql`select t::text as row from signin.refused_addresses t`
    expect(JSON.stringify(rows)).not.toMatch(/does not live here|wilg\.example/)
  })

  it('is over when a mail is taken again', async () => {
    const { school, leader, noor } = await aSchool()
    post.refuses.set(noor.email, 550)
    await tuesday(school)
    expect(await addressesOf(school, noor)).toEqual([noor.email])
    post.refuses.clear()
    await tuesday(school, 1)
    expect(await addressesOf(school, noor)).toEqual([])
    expect(await seenBy(school, leader.person)).toEqual([])
  })

  it.each([
    [452, 'a full mailbox'],
    [450, 'greylisting']
  ])('%i: %s is tried again as before, and told to nobody', async (status) => {
    const { school, leader, noor } = await aSchool()
    post.refuses.set(noor.email, status)
    await tuesday(school)
    expect(await addressesOf(school, noor)).toEqual([])
    expect(await seenBy(school, leader.person)).toEqual([])
    post.refuses.clear()
    now += PAUSES[0]! + 1000
    await post.worker.runDue()
    expect(post.mailbox.received.map(({ to }) => to[0])).toContain(noor.email)
  })

  it('names the address to who keeps the list only when it is the one in the list', async () => {
    const { school, leader, noor } = await aSchool()
    post.refuses.set(noor.email, 550)
    await tuesday(school)
    const { grants } = await database.read(school, (tx) => standingOf(tx, leader.person))
    const refused = (await refusedPeople({ database }, { school, grants }))!
    expect(refused.of({ id: noor.person, email: 'noor.vos@wilg.example' })).toMatchObject({ address: null })
    expect(refused.of({ id: noor.person, email: '' })).toMatchObject({ address: null })
  })

  it('is forgotten after ninety days without another', async () => {
    const { school, noor } = await aSchool()
    post.refuses.set(noor.email, 550)
    await tuesday(school)
    now = TUESDAY + 89 * DAY
    await tidySignin({ database, clock })
    expect(await addressesOf(school, noor)).toEqual([noor.email])
    now = TUESDAY + 91 * DAY
    await tidySignin({ database, clock })
    expect(await addressesOf(school, noor)).toEqual([])
  })
})

describe('other mail that bounces', () => {
  it('an invitation says so at once, marks who was invited, and ends with another address', async () => {
    const { school, leader } = await aSchool()
    const { auth } = authForTests(database, post.mailer)
    const email = `${newId()}@wilg.example`
    const zoë = await makePerson(database, { school, givenName: 'Zoë', email })
    post.refuses.set(email, 553)
    const words = { inviter: 'Lia', school: 'De Wilg', language: 'nl' as const }
    const invited = await invite(auth, { email, school, person: zoë.id, words })
    expect(invited).toEqual({ ok: true, value: 'mail_refused' })
    expect(await seenBy(school, leader.person)).toEqual(['Zoë'])
    await database.transact(
      school,
      ({ sql }) => sql`update people set email = 'zoe.nieuw@wilg.example' where id = ${zoë.id}`
    )
    expect(await seenBy(school, leader.person)).toEqual([])
  })

  it('a link to sign in is told to the account, and to its school', async () => {
    const { school, leader, noor } = await aSchool()
    const { auth } = authForTests(database, post.mailer)
    post.refuses.set(noor.email, 550)
    await requestLink(auth, { purpose: 'sign_in', email: noor.email, network: '192.0.2.1' })
    await auth.settled()
    expect(await addressesOf(school, noor)).toEqual([noor.email])
    expect(await seenBy(school, leader.person)).toEqual(['Noor'])
  })

  it('a letter of a campaign marks whom it was for, at that school', async () => {
    const made = await makeCampaign(database, { sizes: [6] })
    const { auth } = authForTests(database, post.mailer)
    const [letter] = made.letters
    post.refuses.set(letter!.email.toLowerCase(), 550)
    const order = { school: made.school, campaign: made.id, by: made.leader, language: 'nl' as const }
    const app = { auth, database, log: silentLog as never }
    const sent = await sendCampaignLetters(app, made.letters, order)
    expect(sent).toMatchObject({ failed: 1 })
    const { grants } = await database.read(made.school, (tx) => standingOf(tx, made.leader))
    const refused = await refusedPeople({ database }, { school: made.school, grants })
    const people = await database.read(made.school, (tx) => listPeople(tx))
    expect(people.filter((one) => refused!.of(one)).map(({ email }) => email)).toEqual([letter!.email])
  })

  it('a reminder of a campaign marks nobody and takes no mark away: it would tell who has not answered', async () => {
    const made = await makeCampaign(database, { sizes: [6] })
    const { auth } = authForTests(database, post.mailer)
    const order = { school: made.school, campaign: made.id, by: made.leader, language: 'nl' as const }
    const app = { auth, database, log: silentLog as never }
    const [first, second] = made.letters.map(({ email }) => email.toLowerCase())
    const { grants } = await database.read(made.school, (tx) => standingOf(tx, made.leader))
    const marked = async () => {
      const refused = await refusedPeople({ database }, { school: made.school, grants })
      const people = await database.read(made.school, (tx) => listPeople(tx))
      return people.filter((one) => refused!.of(one)).map(({ email }) => email.toLowerCase())
    }
    post.refuses.set(first!, 550)
    await sendCampaignLetters(app, made.letters, order)
    expect(await marked()).toEqual([first])
    post.refuses.clear()
    post.refuses.set(second!, 550)
    post.knocks.length = 0
    expect(await sendReminders(app, made.letters, order)).toEqual({ isConfigured: true, isTaken: true })
    expect(post.knocks).toEqual(expect.arrayContaining([first, second]))
    expect(await marked()).toEqual([first])
  })
})

it('erasing somebody forgets it too', async () => {
  const { school, leader, noor } = await aSchool()
  post.refuses.set(noor.email, 550)
  await tuesday(school)
  const parts = { ...partsFor(database), clock }
  await database.transact(school, (tx) => leaveSchool(tx, noor.person, leader.person, clock()))
  expect(await eraseEverywhere(parts, school, leader.person, noor.person)).toMatchObject({ ok: true })
  const left = await database.ownerSql`select from signin.refused_addresses where school_id = ${school}`
  expect(left).toHaveLength(0)
})
