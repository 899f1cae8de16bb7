import type { Id } from '#kernel/id.ts'
import type { Tx } from '#platform/db/door.ts'
import type { Vote } from '../core/worth.ts'

/**
 * What somebody thinks of the session that is open. Kept apart from the log and without a moment; one per person per
 * unit, and gone when the session closes. Empty takes it back.
 */
export function putVote(tx: Tx, unit: Id, person: Id, { score, word }: Vote): PromiseLike<unknown> {
  if (score === null && word === '')
    return tx.sql`delete from session_votes where unit_id = ${unit} and person_id = ${person}`
  return tx.sql`
    insert into session_votes ${tx.sql({ school_id: tx.school, unit_id: unit, person_id: person, score, word } as never)}
    on conflict (school_id, unit_id, person_id) do update set score = excluded.score, word = excluded.word`
}

export async function votesOf(tx: Tx, unit: Id): Promise<Map<Id, Vote>> {
  const rows = await tx.sql<(Vote & { person: Id })[]>`
    select person_id as person, score, word from session_votes where unit_id = ${unit}`
  return new Map(rows.map(({ person, score, word }) => [person, { score, word }]))
}

export const forgetVotes = (tx: Tx, unit: Id): PromiseLike<unknown> =>
  tx.sql`delete from session_votes where unit_id = ${unit}`
