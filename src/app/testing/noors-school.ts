import { createBoardEngine, type BoardEngine, type BoardNews } from '#board-sessions/server'
import type { BoardCommand } from '#board-sessions'
import { addInformation, addItem, answerRequest, openRequests, react, type Asking } from '#bulletin/server'
import { newId, type Id } from '#kernel/id.ts'
import { answerForUnit, chooseBuddy, takeStep } from '#newcomers/server'
import { circleOf } from '#people/server'
import { makePerson, makeUnit } from '#people/testing'
import { createLink } from '#platform/auth/links.ts'
import { aMember, authForTests } from '#platform/auth/testing.ts'
import type { TestDatabase } from '#platform/db/testing.ts'
import { createHub } from '#platform/realtime/hub.ts'
import { openOutside } from '../outside.server.ts'

const clock = () => Date.now()
let made = 0

/** What erasing needs of an application; nobody tells the engine that texts were erased: it finds out by itself. */
export function partsFor(database: TestDatabase) {
  const { auth } = authForTests(database)
  const hub = createHub<BoardNews>()
  const outside = openOutside(() => engine)
  const engine: BoardEngine = createBoardEngine({ database, hub, clock, circle: circleOf, reactions: outside.react })
  return { database, auth, clock, hub, engine, outside, boardsRewritten: () => {} }
}

/**
 * A school with a colleague whose names, numbers and addresses nobody else in the database has, and who left traces
 * wherever somebody can.
 */
export async function aSchoolWithNoor(parts: ReturnType<typeof partsFor>) {
  const { database, auth, engine } = parts
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
  const say = async (person: Id, command: BoardCommand, on: Id = unit.id) => {
    const sent = { key: newId(), base: Number.MAX_SAFE_INTEGER, command }
    const receipt = await engine.submit(school, on, { person, device: null }, sent)
    if (!receipt.ok) throw new Error(`${command.type}: ${receipt.failure.code}`)
  }
  const session = newId()
  const action = newId()
  await say(noor.id, { type: 'say-presence', person: noor.id, kind: 'away' })
  await say(noor.id, {
    type: 'react',
    id: newId(),
    person: noor.id,
    text: `ik lig thuis met griep ${mark}`,
    on: 'next'
  })
  await say(noor.id, { type: 'start-session', session })
  await say(noor.id, {
    type: 'check-in',
    id: newId(),
    person: noor.id,
    mood: 'heavy',
    need: `eerst even huilen ${mark}`
  })
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
  const outside = { school, leader: leader.id, noor: noor.id, thijs: thijs.id, unit: unit.id, given, family, mark, say }
  await tellOutside(parts, outside)
  await beANewcomer(database, outside)
  await beListed(database, outside)
  const told = [
    `ligt in het ziekenhuis ${mark}`,
    `mijn zandtafel ${mark}`,
    `eerst even huilen ${mark}`,
    `met griep ${mark}`,
    `ook in mijn gezin ${mark}`,
    `geen taart voor mij ${mark}`,
    `moe${mark}`
  ]
  return { traces, told, given, home, school, leader, noor, thijs, unit, account, action, session, say }
}
type Around = {
  school: Id
  unit: Id
  leader: Id
  noor: Id
  thijs: Id
  given: string
  family: string
  mark: string
  say: (person: Id, command: BoardCommand, on?: Id) => Promise<void>
}

