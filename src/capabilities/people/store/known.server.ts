import type { Tx } from '#platform/db/door.ts'
import type { KnownPerson } from '../core/roster/known-person.ts'

/** Everybody of the school as an import compares them, who left included. */
export async function listKnown(tx: Tx): Promise<KnownPerson[]> {
  return await tx.sql<KnownPerson[]>`
    select p.id, p.given_name as "givenName", p.infix, p.family_name as "familyName", p.email, p.function,
      p.staff_number as "staffNumber", p.groups, p.working_days as "workingDays", p.source,
      p.left_on is not null as "left", coalesce((
        select jsonb_agg(jsonb_build_object('name', u.name, 'source', m.source) order by u.name)
        from memberships m join units u on u.school_id = m.school_id and u.id = m.unit_id
        where m.school_id = p.school_id and m.person_id = p.id and m.until is null), '[]') as units
    from people p order by p.created_at, p.id`
}
