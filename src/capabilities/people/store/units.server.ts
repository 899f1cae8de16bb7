import type { Day } from '#kernel/days.ts'
import type { Id } from '#kernel/id.ts'
import type { Tx } from '#platform/db/door.ts'
import type { Person } from '../core/person.ts'
import type { Unit } from '../core/unit.ts'
import type { TeamKind } from '../core/thresholds.ts'
import { OUTSIDE_CONTENT, type Grant, type Role } from '../policy.ts'
import { isOn } from './current.server.ts'
import { isGuestTime } from './memberships.server.ts'

export type UnitWithMembers = Unit & { kind: TeamKind; members: Id[] }

export async function listUnits(tx: Tx): Promise<UnitWithMembers[]> {
  return await tx.sql<UnitWithMembers[]>`
    select u.id, u.name, u.mark, u.hue, u.kind, coalesce((
      select array_agg(m.person_id) from memberships m where m.unit_id = u.id and ${isOn(tx)}), '{}') as members
    from units u order by u.name`
}

export async function findUnit(tx: Tx, id: Id): Promise<(Unit & { kind: TeamKind }) | null> {
  const [row] = await tx.sql<
    (Unit & { kind: TeamKind })[]
  >`select id, name, mark, hue, kind from units where id = ${id}`
  return row ?? null
}

export async function insertUnits(tx: Tx, units: Unit[], source: 'import' | 'hand'): Promise<void> {
  if (units.length === 0) return
  await tx.sql`
    insert into units (school_id, id, name, mark, hue, source)
    select ${tx.school}::uuid, id, name, mark, hue, ${source}
    from jsonb_to_recordset(${tx.sql.json(units)}) as row(id uuid, name text, mark text, hue smallint)`
}

export async function updateUnit(tx: Tx, unit: Unit & { kind: TeamKind }): Promise<void> {
  const { id, name, mark, hue, kind } = unit
  await tx.sql`update units set name = ${name}, mark = ${mark}, hue = ${hue}, kind = ${kind} where id = ${id}`
}

export type MembershipOf = { unit: Id; person: Id }

const asRows = ({ sql }: Tx, memberships: MembershipOf[]) =>
  sql`jsonb_to_recordset(${sql.json(memberships)}) as row(unit uuid, person uuid)`

export type Started = MembershipOf & { since: Day; until: Day | null; wentOn: boolean }
export type Ended = MembershipOf & { since: Day; until: Day | null }

/**
 * Starts memberships that do not run on that day already, each until one that was agreed for later begins. One that
 * ended that same day goes on. Gives back what it stored.
 */
export async function startMemberships(
  tx: Tx,
  memberships: MembershipOf[],
  since: Day,
  source: 'import' | 'hand'
): Promise<Started[]> {
  if (memberships.length === 0) return []
  return await tx.sql<Started[]>`
    insert into memberships (school_id, unit_id, person_id, since, until, source)
    select distinct ${tx.school}::uuid, row.unit, row.person, ${since}::date, (
      select min(m.since) from memberships m
      where m.school_id = ${tx.school}::uuid and m.unit_id = row.unit and m.person_id = row.person
        and m.since > ${since}::date and m.until is distinct from m.since), ${source}
    from ${asRows(tx, memberships)}
    where not exists (select 1 from memberships m
      where m.school_id = ${tx.school}::uuid and m.unit_id = row.unit and m.person_id = row.person and ${isOn(tx, since)})
    on conflict (school_id, unit_id, person_id, since) do update
      set until = excluded.until, ended_by_leaving = false, planned_until = null
    returning unit_id as unit, person_id as person, since, until, xmax <> 0 as "wentOn"`
}

/** Ends the memberships that run on that day. Gives back which, with the end that each had before. */
export async function endMemberships(tx: Tx, memberships: MembershipOf[], until: Day): Promise<Ended[]> {
  if (memberships.length === 0) return []
  return await tx.sql<Ended[]>`
    with running as (
      select m.unit_id, m.person_id, m.since, m.until from memberships m, ${asRows(tx, memberships)}
      where m.school_id = ${tx.school}::uuid and m.unit_id = row.unit and m.person_id = row.person
        and ${isOn(tx, until)} for update of m
    )
    update memberships m set until = ${until} from running r
    where m.school_id = ${tx.school}::uuid and m.unit_id = r.unit_id and m.person_id = r.person_id and m.since = r.since
    returning m.unit_id as unit, m.person_id as person, m.since, r.until`
}

/** The members of a unit now, as its screens name them. */
export async function unitMembers(tx: Tx, unit: Id): Promise<Person[]> {
  return await tx.sql<Person[]>`
    select p.id, p.given_name as "givenName", p.infix, p.family_name as "familyName", p.email, p.function,
      p.staff_number as "staffNumber", p.groups, p.working_days as "workingDays", p.source, p.left_on as "leftOn"
    from memberships m join people p on p.id = m.person_id
    where m.unit_id = ${unit} and ${isOn(tx)} and p.left_on is null
    order by p.given_name, p.family_name, p.id`
}

/** The ids of the units that somebody is a member of now. */
export async function unitsOf(tx: Tx, person: Id): Promise<Id[]> {
  const rows = await tx.sql<{ unit: Id }[]>`
    select m.unit_id as unit from memberships m where m.person_id = ${person} and ${isOn(tx)}`
  return rows.map(({ unit }) => unit)
}

/**
 * The units that somebody is a member of now, and what that person may do on this day of the school. Who only ever was
 * here from outside (as a guest, for the trust, to look after the installation) and whose time is over becomes no
 * colleague by that: such a person stands as a guest of nothing.
 */
export async function standingOf(tx: Tx, person: Id): Promise<{ units: Unit[]; grants: Grant[] }> {
  const [units, grants] = await Promise.all([
    tx.sql<Unit[]>`
      select u.id, u.name, u.mark, u.hue from memberships m join units u on u.id = m.unit_id
      where m.person_id = ${person} and ${isOn(tx)} order by u.name`,
    tx.sql<Grant[]>`
      with clock as (select (now() at time zone time_zone)::date as today from schools),
        held as (
          select r.role, r.unit_id as unit from roles r, clock
          where r.person_id = ${person} and r.since <= today and (r.until is null or r.until > today)
            and r.ended_on is null)
      select role, unit from held
      union all
      select 'guest', null from people p
      where p.id = ${person} and p.source = 'hand' and not exists (select from held)
        and exists (select from roles r where r.person_id = p.id and r.role = any(${OUTSIDE_CONTENT as Role[]}))
        and not exists (select from roles r where r.person_id = p.id and r.role <> all(${OUTSIDE_CONTENT as Role[]}))
        and not exists (
          select from memberships m
          where m.person_id = p.id and m.until is distinct from m.since and (${isOn(tx)} or not ${isGuestTime(tx)}))`
  ])
  return { units: [...units], grants: [...grants] }
}
