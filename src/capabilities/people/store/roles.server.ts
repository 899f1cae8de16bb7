import type { Day } from '#kernel/days.ts'
import type { Id } from '#kernel/id.ts'
import type { Tx } from '#platform/db/door.ts'
import type { HeldRole } from '../core/roles.ts'
import type { Grant, Role } from '../policy.ts'

/** Does a role (`r`) hold on this day? */
export const holdsOn = ({ sql }: Tx, day: Day) =>
  sql`r.since <= ${day}::date and (r.until is null or r.until > ${day}::date) and r.ended_on is null`

/** Every role that is held in the school on a day, or agreed for later. */
export async function heldRoles(tx: Tx, day: Day): Promise<HeldRole[]> {
  return await tx.sql<HeldRole[]>`
    select r.id, r.person_id as person, r.role, r.unit_id as unit, r.since, r.until from roles r
    where ${holdsOn(tx, day)} order by r.since, r.id`
}

export async function grantRole(
  tx: Tx,
  person: Id,
  id: Id,
  grant: Grant & { until?: Day | null; by?: Id | null },
  since: Day
): Promise<void> {
  // What ended by itself makes room for the same role anew.
  await tx.sql`
    update roles set ended_on = until
    where person_id = ${person} and role = ${grant.role} and unit_id is not distinct from ${grant.unit}
      and ended_on is null and until <= ${since}::date`
  await tx.sql`
    insert into roles ${tx.sql({
      school_id: tx.school,
      id,
      person_id: person,
      unit_id: grant.unit,
      role: grant.role,
      since,
      until: grant.until ?? null,
      granted_by: grant.by ?? null
    } as never)}
    on conflict do nothing`
}

/** Somebody is a guest in a unit until another day. */
export async function moveGuestEnd(tx: Tx, person: Id, unit: Id, until: Day): Promise<void> {
  await tx.sql`
    update roles set until = greatest(since, ${until}::date)
    where person_id = ${person} and unit_id = ${unit} and role = 'guest' and ended_on is null`
}

export async function endRoles(tx: Tx, ids: readonly Id[], by: Id | null, day: Day): Promise<void> {
  await tx.sql`update roles set ended_on = ${day}, ended_by = ${by} where id = any(${ids as Id[]}::uuid[]) and ended_on is null`
}

/** Whoever leaves the school may do nothing for it any more. */
export async function endRolesByLeaving(tx: Tx, person: Id, day: Day): Promise<void> {
  await tx.sql`
    update roles set ended_on = ${day}, ended_by_leaving = true where person_id = ${person} and ended_on is null`
}

/** That was taken back on the same day. */
export async function resumeRoles(tx: Tx, person: Id, day: Day): Promise<void> {
  await tx.sql`
    update roles set ended_on = null, ended_by_leaving = false
    where person_id = ${person} and ended_on = ${day} and ended_by_leaving`
}

/** Every role that somebody holds or held, with the days. */
export async function roleHistory(
  tx: Tx,
  person: Id
): Promise<{ id: Id; role: Role; unit: Id | null; since: Day; until: Day | null }[]> {
  return [
    ...(await tx.sql<{ id: Id; role: Role; unit: Id | null; since: Day; until: Day | null }[]>`
      select id, role, unit_id as unit, since, coalesce(ended_on, until) as until from roles
      where person_id = ${person} order by since desc, id`)
  ]
}
