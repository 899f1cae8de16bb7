import { Refusal } from '#kernel/errors.ts'
import type { Id } from '#kernel/id.ts'
import type { Tx } from '#platform/db/door.ts'
import { mayManagePeople, mayManageUnit, mayPlaceOneself, type Grant } from './policy.ts'
import { standingOf } from './store/units.server.ts'

/**
 * Breaks the transaction off unless this person keeps the school's list of people. Asked of the database itself, in
 * the transaction that writes: what a page remembers about somebody may be some seconds old.
 */
export const demandManager = (tx: Tx, person: Id): Promise<void> => demand(tx, person, mayManagePeople)

/** The same for one unit: its lead may look after it too. */
export const demandUnitManager = (tx: Tx, person: Id, unit: Id): Promise<void> =>
  demand(tx, person, (grants) => mayManageUnit(grants, unit))

/** Breaks off when somebody would let oneself into a unit without the right to: an administrator sees no content. */
export async function demandMayEnter(tx: Tx, person: Id, units: readonly Id[]): Promise<void> {
  const standing = await standingOf(tx, person)
  const isIn = (unit: Id) => standing.units.some(({ id }) => id === unit)
  if (units.some((unit) => !isIn(unit) && !mayPlaceOneself(standing.grants, unit)))
    throw new Refusal({ code: 'placing_oneself' })
}

async function demand(tx: Tx, person: Id, allows: (grants: readonly Grant[]) => boolean): Promise<void> {
  const { grants } = await standingOf(tx, person)
  if (!allows(grants)) throw new Refusal({ code: 'not_allowed' })
}
