import type { Id } from '#kernel/id.ts'
import type { Tx } from '#platform/db/door.ts'

const NOTHING = { need: '', offer: '' }

/**
 * Takes out of every board what somebody said of oneself: needs, offers and the mood, in the tables, in the log and in
 * sessions as they ended. What was agreed and done stays, by a person who has no name any more. Every board of the
 * school is held meanwhile. Gives the units whose boards must be looked at again.
 */
export async function forgetPersonOnBoards({ sql }: Tx, person: Id): Promise<Id[]> {
  const boards = await sql<{ unit: Id }[]>`select unit_id as unit from boards order by unit_id for update`
  await sql`delete from moods where person_id = ${person}`
  await sql`update check_ins set need = '', offer = '' where person_id = ${person}`
  await sql`
    update board_events set fact = fact || ${sql.json(NOTHING)}
    where fact ->> 'type' = 'checked-in' and fact ->> 'person' = ${person}`
  await sql`
    update board_sessions set final = jsonb_set(final, '{checkIns}', (
      select coalesce(jsonb_agg(
        case when item ->> 'person' = ${person} then item || ${sql.json(NOTHING)} else item end order by place), '[]')
      from jsonb_array_elements(final -> 'checkIns') with ordinality as listed(item, place)))
    where final @> ${sql.json({ checkIns: [{ person }] })}`
  return boards.map(({ unit }) => unit)
}

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
      where status = 'open' and owners @> array[${person}]::uuid[] group by unit_id`)
  ]
}
