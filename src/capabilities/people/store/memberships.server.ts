import type { Day } from '#kernel/days.ts'
import type { Id } from '#kernel/id.ts'
import type { Tx } from '#platform/db/door.ts'
import type { PersonName } from '../core/person.ts'
import { isOn } from './current.server.ts'

/** Is a time in a unit (`m`) one of a guest? */
export const isGuestTime = ({ sql }: Tx) => sql`exists (
  select from roles r where r.person_id = m.person_id and r.unit_id = m.unit_id and r.role = 'guest'
    and r.since < coalesce(m.until, 'infinity') and coalesce(r.ended_on, r.until, 'infinity') > m.since)`

/** A time in a unit, with the unit as it is called. `isGuest`: there from outside, until a day. */
export type TimeInUnit = {
  unit: Id
  name: string
  mark: string
  hue: number
  since: Day
  until: Day | null
  isGuest: boolean
}

/** Everything that was, is and will be; what never came to be is left out. The latest first. */
export async function timesOf(tx: Tx, person: Id): Promise<TimeInUnit[]> {
  return await tx.sql<TimeInUnit[]>`
    select u.id as unit, u.name, u.mark, u.hue, m.since, m.until, ${isGuestTime(tx)} as "isGuest"
    from memberships m join units u on u.id = m.unit_id
    where m.person_id = ${person} and m.until is distinct from m.since
    order by m.since desc, u.name`
}

export type MemberOn = PersonName & { id: Id; since: Day; until: Day | null; leftOn: Day | null; isGuest: boolean }

/** Who was, is or will be in a unit on a day, those who left the school since included. */
export async function membersOn(tx: Tx, unit: Id, day: Day): Promise<MemberOn[]> {
  return await tx.sql<MemberOn[]>`
    select p.id, p.given_name as "givenName", p.infix, p.family_name as "familyName", m.since, m.until,
      p.left_on as "leftOn", exists (
        select from roles r where r.person_id = m.person_id and r.unit_id = m.unit_id and r.role = 'guest'
          and r.since <= ${day}::date and coalesce(r.ended_on, r.until, 'infinity') > ${day}::date) as "isGuest"
    from memberships m join people p on p.id = m.person_id
    where m.unit_id = ${unit} and ${isOn(tx, day)}
    order by p.given_name, p.family_name, p.id`
}

/** The day on which a unit began: that of its first member. */
export async function firstDayOf(tx: Tx, unit: Id): Promise<Day | null> {
  const [row] = await tx.sql<{ day: Day | null }[]>`select min(since) as day from memberships where unit_id = ${unit}`
  return row?.day ?? null
}

/** Does somebody belong to a unit at any moment of [since, until)? */
export async function overlaps(tx: Tx, person: Id, unit: Id, since: Day, until: Day | null): Promise<boolean> {
  const rows = await tx.sql`
    select from memberships m where m.person_id = ${person} and m.unit_id = ${unit} and m.until is distinct from m.since
      and m.since < coalesce(${until}::date, 'infinity') and coalesce(m.until, 'infinity') > ${since}::date limit 1`
  return rows.length > 0
}

export async function insertTime(
  tx: Tx,
  { person, unit, since, until }: { person: Id; unit: Id; since: Day; until: Day | null }
): Promise<void> {
  await tx.sql`
    insert into memberships (school_id, unit_id, person_id, since, until, source)
    values (${tx.school}, ${unit}, ${person}, ${since}, ${until}, 'hand')
    on conflict (school_id, unit_id, person_id, since) do update
      set until = excluded.until, source = 'hand', ended_by_leaving = false, planned_until = null`
}

export async function setEnd(tx: Tx, person: Id, unit: Id, since: Day, until: Day | null): Promise<void> {
  await tx.sql`
    update memberships set until = ${until} where person_id = ${person} and unit_id = ${unit} and since = ${since}`
}

/** What has not begun is as if it was never agreed. */
export async function cancelTime(tx: Tx, person: Id, unit: Id, since: Day): Promise<void> {
  await tx.sql`delete from memberships where person_id = ${person} and unit_id = ${unit} and since = ${since}`
}
