import type { Id } from '#kernel/id.ts'
import { announce, type Tx } from '#platform/db/door.ts'

/** The channel on which another process on the same database (the command line) says what it changed. */
export const CHANGES = 'samenspel_changes'

export type Change = { school: Id; units: Id[] }

/** A notification holds 8000 bytes: many units go in several. */
const UNITS_AT_ONCE = 100

/** Within the transaction: it is told when the change stands. Without units: who may do what has changed. */
export async function announceChange(tx: Tx, units: Id[]): Promise<void> {
  const tell = (some: Id[]) => announce(tx, CHANGES, { school: tx.school, units: some } satisfies Change)
  await tell(units.slice(0, UNITS_AT_ONCE))
  for (let at = UNITS_AT_ONCE; at < units.length; at += UNITS_AT_ONCE) await tell(units.slice(at, at + UNITS_AT_ONCE))
}
