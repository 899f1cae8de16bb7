import type { Id } from '#kernel/id.ts'
import type { Tx } from '#platform/db/door.ts'
import type { GoalStatus } from './core/state.ts'

/** Has somebody ever checked in, and been in a session that ended? */
export async function beginningsOf(
  { sql }: Tx,
  person: Id
): Promise<{ hasCheckedIn: boolean; hasBeenInSession: boolean }> {
  const [row] = await sql<{ hasCheckedIn: boolean; hasBeenInSession: boolean }[]>`
    select exists (select from check_ins where person_id = ${person}) as "hasCheckedIn",
      exists (select from check_ins c join board_sessions s
        on s.school_id = c.school_id and s.unit_id = c.unit_id and s.id = c.session_id
        where c.person_id = ${person} and s.closed_at is not null) as "hasBeenInSession"`
  return row!
}

/** A goal with its story: since when, how it is seen, from where to where, how it ended and what was learned. */
export type GoalStory = {
  id: Id
  text: string
  measure: string
  status: GoalStatus
  learned: string
  since: Date
  values: number
  first: number | null
  last: number | null
}

/** The goals that a unit works on, and the last few that it ended with a story. For members of the unit. */
export async function goalStories({ sql }: Tx, unit: Id): Promise<GoalStory[]> {
  return [
    ...(await sql<GoalStory[]>`
      select g.id, g.text, g.measure, g.status, g.learned, g.created_at as since, m.values, m.first, m.last
      from goals g, lateral (
        select count(*)::int as values, (array_agg(value order by day))[1] as first,
          (array_agg(value order by day desc))[1] as last
        from goal_measurements where unit_id = g.unit_id and goal_id = g.id) m
      where g.unit_id = ${unit} and (g.status = 'active' or g.id in (
        select id from goals where unit_id = ${unit} and status <> 'active' and learned <> ''
        order by closed_seq desc limit 3))
      order by g.status <> 'active', g.created_at`)
  ]
}
