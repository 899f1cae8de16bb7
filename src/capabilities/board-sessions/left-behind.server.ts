import type { Id } from '#kernel/id.ts'
import type { Tx } from '#platform/db/door.ts'

/** Open actions and goals of a unit whose owners or keeper are not among these people any more. */
export type Orphan = { kind: 'action' | 'goal'; id: Id; text: string; owners: Id[] }

export async function orphansOf({ sql }: Tx, unit: Id, members: readonly Id[]): Promise<Orphan[]> {
  return [
    ...(await sql<Orphan[]>`
      select 'action' as kind, id, text, owners from actions
      where unit_id = ${unit} and status = 'open' and not owners && ${[...members]}::uuid[]
      union all
      select 'goal', id, text, array[keeper] from goals
      where unit_id = ${unit} and status = 'active' and keeper is not null and not keeper = any(${[...members]}::uuid[])
      order by 1, 2`)
  ]
}

/** What somebody leaves behind per unit: how many open actions have no other owner. */
export async function openActionsPerUnit({ sql }: Tx, person: Id): Promise<{ unit: Id; count: number }[]> {
  return [
    ...(await sql<{ unit: Id; count: number }[]>`
      select unit_id as unit, count(*)::int as count from actions
      where status = 'open' and owners @> array[${person}]::uuid[] and owners <@ array[${person}]::uuid[]
      group by unit_id`)
  ]
}
