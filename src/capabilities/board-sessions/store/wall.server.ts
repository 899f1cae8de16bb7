import type { Id } from '#kernel/id.ts'
import type { Tx } from '#platform/db/door.ts'
import type { GoalStatus } from '../core/state.ts'

/** What every unit shows to the whole school: goals and successes. Never check-ins, actions or what was parked. */
export type WallGoal = {
  id: Id
  unit: Id
  text: string
  measure: string
  aim: number | null
  outOf: number | null
  status: GoalStatus
  learned: string
  last: { on: string; value: number } | null
}
export type WallSuccess = { id: Id; unit: Id; text: string; at: number }

/** The goals that run, and those that ended since a moment, with where they stand. */
export async function wallGoals(tx: Tx, since: number): Promise<WallGoal[]> {
  return await tx.sql<WallGoal[]>`
    select g.id, g.unit_id as unit, g.text, g.measure, g.aim, g.out_of as "outOf", g.status, g.learned,
      (select jsonb_build_object('on', m.day, 'value', m.value) from goal_measurements m
        where m.unit_id = g.unit_id and m.goal_id = g.id order by m.day desc limit 1) as last
    from goals g left join board_events e on e.unit_id = g.unit_id and e.seq = g.closed_seq
    where g.status = 'active' or e.at >= ${new Date(since)}
    order by g.status <> 'active', g.created_at, g.id limit 300`
}

/** What went well since a moment and was not kept in, the last first. */
export async function wallSuccesses(tx: Tx, since: number): Promise<WallSuccess[]> {
  const rows = await tx.sql<(Omit<WallSuccess, 'at'> & { at: Date })[]>`
    select s.id, s.unit_id as unit, s.text, s.at from successes s
    where s.at >= ${new Date(since)} and not s.kept_in
    order by s.at desc, s.id limit 300`
  return rows.map((row) => ({ ...row, at: row.at.getTime() }))
}

/** A goal or success that the wall shows, by its id; null for anything else, be it somebody's action. */
export async function onWall(tx: Tx, kind: 'goal' | 'success', id: Id): Promise<{ unit: Id; text: string } | null> {
  const [row] =
    kind === 'goal'
      ? await tx.sql<{ unit: Id; text: string }[]>`select unit_id as unit, text from goals where id = ${id}`
      : await tx.sql<{ unit: Id; text: string }[]>`
          select unit_id as unit, text from successes s
          where id = ${id} and not s.kept_in`
  return row ?? null
}
