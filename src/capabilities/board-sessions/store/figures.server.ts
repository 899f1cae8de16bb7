import type { Id } from '#kernel/id.ts'
import type { Tx } from '#platform/db/door.ts'

/** What a unit's board tells of working together over a period: counts, and nobody in them. */
export type BoardFigures = {
  sessions: number
  /** Sessions that began with actions of last time, and those in which something was said of them. */
  toCheck: number
  checked: number
  /** Sessions in which a success was put on the board. */
  withSuccess: number
  successes: number
  goalsMade: number
  goalsActive: number
  actionsMade: number
  /** Of those actions, the ones that were agreed in a session. */
  actionsInSession: number
}

export async function boardFigures(tx: Tx, unit: Id, since: Date): Promise<BoardFigures> {
  const [row] = await tx.sql<BoardFigures[]>`
    with held as (
      select s.*, exists (
          select from jsonb_array_elements(s.final -> 'actions') a where a #>> '{review,session}' = s.id::text) as said,
        exists (
          select from successes x
          where x.unit_id = s.unit_id and x.at >= s.started_at and x.at <= s.closed_at) as shared
      from board_sessions s where s.unit_id = ${unit} and s.started_at >= ${since} and s.closed_at is not null
    )
    select count(*)::int as sessions,
      (count(*) filter (where cardinality(review) > 0))::int as "toCheck",
      (count(*) filter (where cardinality(review) > 0 and said))::int as checked,
      (count(*) filter (where shared))::int as "withSuccess",
      (select count(*)::int from successes where unit_id = ${unit} and at >= ${since}) as successes,
      (select count(*)::int from goals where unit_id = ${unit} and created_at >= ${since}) as "goalsMade",
      (select count(*)::int from goals where unit_id = ${unit} and status = 'active') as "goalsActive",
      (select count(*)::int from actions where unit_id = ${unit} and created_at >= ${since}) as "actionsMade",
      (select count(*)::int from actions
        where unit_id = ${unit} and created_at >= ${since} and created_in is not null) as "actionsInSession"
    from held`
  return row!
}

/** What the boards of the whole school tell of one person's part in them: counts, and nobody else by name. */
export type LeadingFigures = {
  sessions: number
  led: number
  /** Led by somebody else, and by how many different people. */
  ledByOthers: number
  leaders: number
  /** Sessions at which that person was, as a member or a visitor, or led. */
  present: number
  goals: { own: number; others: number }
  actions: { own: number; others: number }
}

export async function leadingFigures(tx: Tx, person: Id, since: Date): Promise<LeadingFigures> {
  const [row] = await tx.sql<
    (Omit<LeadingFigures, 'goals' | 'actions'> &
      Record<'goalsOwn' | 'goalsOthers' | 'actionsOwn' | 'actionsOthers', number>)[]
  >`
    with held as (
      select s.facilitator, s.facilitator is not distinct from ${person}::uuid
        or exists (select from jsonb_array_elements(s.final -> 'checkIns') c
          where c ->> 'session' = s.id::text and c ->> 'person' = ${person})
        or exists (select from jsonb_array_elements(coalesce(s.final -> 'presences', '[]')) p
          where p ->> 'session' = s.id::text and p ->> 'person' = ${person} and p ->> 'kind' in ('here', 'remote'))
        or exists (select from jsonb_array_elements(coalesce(s.final #> '{outside,visitors}', '[]')) w
          where w ->> 'session' = s.id::text and w ->> 'person' = ${person} and (w ->> 'hasBeen')::boolean) as there
      from board_sessions s where s.started_at >= ${since} and s.closed_at is not null
    )
    select count(*)::int as sessions,
      (count(*) filter (where facilitator = ${person}::uuid))::int as led,
      (count(*) filter (where facilitator <> ${person}::uuid))::int as "ledByOthers",
      (count(distinct facilitator) filter (where facilitator <> ${person}::uuid))::int as leaders,
      (count(*) filter (where there))::int as present,
      (select count(*)::int from goals where created_at >= ${since} and created_by = ${person}) as "goalsOwn",
      (select count(*)::int from goals where created_at >= ${since} and created_by is distinct from ${person})
        as "goalsOthers",
      (select count(*)::int from actions where created_at >= ${since} and created_by = ${person}) as "actionsOwn",
      (select count(*)::int from actions where created_at >= ${since} and created_by is distinct from ${person})
        as "actionsOthers"
    from held`
  const { goalsOwn, goalsOthers, actionsOwn, actionsOthers, ...rest } = row!
  return { ...rest, goals: { own: goalsOwn, others: goalsOthers }, actions: { own: actionsOwn, others: actionsOthers } }
}
