import type { Id } from '#kernel/id.ts'
import type { Tx } from '#platform/db/door.ts'
import type { Seq } from '../core/state.ts'
import type { BoardEvent, BoardFact } from '../events.ts'

type EventRow = { seq: Seq; at: Date; by: Id | null; key: Id; fact: BoardFact }

const asEvent = ({ seq, at, by, key, fact }: EventRow): BoardEvent => ({ ...fact, seq, at: at.getTime(), by, key })

/** The unit's events after a place in its log, in order. */
export async function eventsAfter(tx: Tx, unit: Id, after: Seq, limit = 10_000): Promise<BoardEvent[]> {
  const rows = await tx.sql<EventRow[]>`
    select seq, at, by_person as "by", key, fact from board_events
    where unit_id = ${unit} and seq > ${after} order by seq limit ${limit}`
  return rows.map(asEvent)
}

/** Which of these keys were stored before, and where. */
export async function findRepeated(tx: Tx, unit: Id, keys: Id[]): Promise<Map<Id, { seq: Seq; at: number }>> {
  const rows = await tx.sql<{ key: Id; seq: Seq; at: Date }[]>`
    select key, seq, at from board_events where unit_id = ${unit} and key = any(${keys}::uuid[])`
  return new Map(rows.map(({ key, seq, at }) => [key, { seq, at: at.getTime() }]))
}

/** Appends events and moves the board's place to the last of them, in one statement. */
export function insertEvents(
  tx: Tx,
  unit: Id,
  entries: { event: BoardEvent; device: Id | null }[]
): PromiseLike<unknown> {
  const rows = entries.map(({ event: { seq, at, by, key, ...fact }, device }) => ({
    seq,
    at: new Date(at).toISOString(),
    by_person: by,
    device,
    key,
    fact
  }))
  return tx.sql`
    with appended as (
      insert into board_events (school_id, unit_id, seq, at, by_person, device, key, fact)
      select ${tx.school}::uuid, ${unit}::uuid, seq, at, by_person, device, key, fact
      from jsonb_to_recordset(${tx.sql.json(rows as never)})
        as row(seq integer, at timestamptz, by_person uuid, device uuid, key uuid, fact jsonb)
    )
    update boards set seq = ${entries.at(-1)!.event.seq} where unit_id = ${unit}`
}
