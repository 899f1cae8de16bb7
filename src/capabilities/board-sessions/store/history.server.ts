import type { Id } from '#kernel/id.ts'
import type { Tx } from '#platform/db/door.ts'
import type { Phase } from '../core/phases.ts'
import type { BoardState, Moment } from '../core/state.ts'

export type SessionSummary = {
  id: Id
  startedAt: Moment
  closedAt: Moment
  facilitator: Id | null
  /** How many were agreed in it. */
  actions: number
  /** Milliseconds that each phase really took. */
  spent: Partial<Record<Phase, number>>
}

/** The sessions of a unit that have ended, the last one first. */
export async function listSessions(tx: Tx, unit: Id, limit = 60): Promise<SessionSummary[]> {
  const rows = await tx.sql<(Omit<SessionSummary, 'startedAt' | 'closedAt'> & { startedAt: Date; closedAt: Date })[]>`
    select id, started_at as "startedAt", closed_at as "closedAt", facilitator, spent,
      (select count(*)::int from jsonb_array_elements(final -> 'actions') as action
        where action ->> 'createdIn' = board_sessions.id::text and action ->> 'status' <> 'no-longer') as actions
    from board_sessions where unit_id = ${unit} and closed_at is not null
    order by started_at desc limit ${limit}`
  return rows.map((row) => ({ ...row, startedAt: row.startedAt.getTime(), closedAt: row.closedAt.getTime() }))
}

/** The board as a session left it; null when there is no such session, or it has not ended. */
export async function findSession(tx: Tx, unit: Id, session: Id): Promise<BoardState | null> {
  const [row] = await tx.sql<{ final: BoardState | null }[]>`
    select final from board_sessions where unit_id = ${unit} and id = ${session} and closed_at is not null`
  return row?.final ?? null
}

/** How the last session of a unit ended, if that was since a moment. */
export async function lastEnded(tx: Tx, unit: Id, since: number): Promise<BoardState | null> {
  const [row] = await tx.sql<{ final: BoardState | null }[]>`
    select final from board_sessions where unit_id = ${unit} and closed_at >= ${new Date(since)}
    order by started_at desc limit 1`
  return row?.final ?? null
}

export type OpenAction = { id: Id; unit: Id; text: string; owners: Id[]; due: string | null; carried: number }

/** What somebody has agreed to do, over all units, what is due first on top. */
export async function openActionsOf(tx: Tx, person: Id): Promise<OpenAction[]> {
  return await tx.sql<OpenAction[]>`
    select id, unit_id as unit, text, owners, due, carried from actions
    where status = 'open' and owners @> array[${person}]::uuid[]
    order by due nulls last, created_at`
}
