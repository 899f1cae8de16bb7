import type { Day } from '#kernel/days.ts'
import type { Id } from '#kernel/id.ts'
import type { Tx } from '#platform/db/door.ts'
import type { Person } from './core/person.ts'
import type { Unit } from './core/unit.ts'
import type { Grant } from './policy.ts'
import { lockPeople } from './store/lock.server.ts'
import { insertPeople } from './store/people.server.ts'
import { grantRole } from './store/roles.server.ts'
import { insertUnits, startMemberships, type MembershipOf } from './store/units.server.ts'

/** A staff that is made as a whole: who works here since a day, in which units, and what they may do. */
export type Staff = {
  people: Person[]
  units: Unit[]
  memberships: MembershipOf[]
  roles: (Grant & { id: Id; person: Id })[]
  since: Day
}

/** Fills an empty school in a few statements. Nothing is checked against who is there already: nobody may be. */
export async function placeStaff(tx: Tx, { people, units, memberships, roles, since }: Staff): Promise<void> {
  await lockPeople(tx)
  await insertPeople(tx, people)
  await insertUnits(tx, units, 'hand')
  await startMemberships(tx, memberships, since, 'hand')
  for (const { id, person, role, unit } of roles) await grantRole(tx, person, id, { role, unit }, since)
}
