import { dayOf } from '#kernel/days.ts'
import { newId, type Id } from '#kernel/id.ts'
import { ok, refuse, type Result } from '#kernel/result.ts'
import type { Database, SigninTx, Tx } from '#platform/db/door.ts'
import type { Person } from './core/person.ts'
import { grantRole } from './store/units.server.ts'
import { findPersonByEmail, insertPeople } from './store/people.server.ts'

export type School = { id: Id; name: string; timeZone: string }

const TIME_ZONE = 'Europe/Amsterdam'

/** The school of this transaction. */
export async function thisSchool(tx: Tx): Promise<School | null> {
  const [row] = await tx.sql<School[]>`select id, name, time_zone as "timeZone" from schools`
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

/**
 * Makes a school; the same name gives the school that is there. The name is claimed among all schools first, then
 * the school itself is made behind its own door: broken off in between, the next attempt finishes it.
 */
export async function ensureSchool(
  database: Database,
  name: string,
  now: number
): Promise<Result<{ id: Id; isNew: boolean }>> {
  const title = name.trim().slice(0, 200)
  if (title === '') return refuse({ code: 'name_missing', field: 'name' })
  const wanted = newId(now)
  const id = await database.signin(async ({ sql }) => {
    const [row] = await sql<{ id: Id }[]>`
      insert into schools (id, name) values (${wanted}, ${title})
      on conflict (lower(name)) do update set name = schools.name returning id`
    return row!.id
  })
  await database.transact(id, async ({ sql }) => {
    await sql`insert into schools (id, name, time_zone) values (${id}, ${title}, ${TIME_ZONE}) on conflict do nothing`
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
