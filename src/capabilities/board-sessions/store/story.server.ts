import type { Id } from '#kernel/id.ts'
import type { Tx } from '#platform/db/door.ts'
import type { Goal } from '../core/state.ts'
import type { BoardEvent } from '../events.ts'

export type GoalHistory = { goal: Omit<Goal, 'values' | 'replaced' | 'textBy' | 'textSeq'>; events: BoardEvent[] }

/** Everything that a goal went through, from the log: begun, changed, measured, what others said, how it ended. */
export async function goalStory(tx: Tx, unit: Id, goal: Id): Promise<GoalHistory | null> {
  const [row] = await tx.sql<(Omit<GoalHistory['goal'], 'createdAt'> & { createdAt: Date })[]>`
    select id, text, measure, aim, out_of as "outOf", keeper, status, learned, created_by as "createdBy",
      created_at as "createdAt", closed_seq as "closedSeq"
    from goals where unit_id = ${unit} and id = ${goal}`
  if (!row) return null
  const rows = await tx.sql<{ seq: number; at: Date; by: Id | null; key: Id; fact: object }[]>`
    select seq, at, by_person as "by", key, fact from board_events
    where unit_id = ${unit} and (fact ->> 'id' = ${goal} or fact -> 'item' -> 'about' ->> 'id' = ${goal}
      or fact ->> 'id' in (select e.fact -> 'item' ->> 'id' from board_events e
        where e.unit_id = ${unit} and e.fact ->> 'type' = 'brought' and e.fact -> 'item' -> 'about' ->> 'id' = ${goal}))
    order by seq`
  return {
    goal: { ...row, createdAt: row.createdAt.getTime() },
    events: rows.map(({ fact, at, ...rest }) => ({ ...fact, ...rest, at: at.getTime() }) as BoardEvent)
  }
}
