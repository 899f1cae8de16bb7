import type { Day } from '#kernel/days.ts'
import type { Id } from '#kernel/id.ts'
import type { Tx } from '#platform/db/door.ts'
import type { Person } from '../core/person.ts'
import type { Unit } from '../core/unit.ts'
import type { Grant } from '../policy.ts'

export type UnitWithMembers = Unit & { members: Id[] }

export async function listUnits(tx: Tx): Promise<UnitWithMembers[]> {
  return await tx.sql<UnitWithMembers[]>`
    select u.id, u.name, u.mark, u.hue, coalesce((
      select array_agg(m.person_id) from memberships m where m.unit_id = u.id and m.until is null), '{}') as members
    from units u order by u.name`
}

export async function findUnit(tx: Tx, id: Id): Promise<Unit | null> {
  const [row] = await tx.sql<Unit[]>`select id, name, mark, hue from units where id = ${id}`
  return row ?? null
}

export async function insertUnits(tx: Tx, units: Unit[], source: 'import' | 'hand'): Promise<void> {
  if (units.length === 0) return
  await tx.sql`
    insert into units (school_id, id, name, mark, hue, source)
    select ${tx.school}::uuid, id, name, mark, hue, ${source}
    from jsonb_to_recordset(${tx.sql.json(units)}) as row(id uuid, name text, mark text, hue smallint)`
}

export async function updateUnit(tx: Tx, unit: Unit): Promise<void> {
  await tx.sql`update units set name = ${unit.name}, mark = ${unit.mark}, hue = ${unit.hue} where id = ${unit.id}`
}

export type MembershipOf = { unit: Id; person: Id }

const asRows = ({ sql }: Tx, memberships: MembershipOf[]) =>
  sql`jsonb_to_recordset(${sql.json(memberships)}) as row(unit uuid, person uuid)`

/** Starts memberships today that do not run already. One that ended earlier today goes on. */
export async function startMemberships(tx: Tx, memberships: MembershipOf[], since: Day, source: 'import' | 'hand') {
  if (memberships.length === 0) return
  await tx.sql`
    insert into memberships (school_id, unit_id, person_id, since, source)
    select distinct ${tx.school}::uuid, row.unit, row.person, ${since}::date, ${source} from ${asRows(tx, memberships)}
    where not exists (select 1 from memberships m
      where m.school_id = ${tx.school}::uuid and m.unit_id = row.unit and m.person_id = row.person and m.until is null)
    on conflict (school_id, unit_id, person_id, since) do update set until = null`
}

export async function endMemberships(tx: Tx, memberships: MembershipOf[], until: Day): Promise<void> {
  if (memberships.length === 0) return
  await tx.sql`
    update memberships m set until = ${until} from ${asRows(tx, memberships)}
    where m.school_id = ${tx.school}::uuid and m.unit_id = row.unit and m.person_id = row.person and m.until is null`
}

/** The members of a unit now, as its screens name them. */
export async function unitMembers(tx: Tx, unit: Id): Promise<Person[]> {
  return await tx.sql<Person[]>`
    select p.id, p.given_name as "givenName", p.infix, p.family_name as "familyName", p.email, p.function,
      p.staff_number as "staffNumber", p.groups, p.working_days as "workingDays", p.source, p.left_on as "leftOn"
    from memberships m join people p on p.id = m.person_id
    where m.unit_id = ${unit} and m.until is null and p.left_on is null
    order by p.given_name, p.family_name, p.id`
}

/** The ids of the units that somebody is a member of now. */
export async function unitsOf(tx: Tx, person: Id): Promise<Id[]> {
  const rows = await tx.sql<{ unit: Id }[]>`
    select unit_id as unit from memberships where person_id = ${person} and until is null`
  return rows.map(({ unit }) => unit)
}

/** The units that somebody is a member of now, and what that person may do on this day of the school. */
export async function standingOf(tx: Tx, person: Id): Promise<{ units: Unit[]; grants: Grant[] }> {
  const [units, grants] = await Promise.all([
    tx.sql<Unit[]>`
      select u.id, u.name, u.mark, u.hue from memberships m join units u on u.id = m.unit_id
      where m.person_id = ${person} and m.until is null order by u.name`,
    tx.sql<Grant[]>`
      select r.role, r.unit_id as unit from roles r join schools s on s.id = r.school_id,
        lateral (select (now() at time zone s.time_zone)::date as today) clock
      where r.person_id = ${person} and r.since <= today and (r.until is null or r.until > today)`
  ])
  return { units: [...units], grants: [...grants] }
}

export async function grantRole(tx: Tx, person: Id, id: Id, grant: Grant, since: Day): Promise<void> {
  await tx.sql`
    insert into roles ${tx.sql({ school_id: tx.school, id, person_id: person, unit_id: grant.unit, role: grant.role, since } as never)}
    on conflict do nothing`
}
