import type { Tx } from '#platform/db/door.ts'
import type { KnownPerson } from '../core/roster/known-person.ts'
import { unitsOfPeople } from './units-of-people.server.ts'

/** Everybody of the school as an import compares them, who left included. */
export async function listKnown(tx: Tx): Promise<KnownPerson[]> {
  const people = await tx.sql<Omit<KnownPerson, 'units'>[]>`
    select p.id, p.given_name as "givenName", p.infix, p.family_name as "familyName", p.email, p.function,
      p.staff_number as "staffNumber", p.groups, p.working_days as "workingDays", p.source,
      p.left_on is not null as "left"
    from people p where p.erased_at is null order by p.created_at, p.id`
  const units = await unitsOfPeople(tx)
  return people.map((person) => ({ ...person, units: units.get(person.id) ?? [] }))
}
