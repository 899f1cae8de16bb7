import type { Id } from '#kernel/id.ts'
import type { Tx } from '#platform/db/door.ts'

export type FoundRequest = { id: Id; unit: Id | null; text: string; answer: string; at: number }

/** Requests in these words: those that are open stand on the wall, the others are for who asked and that unit. */
export async function findRequests(tx: Tx, typed: string, me: { person: Id; units: readonly Id[] }, limit = 30) {
  const words = typed.toWellFormed().slice(0, 200)
  const rows = await tx.sql<(Omit<FoundRequest, 'at'> & { at: Date })[]>`
    with query as (
      select to_tsquery('pg_catalog.simple', string_agg(stem || ':*', ' & ')) as q
      from unnest(string_to_array(dutch_stems(${words}), ' ')) as stem where stem <> '')
    select id, unit_id as unit, text, answer, first_asked_at as at from support_requests, query
    where words @@ q and status <> 'withdrawn' and (status = 'open' or by_person = ${me.person}
      or to_person = ${me.person} or unit_id = any(${me.units as Id[]}::uuid[]))
    order by first_asked_at desc, id limit ${limit}`
  return rows.map((row): FoundRequest => ({ ...row, at: row.at.getTime() }))
}
