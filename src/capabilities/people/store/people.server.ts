import type { Day } from '#kernel/days.ts'
import type { Id } from '#kernel/id.ts'
import type { Tx } from '#platform/db/door.ts'
import { fullName, type Person, type PersonName } from '../core/person.ts'
import { unitsOfPeople } from './units-of-people.server.ts'
import { endRolesByLeaving, resumeRoles } from './roles.server.ts'

/** A person with the names of the units of today. */
export type PersonInUnits = Person & { units: string[] }

const columns = ({ sql }: Tx) => sql`
  p.id, p.given_name as "givenName", p.infix, p.family_name as "familyName", p.email, p.function,
  p.staff_number as "staffNumber", p.groups, p.working_days as "workingDays", p.source, p.left_on as "leftOn"`

/** Everybody of the school, who left included, by family name. */
export async function listPeople(tx: Tx): Promise<PersonInUnits[]> {
  const people = await tx.sql<Person[]>`
    select ${columns(tx)} from people p where p.erased_at is null
    order by p.left_on is not null, p.family_name, p.given_name, p.id`
  const units = await unitsOfPeople(tx)
  return people.map((person) => ({ ...person, units: (units.get(person.id) ?? []).map(({ name }) => name) }))
}

export async function findPerson(tx: Tx, id: Id): Promise<Person | null> {
  const [row] = await tx.sql<Person[]>`select ${columns(tx)} from people p where p.id = ${id} and p.erased_at is null`
  return row ?? null
}

export async function findPersonByEmail(tx: Tx, email: string): Promise<Person | null> {
  const [row] = await tx.sql<Person[]>`
    select ${columns(tx)} from people p where p.email = ${email.toLowerCase()} and p.left_on is null`
  return row ?? null
}

/** A list of people as one parameter: a statement takes at most 65,535 of them, and a list may have 20,000 people. */
const asRows = ({ sql }: Tx, people: Person[]) => sql`
  jsonb_to_recordset(${sql.json(people)}) as row(id uuid, "givenName" text, infix text, "familyName" text, email text,
    function text, "staffNumber" text, groups text[], "workingDays" jsonb, source text, "leftOn" date)`

export async function insertPeople(tx: Tx, people: Person[]): Promise<void> {
  if (people.length === 0) return
  await tx.sql`
    insert into people (school_id, id, given_name, infix, family_name, email, function, staff_number, groups,
      working_days, source, left_on)
    select ${tx.school}::uuid, id, "givenName", infix, "familyName", email, function, "staffNumber", groups,
      "workingDays", source, "leftOn" from ${asRows(tx, people)}`
}

/** Addresses are let go of first, so that two people can swap theirs. */
export async function updatePeople(tx: Tx, people: Person[]): Promise<void> {
  if (people.length === 0) return
  await tx.sql`
    update people p set email = '' from ${asRows(tx, people)}
    where p.school_id = ${tx.school}::uuid and p.id = row.id and p.email <> row.email and p.email <> ''`
  await tx.sql`
    update people p set given_name = row."givenName", infix = row.infix, family_name = row."familyName",
      email = row.email, function = row.function, staff_number = row."staffNumber", groups = row.groups,
      working_days = row."workingDays", source = row.source, left_on = row."leftOn"
    from ${asRows(tx, people)} where p.school_id = ${tx.school}::uuid and p.id = row.id`
}

/** Leaves the school on this day: out of all units, and whatever one might do for others ends. */
export async function endPresence(tx: Tx, person: Id, day: Day): Promise<Id[]> {
  await tx.sql`update people set left_on = ${day} where id = ${person}`
  await endRolesByLeaving(tx, person, day)
  // What was agreed for later ends as well, before it begins.
  const ended = await tx.sql<{ unit: Id }[]>`
    update memberships set planned_until = until, ended_by_leaving = true, until = greatest(since, ${day}::date)
    where person_id = ${person} and (until is null or until > ${day}::date) returning unit_id as unit`
  return ended.map(({ unit }) => unit)
}

/** Is back. What ended by leaving on this same day goes on as if nothing happened. */
export async function resumePresence(tx: Tx, person: Id, day: Day): Promise<Id[]> {
  const resumed = await tx.sql<{ unit: Id }[]>`
    update memberships m set until = m.planned_until, planned_until = null, ended_by_leaving = false from people p
    where p.id = ${person} and p.left_on = ${day} and m.person_id = p.id and m.ended_by_leaving and m.until >= ${day}::date
    returning m.unit_id as unit`
  await resumeRoles(tx, person, day)
  await tx.sql`update people set left_on = null where id = ${person}`
  return resumed.map(({ unit }) => unit)
}

/** Takes out of the row of somebody who left all that it says; the row itself stays. */
export async function emptyPerson(tx: Tx, id: Id, now: number): Promise<void> {
  await tx.sql`
    update people set given_name = '', infix = '', family_name = '', email = '', function = '', staff_number = '',
      groups = '{}', working_days = null, site_id = null, erased_at = ${new Date(now)} where id = ${id}`
}

/** How these people are called; who was erased has no name. */
export async function fullNames(tx: Tx, ids: readonly Id[]): Promise<Map<Id, string>> {
  const rows = await tx.sql<(PersonName & { id: Id })[]>`
    select id, given_name as "givenName", infix, family_name as "familyName" from people
    where id = any(${[...ids]}::uuid[])`
  return new Map(rows.map((row) => [row.id, fullName(row)]))
}

/** The units that somebody is or was in, with the days. */
export async function membershipHistory(
  tx: Tx,
  person: Id
): Promise<{ name: string; since: Day; until: Day | null }[]> {
  return [
    ...(await tx.sql<{ name: string; since: Day; until: Day | null }[]>`
      select u.name, m.since, m.until from memberships m join units u on u.id = m.unit_id
      where m.person_id = ${person} order by m.since desc`)
  ]
}

export type FirstDays = { first: Day | null; schoolFirst: Day | null }

/** The first day of each of these people in any unit, and the first day of anybody here. */
export async function arrivalsOf(tx: Tx, people: readonly Id[]): Promise<Map<Id, FirstDays>> {
  const rows = await tx.sql<(FirstDays & { person: Id })[]>`
    select person_id as person, min(since) as first, (select min(since) from memberships) as "schoolFirst"
    from memberships where person_id = any(${[...people]}::uuid[]) group by person_id`
  return new Map(rows.map(({ person, first, schoolFirst }) => [person, { first, schoolFirst }]))
}

export const arrivalOf = async (tx: Tx, person: Id): Promise<FirstDays> =>
  (await arrivalsOf(tx, [person])).get(person) ?? { first: null, schoolFirst: null }
