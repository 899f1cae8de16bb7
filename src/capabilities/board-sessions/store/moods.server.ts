import type { Id } from '#kernel/id.ts'
import type { Tx } from '#platform/db/door.ts'
import type { Mood } from '../core/commands.ts'

/**
 * How somebody is today. Kept apart from everything else, one per person per unit, forgotten when the next session
 * starts and after fourteen days at the latest. null takes it back.
 */
export function putMood(
  tx: Tx,
  unit: Id,
  person: Id,
  mood: Mood | null,
  at: number,
  session: Id | null
): PromiseLike<unknown> {
  if (mood === null) return tx.sql`delete from moods where unit_id = ${unit} and person_id = ${person}`
  return tx.sql`
    insert into moods ${tx.sql({
      school_id: tx.school,
      unit_id: unit,
      person_id: person,
      mood,
      at: new Date(at),
      session_id: session
    } as never)}
    on conflict (school_id, unit_id, person_id) do update
      set mood = excluded.mood, at = excluded.at, session_id = excluded.session_id`
}

/** Moods fade: this long (ms) at most. */
const FADES_AFTER = 14 * 86_400_000

/** The moods of the session that is open, or of those who checked in beforehand. */
export async function moodsNow(tx: Tx, unit: Id, session: Id | null, now: number): Promise<Record<Id, Mood>> {
  const rows = await tx.sql<{ person: Id; mood: Mood }[]>`
    select person_id as person, mood from moods
    where unit_id = ${unit} and session_id is not distinct from ${session} and at > ${new Date(now - FADES_AFTER)}`
  return Object.fromEntries(rows.map(({ person, mood }) => [person, mood]))
}

/** Forgets the moods of a school that have faded, for units that no longer meet. */
export async function forgetOldMoods(tx: Tx, now: number): Promise<void> {
  await tx.sql`delete from moods where at <= ${new Date(now - FADES_AFTER)}`
}
