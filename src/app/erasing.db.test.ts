import { describe, expect, it } from 'vitest'
import { newId, type Id } from '#kernel/id.ts'
import { findPerson, leaveSchool, listChanges, listPeople, returnToSchool } from '#people/server'
import { makePerson } from '#people/testing'
import { joinSchool } from '#platform/auth/memberships.ts'
import { testDatabase } from '#platform/db/testing.ts'
import { everythingAboutMe } from './about-me.server.ts'
import type { App } from './app.server.ts'
import { eraseEverywhere } from './erasing.server.ts'
import { aSchoolWithNoor, partsFor, placesOf } from './testing/noors-school.ts'

const database = await testDatabase()
const parts = partsFor(database)
const { clock, engine } = parts

type World = Awaited<ReturnType<typeof aSchoolWithNoor>>

const leave = ({ school, leader, noor }: World) =>
  database.transact(school, (tx) => leaveSchool(tx, noor.id, leader.id, clock()))

describe('erasing somebody who left', () => {
  it('takes name, address, number, needs, offers and mood out of the whole database', async () => {
    const world = await aSchoolWithNoor(parts)
    const { school, leader, noor, unit, traces, told } = world
    // The search finds what is there, so that finding nothing means something.
    for (const trace of [...traces, ...told]) expect(await placesOf(database, [trace]), trace).not.toEqual([])
    await leave(world)
    expect(await eraseEverywhere(parts, school, leader.id, noor.id)).toEqual({ ok: true, value: undefined })
    expect(await placesOf(database, [...traces, ...told])).toEqual([])
    expect(await database.read(school, (tx) => tx.sql`select from moods where person_id = ${noor.id}`)).toHaveLength(0)

    // What was done together stays, and the remembered board says the same as the tables.
    const board = await engine.open(school, unit.id)
    expect(board.actions.map(({ text, owners }) => ({ text, owners }))).toEqual([
      { text: 'voormalig collega mailt de bieb', owners: [noor.id] }
    ])
    expect(board.goals[0]).toMatchObject({ text: 'elk kind leest', keeper: noor.id })
    expect(board.checkIns.find(({ person }) => person !== noor.id)?.need).toBe('hulp van voormalig collega')
    await world.say(world.thijs.id, { type: 'edit-action', id: world.action, owners: [world.thijs.id] })
    expect((await engine.open(school, unit.id)).actions[0]?.text).toBe('voormalig collega mailt de bieb')

    const people = await database.read(school, listPeople)
    expect(people.map(({ id }) => id)).not.toContain(noor.id)
    const [change] = await database.read(school, (tx) => listChanges(tx))
    expect(change).toMatchObject({ kind: 'erased', by: leader.id, about: noor.id })
    expect(await database.transact(school, (tx) => returnToSchool(tx, noor.id, clock()))).toMatchObject({
      failure: { code: 'not_found' }
    })
  })

  it('leaves what was asked, answered and told, by somebody without a name', async () => {
    const world = await aSchoolWithNoor(parts)
    const { school, leader, noor } = world
    await leave(world)
    await eraseEverywhere(parts, school, leader.id, noor.id)
    const { requests, reactions, outside } = await database.read(school, async ({ sql }) => ({
      requests: await sql`select text, answer from support_requests order by text`,
      reactions: await sql`select by_person as by, kind, text from wall_reactions`,
      outside: await sql<{ outside: object }[]>`select outside from boards order by outside::text`
    }))
    expect([...requests]).toEqual([
      { text: 'kan voormalig collega helpen?', answer: 'ja, voormalig collega' },
      { text: 'tijd voor voormalig collega?', answer: 'ja, voormalig collega' }
    ])
    expect([...reactions]).toEqual([{ by: noor.id, kind: 'touches', text: '' }])
    const theirs = outside.find((row) => JSON.stringify(row).includes('touches'))
    expect(theirs).toMatchObject({
      outside: {
        sent: [{ toName: 'voormalig collega' }],
        visitors: [{ person: noor.id, name: 'voormalig collega' }]
      }
    })
    const items = (theirs!.outside as { brought: { kind: string }[] }).brought
    const from = { person: noor.id, name: 'voormalig collega' }
    expect(items.find(({ kind }) => kind === 'reaction')).toMatchObject({ from, text: '' })
    expect(items.find(({ kind }) => kind === 'answer')).toMatchObject({ from, text: 'ja, voormalig collega' })
  })

  it('takes along timetable, offers and learning questions; that there were visits stays', async () => {
    const world = await aSchoolWithNoor(parts)
    const { school, leader, noor, thijs } = world
    const wish = newId()
    await database.transact(school, async ({ sql }) => {
      await sql`insert into timetable_codes (school_id, code, person_id) values (${school}, 'NZW', ${noor.id})`
      await sql`
        insert into visit_covers (school_id, person_id, weekly_max, groups) values (${school}, ${noor.id}, 2, '{3a}')`
      await sql`
        insert into visit_wishes (school_id, id, person_id, host_id, question, at)
        values (${school}, ${wish}, ${noor.id}, ${thijs.id}, 'hoe houd ik orde zonder stem?', now())`
      await sql`
        insert into calendar_feeds (school_id, person_id, token_hash, made_at)
        values (${school}, ${noor.id}, ${Buffer.from('proef')}, now())`
    })
    await leave(world)
    expect((await eraseEverywhere(parts, school, leader.id, noor.id)).ok).toBe(true)
    await database.read(school, async ({ sql }) => {
      for (const table of ['timetable_codes', 'visit_covers', 'calendar_feeds'])
        expect(await sql`select from ${sql(table)}`, table).toHaveLength(0)
      expect([...(await sql`select person_id, question from visit_wishes`)]).toEqual([
        { person_id: noor.id, question: '' }
      ])
    })
  })

  it('keeps the account when it is somebody at another school', async () => {
    const world = await aSchoolWithNoor(parts)
    const other = await makePerson(database)
    await database.signin((tx) =>
      joinSchool(tx, { account: world.account, school: other.school, person: other.id, now: clock() })
    )
    await leave(world)
    await eraseEverywhere(parts, world.school, world.leader.id, world.noor.id)
    const rows = await database.signin(
      (tx) => tx.sql`
      select a.email, m.school_id as school from accounts a join memberships m on m.account_id = a.id
      where a.id = ${world.account}`
    )
    expect([...rows]).toEqual([{ email: world.home, school: other.school }])
  })

  it('is refused while somebody is here, to oneself, and to who does not keep the list', async () => {
    const world = await aSchoolWithNoor(parts)
    const { school, leader, noor, thijs } = world
    const stranger = await makePerson(database, { roles: ['school_leader', 'administrator'] })
    const erase = (by: Id) => eraseEverywhere(parts, school, by, noor.id)
    expect(await erase(leader.id)).toMatchObject({ failure: { code: 'erase_not_left' } })
    await leave(world)
    for (const by of [thijs.id, stranger.id, noor.id, newId()])
      expect(await erase(by)).toMatchObject({ failure: { code: 'not_allowed' } })
    const there = await eraseEverywhere(parts, stranger.school, stranger.id, noor.id)
    expect(there).toMatchObject({ failure: { code: 'not_found' } })
    expect(await database.read(school, (tx) => findPerson(tx, noor.id))).toMatchObject({ givenName: world.given })
    // Its way in is as it was, too.
    expect(await database.signin((tx) => tx.sql`select from accounts where id = ${world.account}`)).toHaveLength(1)
  })
})

