import { Refusal } from '#kernel/errors.ts'
import type { Id } from '#kernel/id.ts'
import { findPerson, standingOf } from '#people/server'
import type { Tx } from '#platform/db/door.ts'
import type { BulletinEvent } from './events.ts'
import type { Asker } from './policy.ts'

/** Who asks, when, and who is told of it in the same transaction, so that nothing falls between two commits. */
export type Asking = { person: Id; now: number; tell: (tx: Tx, event: BulletinEvent) => Promise<void> }

/**
 * Who somebody is at this moment, by the database itself and in the transaction that writes: what a page remembers
 * may be some seconds old. Who has left the school asks nothing any more.
 */
export async function askerOf(tx: Tx, person: Id): Promise<Asker> {
  const [known, { units, grants }] = await Promise.all([findPerson(tx, person), standingOf(tx, person)])
  if (!known || known.leftOn !== null) throw new Refusal({ code: 'not_allowed' })
  return { person, units: units.map(({ id }) => id), grants, hasLeft: false }
}