/** On the wall, in the bulletin, as a request, as what the leader tells, as a visitor: Noor is named and has her say. */
async function tellOutside({ database, engine, outside }: ReturnType<typeof partsFor>, around: Around): Promise<void> {
  const { school, unit, leader, noor, thijs, given, family, mark, say } = around
  const whole = `${given} van der ${family}`
  const karim = await makePerson(database, { school, givenName: 'Karim' })
  const other = await makeUnit(database, { school, members: [karim.id] })
  const asking = (person: Id): Asking => ({ person, now: clock(), tell: outside.tell })
  const act = <T>(fn: Parameters<typeof database.transact<T>>[1]) => database.transact(school, fn)
  const from = { kind: 'line' as const, id: null }

  await say(thijs, { type: 'send-out', id: newId(), text: `${whole} trakteert`, from, to: { kind: 'bulletin' } })
  await act((tx) =>
    addItem(tx, { text: `${given} neemt afscheid`, kind: 'inform', units: [], until: null }, asking(leader))
  )
  await act((tx) =>
    addInformation(tx, { text: `${whole} gaat weg`, units: [], notBefore: '2100-01-01' }, asking(leader))
  )
  await say(noor, { type: 'send-out', id: newId(), text: `tijd voor ${given}?`, from, to: { kind: 'leader' } })
  const to = { kind: 'person' as const, person: noor }
  await say(karim.id, { type: 'send-out', id: newId(), text: `kan ${given} helpen?`, from, to }, other.id)
  for (const request of await database.read(school, (tx) => openRequests(tx))) {
    const by = request.to.kind === 'leader' ? leader : noor
    await act((tx) => answerRequest(tx, request.id, { outcome: 'answered', text: `ja, ${given}` }, asking(by)))
  }
  const success = newId()
  await say(karim.id, { type: 'add-success', id: success, text: `gelezen met ${given}` }, other.id)
  const thing = { kind: 'success' as const, id: success, unit: other.id, text: `gelezen met ${given}` }
  await act((tx) => react(tx, thing, { kind: 'touches', text: `ook in mijn gezin ${mark}`, unit }, asking(noor)))
  await say(karim.id, { type: 'invite-visitor', person: noor, name: whole }, other.id)
  await engine.collect(school, unit)
  await engine.collect(school, other.id)
  // What was answered in a session that is open, and what waits for one that is to come.
  await act(
    ({ sql }) => sql`
      insert into session_votes (school_id, unit_id, person_id, score, word)
      values (${school}, ${unit}, ${noor}, 2, ${`moe${mark}`})`
  )
}

/** Noor took first steps, and is the buddy of Zoë, about whom she answered for the unit. */
async function beANewcomer(database: TestDatabase, { school, unit, noor, given, mark }: Around): Promise<void> {
  const zoe = await makePerson(database, { school, givenName: 'Zoë' })
  await database.transact(school, async (tx) => {
    await tx.sql`
      insert into memberships (school_id, unit_id, person_id, since, source)
      values (${school}, ${unit}, ${zoe.id}, current_date - 30, 'hand')`
    await takeStep(tx, noor, 'why', clock())
    const chosen = await chooseBuddy(tx, zoe.id, { newcomer: zoe.id, buddy: noor }, clock())
    const text = `vraag het ${given}, geen taart voor mij ${mark}`
    const said = await answerForUnit(tx, noor, { unit, newcomer: zoe.id, text }, clock())
    if (!chosen.ok || !said.ok) throw new Error('Noor welcomes nobody')
  })
}

/** In a staff list that was imported, and in a questionnaire where others wrote about Noor. */
async function beListed(database: TestDatabase, { school, unit, noor, thijs, given, family }: Around): Promise<void> {
  const [list, campaign] = [newId(), newId()]
  const row = (id: Id) => ({ school_id: school, id, campaign_id: campaign })
  await database.transact(school, async ({ sql }) => {
    const answers = sql.json({ open: `${given} luistert` })
    await sql`
      insert into imports (school_id, id, file_name, counts)
      values (${school}, ${list}, ${`${given} ${family}.csv`}, '{}')`
    await sql`
      insert into import_changes (school_id, import_id, person_id, before, after, started, ended)
      values (${school}, ${list}, ${thijs}, ${sql.json({ function: `duo van ${given}` })}, '{}', '[]', '[]')`
    await sql`
      insert into campaigns (school_id, id, title, form, groupings, opened_on, closes_on)
      values (${school}, ${campaign}, ${`na ${given}`}, '{}', '{unit}', current_date, current_date + 7)`
    await sql`insert into campaign_people (school_id, campaign_id, person_id, labels)
      values (${school}, ${campaign}, ${noor}, ${sql.json({ unit })})`
    await sql`insert into campaign_pending ${sql({ ...row(newId()), labels: sql.json({ unit }), answers } as never)}`
    await sql`insert into campaign_answers ${sql({ ...row(newId()), answers } as never)}`
    await sql`insert into campaign_texts ${sql({ ...row(newId()), item: 'open', text: `${given} luistert` })}`
  })
}

/** Every place in the whole database, the accounts included, where one of these texts stands. */
export async function placesOf(database: TestDatabase, texts: string[]): Promise<string[]> {
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
