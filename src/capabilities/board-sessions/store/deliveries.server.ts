import type { Day } from '#kernel/days.ts'
import type { Id } from '#kernel/id.ts'
import type { Tx } from '#platform/db/door.ts'
import type { BoardCommand } from '../core/commands.ts'

/** What others bring to a board, waiting to be put on it. */
export type Delivery = { id: Id; command: BoardCommand }

export async function insertDelivery(tx: Tx, unit: Id, { id, command }: Delivery, notBefore: Day | null) {
  await tx.sql`insert into board_deliveries ${tx.sql({
    school_id: tx.school,
    unit_id: unit,
    id,
    command: tx.sql.json(command as never),
    not_before: notBefore
  } as never)} on conflict do nothing`
}

/** What is due on this day, in the order in which it was brought. */
export async function dueDeliveries(tx: Tx, unit: Id, today: Day): Promise<Delivery[]> {
  return await tx.sql<Delivery[]>`
    select id, command from board_deliveries
    where unit_id = ${unit} and (not_before is null or not_before <= ${today}) order by made_at, id limit 500`
}

/** Gives those that were still there: whoever else collected at the same moment gets the others. */
export async function deleteDeliveries(tx: Tx, unit: Id, ids: readonly Id[]): Promise<Set<Id>> {
  const rows = await tx.sql<{ id: Id }[]>`
    delete from board_deliveries where unit_id = ${unit} and id = any(${ids as Id[]}::uuid[]) returning id`
  return new Set(rows.map(({ id }) => id))
}

/** Takes back what has not arrived yet, by its own id or by what it is about; true when it was still waiting. */
export async function recallDelivery(tx: Tx, unit: Id, id: Id): Promise<boolean> {
  const gone = await tx.sql`
    delete from board_deliveries
    where unit_id = ${unit} and (id = ${id} or command -> 'item' -> 'about' ->> 'id' = ${id}::text) returning id`
  return gone.length > 0
}