describe('somebody taken out of the school during a session', () => {
  it('cannot act any more; the session, the actions and the facilitator go on', async () => {
    const world = await aSchoolWithNoor(parts)
    const { school, noor, thijs, unit, action, say } = world
    await say(noor.id, { type: 'start-session', session: newId(), facilitator: noor.id })
    await leave(world)
    const refused = await engine.submit(
      school,
      unit.id,
      { person: noor.id, device: null },
      {
        key: newId(),
        base: 0,
        command: { type: 'add-success', id: newId(), text: 'nog even' }
      }
    )
    expect(refused).toMatchObject({ failure: { code: 'not_allowed' } })
    await say(thijs.id, { type: 'enter-phase', phase: 'review' })
    await say(thijs.id, { type: 'review-action', id: action, outcome: 'not-yet' })
    expect((await engine.open(school, unit.id)).session?.facilitator).toBe(noor.id)
    await say(thijs.id, { type: 'choose-facilitator', person: thijs.id })
    await say(thijs.id, { type: 'close-session' })
    await say(thijs.id, { type: 'start-session', session: newId() })
    expect((await engine.open(school, unit.id)).actions.find(({ id }) => id === action)).toMatchObject({
      owners: [noor.id],
      carried: 1
    })
  })
})

describe('all about me', () => {
  it('holds everything of mine and nothing of who I am not', async () => {
    const { school, noor, thijs, account, traces, told, given, home } = await aSchoolWithNoor(parts)
    const session = { account, email: home, language: 'nl' as const, hasSecondStep: false }
    const member = {
      session: { ...session, member: { school, person: noor.id } },
      school,
      person: noor.id,
      units: [],
      grants: [],
      demandsSecondStep: false
    }
    const about = await everythingAboutMe(parts as unknown as App, member as never)
    expect(about.board.checkIns).toMatchObject([{ need: `rust, mijn moeder ${told[0]}` }])
    expect(about.bulletin).toMatchObject({
      asked: [{ text: `tijd voor ${given}?`, answer: `ja, ${given}` }],
      answered: [{ text: `kan ${given} helpen?` }],
      reactions: [{ on: `gelezen met ${given}`, text: told.find((text) => text.startsWith('ook in')) }]
    })
    expect(about.board).toMatchObject({ mood: 'heavy', goals: [{ text: 'elk kind leest' }] })
    expect(about.account).toMatchObject({ email: home, devices: [{ device: 'Firefox' }] })
    const text = JSON.stringify(about)
    for (const trace of traces) expect(text, trace).toContain(trace)
    expect(text).not.toContain(`hulp van ${given}`)
    expect(text).not.toContain(thijs.email)
    expect(text).not.toMatch(/password_hash|secret_hash|token_hash/)
    expect(Object.keys(about.records)).toEqual(
      expect.arrayContaining([
        'people',
        'memberships',
        'check_ins',
        'moods',
        'presences',
        'session_reactions',
        'session_votes',
        'actions',
        'goals',
        'successes',
        'support_requests',
        'wall_reactions',
        'newcomer_paths',
        'newcomer_answers'
      ])
    )
  })
})
