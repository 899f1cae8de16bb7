import type { Id } from '#kernel/id.ts'
import { FORMER } from '#people'
import type { Tx } from '#platform/db/door.ts'
import type { BoardCommand } from './core/commands.ts'
import { forgetInBoard, forgetInDelivery, forgetInFact, forgetOutside, type Forgotten } from './core/forget.ts'
import type { Outside } from './core/outside.ts'
import type { BoardState } from './core/state.ts'
import type { BoardFact } from './events.ts'

/**
 * Takes out of every board what somebody said of oneself: needs, offers, the mood, how one was there, reactions and
 * votes; in the tables, in the log, in sessions as they ended and in what still waits. What was agreed and done stays,
 * by a person who has no name any more. Every board of the school is held meanwhile, and counts that it was rewritten.
 * Gives the units whose boards must be looked at again.
 */
export async function forgetPersonOnBoards(tx: Tx, person: Id): Promise<Id[]> {
  const { sql } = tx
  const gone: Forgotten = { person, former: FORMER }
  const boards = await sql<{ unit: Id; outside: Outside }[]>`
    select unit_id as unit, outside from boards order by unit_id for update`
  await sql`delete from moods where person_id = ${person}`
  await sql`delete from presences where person_id = ${person}`
  await sql`delete from session_reactions where person_id = ${person}`
  await sql`delete from session_votes where person_id = ${person}`
  await sql`
    update check_ins set need = '', offer = '',
      before = case when before is null then null else before || '{"need": "", "offer": ""}' end
    where person_id = ${person}`
  for (const { unit, outside } of boards)
    await sql`
      update boards set rewritten = rewritten + 1, outside = ${sql.json(forgetOutside(outside, gone) as never)}
      where unit_id = ${unit}`
  await rewriteLog(tx, gone)
  await rewriteEnded(tx, gone)
  await rewriteWaiting(tx, gone)
  return boards.map(({ unit }) => unit)
}

async function rewriteLog({ sql }: Tx, gone: Forgotten): Promise<void> {
  const events = await sql<{ unit: Id; seq: number; fact: BoardFact }[]>`
    select unit_id as unit, seq, fact from board_events
    where fact ->> 'type' in ('checked-in', 'presence-said', 'reacted', 'brought', 'visitor-invited', 'sent-out')
      and position(${gone.person} in fact::text) > 0`
  for (const { unit, seq, fact } of events)
    await sql`
      update board_events set fact = ${sql.json(forgetInFact(fact, gone) as never)}
      where unit_id = ${unit} and seq = ${seq}`
}

async function rewriteEnded({ sql }: Tx, gone: Forgotten): Promise<void> {
  const sessions = await sql<{ id: Id; final: BoardState }[]>`
    select id, final from board_sessions where position(${gone.person} in final::text) > 0`
  for (const { id, final } of sessions)
    await sql`update board_sessions set final = ${sql.json(forgetInBoard(final, gone) as never)} where id = ${id}`
}

async function rewriteWaiting({ sql }: Tx, gone: Forgotten): Promise<void> {
  const waiting = await sql<{ id: Id; command: BoardCommand }[]>`
    select id, command from board_deliveries where position(${gone.person} in command::text) > 0`
  for (const { id, command } of waiting)
    await sql`
      update board_deliveries set command = ${sql.json(forgetInDelivery(command, gone) as never)} where id = ${id}`
}
