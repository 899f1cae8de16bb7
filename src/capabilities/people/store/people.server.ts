import type { Day } from '#kernel/days.ts'
import type { Id } from '#kernel/id.ts'
import type { Tx } from '#platform/db/door.ts'
import type { Person } from '../core/person.ts'

/** A person with the names of the units of today. */
export type PersonInUnits = Person & { units: string[] }

const columns = ({ sql }: Tx) => sql`
  p.id, p.given_name as "givenName", p.infix, p.family_name as "familyName", p.email, p.function,
  p.staff_number as "staffNumber", p.groups, p.working_days as "workingDays", p.source, p.left_on as "leftOn"`

/** Everybody of the school, who left included, by family name. */
export async function listPeople(tx: Tx): Promise<PersonInUnits[]> {
  return await tx.sql<PersonInUnits[]>`
    select ${columns(tx)}, coalesce((
      select array_agg(u.name order by u.name) from memberships m join units u on u.id = m.unit_id
      where m.person_id = p.id and m.until is null), '{}') as units
    from people p order by p.left_on is not null, p.family_name, p.given_name, p.id`
}

export async function findPerson(tx: Tx, id: Id): Promise<Person | null> {
  const [row] = await tx.sql<Person[]>`select ${columns(tx)} from people p where p.id = ${id}`
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
  await tx.sql`update roles set until = greatest(since, ${day}::date) where person_id = ${person} and until is null`
  const ended = await tx.sql<{ unit: Id }[]>`
    update memberships set until = greatest(since, ${day}::date) where person_id = ${person} and until is null
    returning unit_id as unit`
  return ended.map(({ unit }) => unit)
}

/** Is back. What ended by leaving on this same day goes on as if nothing happened. */
export async function resumePresence(tx: Tx, person: Id, day: Day): Promise<Id[]> {
  const resumed = await tx.sql<{ unit: Id }[]>`
    update memberships m set until = null from people p
    where p.id = ${person} and p.left_on = ${day} and m.person_id = p.id and m.until = ${day}
    returning m.unit_id as unit`
  await tx.sql`
    update roles r set until = null from people p
    where p.id = ${person} and p.left_on = ${day} and r.person_id = p.id and r.until = ${day}`
  await tx.sql`update people set left_on = null where id = ${person}`
  return resumed.map(({ unit }) => unit)
}
