import type { Id } from '#kernel/id.ts'
import type { Tx } from '#platform/db/door.ts'
import type { HeldSession } from '../core/rhythm.ts'

/**
 * What is left of the sessions of some units since a day, the first one first; one round trip, and only counts of the
 * board as each session left it. Who was there is counted; who was a member is what was true on that day.
 */
export async function heldSessions(tx: Tx, units: readonly Id[], since: Date): Promise<(HeldSession & { unit: Id })[]> {
  if (units.length === 0) return []
  const rows = await tx.sql<(HeldSession & { unit: Id })[]>`
    select s.unit_id as unit, to_char(s.started_at at time zone z.time_zone, 'YYYY-MM-DD') as day, s.facilitator, s.spent,
      (select count(distinct who)::int from (
        select c ->> 'person' as who from jsonb_array_elements(s.final -> 'checkIns') c
          where c ->> 'session' = s.id::text
        union all
        select p ->> 'person' from jsonb_array_elements(coalesce(s.final -> 'presences', '[]')) p
          where p ->> 'session' = s.id::text and p ->> 'kind' in ('here', 'remote')) there) as present,
      (select count(distinct m.person_id)::int from memberships m
        where m.unit_id = s.unit_id and m.since <= s.started_at and (m.until is null or m.until >= s.started_at::date)
      ) as members,
      (r.outcomes -> 'done')::int as done, (r.outcomes -> 'not-yet')::int as "notYet",
      (r.outcomes -> 'no-longer')::int as "noLonger"
    from board_sessions s cross join (select time_zone from schools) z
    cross join lateral (
      select jsonb_build_object(
        'done', count(*) filter (where a #>> '{review,outcome}' = 'done'),
        'not-yet', count(*) filter (where a #>> '{review,outcome}' = 'not-yet'),
        'no-longer', count(*) filter (where a #>> '{review,outcome}' = 'no-longer')) as outcomes
      from jsonb_array_elements(s.final -> 'actions') a where a #>> '{review,session}' = s.id::text) r
    where s.unit_id = any(${units as Id[]}) and s.started_at >= ${since} and s.closed_at is not null
    order by s.started_at`
  return [...rows]
}
