import { dayOf } from '#kernel/days.ts'
import { newId, type Id } from '#kernel/id.ts'
import { ok, refuse, type Result } from '#kernel/result.ts'
import type { Database, SigninTx, Tx } from '#platform/db/door.ts'
import type { Person } from './core/person.ts'
import { grantRole } from './store/roles.server.ts'
import { findPersonByEmail, insertPeople } from './store/people.server.ts'

export type School = {
  id: Id
  name: string
  timeZone: string
  /** Made up, to look around in. */
  isDemonstration: boolean
}

const TIME_ZONE = 'Europe/Amsterdam'

/** The school of this transaction. */
export async function thisSchool(tx: Tx): Promise<School | null> {
  const [row] = await tx.sql<School[]>`
    select id, name, time_zone as "timeZone", demonstration as "isDemonstration" from schools`
  return row ?? null
}

/** The school with this name, whatever its capitals. */
export const findSchoolNamed = (database: Database, name: string): Promise<Id | null> =>
  database.signin(async ({ sql }) => {
    const [row] = await sql<{ id: Id }[]>`select id from schools where lower(name) = lower(${name.trim()})`
    return row?.id ?? null
  })

/** All schools on this server, by name. For whoever runs it. */
export const listSchools = (database: Database): Promise<{ id: Id; name: string }[]> =>
  database.signin(async ({ sql }) => [
    ...(await sql<{ id: Id; name: string }[]>`select id, name from schools order by lower(name)`)
  ])

/** The names of schools, for somebody who is in several. */
export async function schoolNames({ sql }: SigninTx, ids: Id[]): Promise<Map<Id, string>> {
  const rows = await sql<{ id: Id; name: string }[]>`select id, name from schools where id = any(${ids}::uuid[])`
  return new Map(rows.map(({ id, name }) => [id, name]))
}

/** What a school has written over its door. */
export async function schoolSign({ sql }: SigninTx, id: Id): Promise<Pick<School, 'name' | 'isDemonstration'> | null> {
  const [row] = await sql<Pick<School, 'name' | 'isDemonstration'>[]>`
    select name, demonstration as "isDemonstration" from schools where id = ${id}`
  return row ?? null
}

/** The schools on this server that were made up, the oldest first. */
export const listDemonstrations = async ({ sql }: SigninTx): Promise<{ id: Id; name: string }[]> => [
  ...(await sql<{ id: Id; name: string }[]>`select id, name from schools where demonstration order by id`)
]

/** Is anybody a person of a real school on this server yet? */
export async function hasRealSchools({ sql }: SigninTx): Promise<boolean> {
  const rows = await sql`
    select from memberships m join schools s on s.id = m.school_id where not s.demonstration limit 1`
  return rows.length > 0
}

/**
 * Makes a school; the same name gives the school that is there. The name is claimed among all schools first, then
 * the school itself is made behind its own door: broken off in between, the next attempt finishes it.
 */
export async function ensureSchool(
  database: Database,
  name: string,
  now: number,
  { isDemonstration = false }: { isDemonstration?: boolean } = {}
): Promise<Result<{ id: Id; isNew: boolean }>> {
  const title = name.trim().slice(0, 200)
  if (title === '') return refuse({ code: 'name_missing', field: 'name' })
  const wanted = newId(now)
  const { id, isOther } = await database.signin(async ({ sql }) => {
    const [row] = await sql<{ id: Id; isOther: boolean }[]>`
      insert into schools (id, name, demonstration) values (${wanted}, ${title}, ${isDemonstration})
      on conflict (lower(name)) do update set name = schools.name
      returning id, demonstration <> ${isDemonstration} as "isOther"`
    return row!
  })
  // Nothing real is ever put into a school that was made up, nor the other way round.
  if (isOther) return refuse({ code: 'school_name_taken', field: 'name' })
  await database.transact(id, async ({ sql }) => {
    await sql`
      insert into schools (id, name, time_zone, demonstration)
      values (${id}, ${title}, ${TIME_ZONE}, ${isDemonstration}) on conflict do nothing`
  })
  return ok({ id, isNew: id === wanted })
}

export type Founder = { givenName: string; infix: string; familyName: string; email: string }

/**
 * The first person of a school: keeps the list of people, and may do what a school leader does. Somebody whom a list
 * brought in already is that person.
 */
export async function addFounder(tx: Tx, founder: Founder, now: number): Promise<Id> {
  const known = await findPersonByEmail(tx, founder.email)
  const person = known?.id ?? newId(now)
  if (!known) await insertPeople(tx, [{ ...EMPTY, ...founder, id: person }])
  const today = dayOf(now, TIME_ZONE)
  await grantRole(tx, person, newId(now), { role: 'administrator', unit: null }, today)
  await grantRole(tx, person, newId(now), { role: 'school_leader', unit: null }, today)
  return person
}

const EMPTY: Omit<Person, 'id' | keyof Founder> = {
  function: '',
  staffNumber: '',
  groups: [],
  workingDays: null,
  source: 'hand',
  leftOn: null
}
