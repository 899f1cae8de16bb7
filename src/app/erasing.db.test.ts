import { describe, expect, it } from 'vitest'
import { createBoardEngine, type BoardNews } from '#board-sessions/server'
import type { BoardCommand } from '#board-sessions'
import { newId, type Id } from '#kernel/id.ts'
import { circleOf, findPerson, leaveSchool, listChanges, listPeople, returnToSchool } from '#people/server'
import { makePerson, makeUnit } from '#people/testing'
import { createLink } from '#platform/auth/links.ts'
import { joinSchool } from '#platform/auth/memberships.ts'
import { aMember, authForTests } from '#platform/auth/testing.ts'
import { testDatabase } from '#platform/db/testing.ts'
import { createHub } from '#platform/realtime/hub.ts'
import { aboutMe } from './about-me.server.ts'
import type { App } from './app.server.ts'
import { eraseEverywhere } from './erasing.server.ts'

const database = await testDatabase()
const { auth } = authForTests(database)
const clock = () => Date.now()
const hub = createHub<BoardNews>()
const engine = createBoardEngine({ database, hub, clock, circle: circleOf })
const parts = { auth, database, clock, engine, hub, peopleChanged: (_: Id, units: Id[]) => engine.forget(units) }
let made = 0

/** A school with a colleague whose names, numbers and addresses nobody else in the database has. */
async function aSchoolWithNoor() {
  const mark = String.fromCharCode(97 + made++)
  const [given, family] = [`Noortje${mark}`, `Zwanenburg-Pietersen${mark}`]
  const [email, home, number] = [`n.zwanenburg${mark}@wilg.example`, `privé${mark}@thuis.example`, `90210417${mark}`]
  const traces = [given, family, email, home, number]
  const leader = await makePerson(database, { roles: ['school_leader', 'administrator'] })
  const { school } = leader
  const noor = await makePerson(database, {
    school,
    givenName: given,
    infix: 'van der',
    familyName: family,
    email,
    staffNumber: number
  })
  const thijs = await makePerson(database, { school, givenName: 'Thijs' })
  const unit = await makeUnit(database, { school, members: [noor.id, thijs.id] })
  const { account } = await aMember(auth, { email: home, school, person: noor.id })
  await database.signin((tx) => createLink(tx, { purpose: 'sign_in', email: home, account }, clock()))
  await database.signin((tx) => auth.sessions.start(tx, { account, device: 'Firefox' }))
  const say = async (person: Id, command: BoardCommand) => {
    const sent = { key: newId(), base: Number.MAX_SAFE_INTEGER, command }
    const receipt = await engine.submit(school, unit.id, { person, device: null }, sent)
    if (!receipt.ok) throw new Error(`${command.type}: ${receipt.failure.code}`)
  }
  const session = newId()
  const action = newId()
  await say(noor.id, { type: 'start-session', session })
  await say(noor.id, {
    type: 'check-in',
    id: newId(),
    person: noor.id,
    mood: 'heavy',
    need: `rust, mijn moeder ligt in het ziekenhuis ${mark}`,
    offer: `mijn zandtafel ${mark}`
  })
  await say(thijs.id, { type: 'check-in', id: newId(), person: thijs.id, need: `hulp van ${given}`, offer: '' })
  await say(thijs.id, { type: 'add-action', id: action, text: `${given} belt de bieb`, owners: [noor.id] })
  await say(thijs.id, { type: 'edit-action', id: action, text: `${given} van der ${family} mailt de bieb` })
  await say(noor.id, { type: 'add-goal', id: newId(), text: 'elk kind leest', keeper: noor.id })
  await say(noor.id, { type: 'add-success', id: newId(), text: `samen met ${given} gelezen (${email})` })
  await say(noor.id, { type: 'park', id: newId(), text: `sleutel van ${given}` })
  await say(thijs.id, { type: 'close-session' })
  await database.transact(
    school,
    ({ sql }) => sql`
    insert into imports (school_id, id, file_name, counts) values (${school}, ${newId()}, ${`${given} ${family}.csv`}, '{}')`
  )
  const told = [`ligt in het ziekenhuis ${mark}`, `mijn zandtafel ${mark}`]
  return { traces, told, given, home, school, leader, noor, thijs, unit, account, action, session, say }
}
type World = Awaited<ReturnType<typeof aSchoolWithNoor>>

const leave = ({ school, leader, noor }: World) =>
  database.transact(school, (tx) => leaveSchool(tx, noor.id, leader.id, clock()))

/** Every place in the whole database, the accounts included, where one of these texts stands. */
async function placesOf(texts: string[]): Promise<string[]> {
  const sql = database.ownerSql
  const columns = await sql<{ schema: string; table: string; column: string }[]>`
    select table_schema as schema, table_name as table, column_name as column from information_schema.columns
    where table_schema in ('public', 'signin') and data_type not in ('uuid', 'boolean', 'integer', 'smallint')`
  const found: string[] = []
  for (const { schema, table, column } of columns)
    for (const text of texts) {
      const rows = await sql`
        select from ${sql(schema)}.${sql(table)} where position(lower(${text}) in lower(${sql(column)}::text)) > 0`
      if (rows.length) found.push(`${text} in ${schema}.${table}.${column}`)
    }
  return found
}

describe('erasing somebody who left', () => {
  it('takes name, address, number, needs, offers and mood out of the whole database', async () => {
    const world = await aSchoolWithNoor()
    const { school, leader, noor, unit, traces, told } = world
    // The search finds what is there, so that finding nothing means something.
    for (const trace of [...traces, ...told]) expect(await placesOf([trace]), trace).not.toEqual([])
    await leave(world)
    expect(await eraseEverywhere(parts, school, leader.id, noor.id)).toEqual({ ok: true, value: undefined })
    expect(await placesOf([...traces, ...told])).toEqual([])
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

  it('keeps the account when it is somebody at another school', async () => {
    const world = await aSchoolWithNoor()
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
    const world = await aSchoolWithNoor()
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
    const world = await aSchoolWithNoor()
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
    const { school, noor, thijs, account, traces, told, given, home } = await aSchoolWithNoor()
    const session = { account, email: home, language: 'nl' as const, hasSecondStep: false }
    const member = {
      session: { ...session, member: { school, person: noor.id } },
      school,
      person: noor.id,
      units: [],
      grants: [],
      demandsSecondStep: false
    }
    const about = await aboutMe(parts as unknown as App, member as never)
    expect(about.board.checkIns).toMatchObject([{ need: `rust, mijn moeder ${told[0]}` }])
    expect(about.board).toMatchObject({ mood: 'heavy', goals: [{ text: 'elk kind leest' }] })
    expect(about.account).toMatchObject({ email: home, devices: [{ device: 'Firefox' }] })
    const text = JSON.stringify(about)
    for (const trace of traces) expect(text, trace).toContain(trace)
    expect(text).not.toContain(`hulp van ${given}`)
    expect(text).not.toContain(thijs.email)
    expect(text).not.toMatch(/password_hash|secret_hash|token_hash/)
    expect(Object.keys(about.records)).toEqual(
      expect.arrayContaining(['people', 'memberships', 'check_ins', 'moods', 'actions', 'goals', 'successes'])
    )
  })
})
