import type { Id } from '#kernel/id.ts'
import type { Tx } from '#platform/db/door.ts'

export type FoundLine = {
  kind: 'action' | 'goal' | 'success'
  id: Id
  unit: Id
  text: string
  at: number
  /** The session in which it was agreed, where there was one. */
  session: Id | null
}

/** Words as they were typed, at most eight of them; the last may still be half a word. */
export const wordsOf = (typed: string): string[] =>
  typed
    .toWellFormed()
    .slice(0, 200)
    .split(/[^\p{L}\p{N}'’]+/u)
    .filter(Boolean)
    .slice(0, 8)

/** All the words, in any form of them, in any order, each perhaps only begun. */
export const queryOf = ({ sql }: Pick<Tx, 'sql'>, words: readonly string[]) => sql`(
  select to_tsquery('pg_catalog.simple', string_agg(stem || ':*', ' & '))
  from unnest(string_to_array(dutch_stems(${words.join(' ')}), ' ')) as stem where stem <> '')`

/**
 * What units wrote: all of one's own units, and of the others what stands on the wall (goals, and successes that were
 * not kept in). The newest first.
 */
export async function findLines(tx: Tx, typed: string, own: readonly Id[], limit = 60): Promise<FoundLine[]> {
  const words = wordsOf(typed)
  if (words.length === 0) return []
  const units = own as Id[]
  const rows = await tx.sql<(Omit<FoundLine, 'at'> & { at: Date })[]>`
    with query as (select ${queryOf(tx, words)} as q)
    select * from (
      select 'action' as kind, id, unit_id as unit, text, created_at as at, created_in as session from actions, query
      where unit_id = any(${units}::uuid[]) and words @@ q
      union all
      select 'goal', id, unit_id, text, created_at, null from goals, query where words @@ q
      union all
      select 'success', id, unit_id, text, at, null from successes s, query
      where words @@ q and (unit_id = any(${units}::uuid[])
        or not s.kept_in)
    ) found order by at desc, id limit ${limit}`
  return rows.map((row) => ({ ...row, at: row.at.getTime() }))
}
