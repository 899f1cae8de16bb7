import type { Id } from '#kernel/id.ts'
import type { Tx } from '#platform/db/door.ts'
import { DEFAULT_BUDGETS, totalMinutes, type Budgets } from '../core/phases.ts'

/** How many minutes a session of each of these units is meant to last: the sum of what its phases get. */
export async function sessionLengths(tx: Tx, units: readonly Id[]): Promise<(unit: Id) => number> {
  const rows = await tx.sql<{ unit: Id; budgets: Budgets }[]>`
    select unit_id as unit, budgets from boards where unit_id = any(${units as Id[]})`
  const known = new Map(rows.map(({ unit, budgets }) => [unit, totalMinutes(budgets)]))
  return (unit) => known.get(unit) ?? totalMinutes(DEFAULT_BUDGETS)
}
