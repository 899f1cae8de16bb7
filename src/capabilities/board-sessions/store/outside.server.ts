import type { Id } from '#kernel/id.ts'
import type { Tx } from '#platform/db/door.ts'
import type { Outside } from '../core/outside.ts'
import type { BoardState } from '../core/state.ts'
import type { BoardEvent, OutsideFact } from '../events.ts'

type Write = PromiseLike<unknown>

/** Kept with the board, whole: it is small, and read and written only together with it. */
export const putOutside = (tx: Tx, unit: Id, outside: Outside): Write =>
  tx.sql`update boards set outside = ${tx.sql.json(outside as never)} where unit_id = ${unit}`

/** What the tables beside it have to know of something that was sent out, or taken on. */
export function projectOutside(
  tx: Tx,
  unit: Id,
  event: Extract<BoardEvent, { type: OutsideFact['type'] }>,
  after: BoardState,
  action: { insert: (id: Id) => Write[]; update: (id: Id) => Write[] }
): Write[] {
  const park = (id: Id): Write[] =>
    after.parked
      .filter((item) => item.id === id)
      .map(
        ({ text, by, at }) =>
          tx.sql`insert into parked_items ${tx.sql({
            school_id: tx.school,
            unit_id: unit,
            id,
            text,
            by_person: by,
            at: new Date(at)
          } as never)}`
      )
  const unpark = (id: Id): Write => tx.sql`delete from parked_items where unit_id = ${unit} and id = ${id}`
  if (event.type === 'sent-out') {
    const { from, to } = event
    const source = from.id === null ? [] : from.kind === 'parked' ? [unpark(from.id)] : action.update(from.id)
    return [...source, ...(to.kind === 'parking' ? park(event.id) : [])]
  }
  if (event.type === 'sent-out-undone') {
    const { from, to } = event
    const source = from.id === null ? [] : from.kind === 'parked' ? park(from.id) : action.update(from.id)
    return [...(to.kind === 'parking' ? [unpark(event.id)] : []), ...source]
  }
  return event.type === 'brought-handled' && event.how === 'accept' ? action.insert(event.id) : []
}
