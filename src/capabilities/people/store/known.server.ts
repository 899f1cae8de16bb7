import type { Tx } from '#platform/db/door.ts'
import type { KnownPerson } from '../core/roster/known-person.ts'
import { isOn } from './current.server.ts'

/** Everybody of the school as an import compares them, who left included. */
export async function listKnown(tx: Tx): Promise<KnownPerson[]> {
  return await tx.sql<KnownPerson[]>`
    select p.id, p.given_name as "givenName", p.infix, p.family_name as "familyName", p.email, p.function,
      p.staff_number as "staffNumber", p.groups, p.working_days as "workingDays", p.source,
      p.left_on is not null as "left", coalesce(now_in.units, '[]') as units
    from people p left join (
      select m.person_id, jsonb_agg(jsonb_build_object('name', u.name, 'source', m.source) order by u.name) as units
      from memberships m join units u on u.school_id = m.school_id and u.id = m.unit_id
      where ${isOn(tx)} group by m.person_id) now_in on now_in.person_id = p.id
    where p.erased_at is null order by p.created_at, p.id`
}
