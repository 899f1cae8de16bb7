import type { Id } from '#kernel/id.ts'
import type { Tx } from '#platform/db/door.ts'

/** The address at which somebody's calendar was read. */
export async function forgetPersonInCalendar({ sql }: Tx, person: Id): Promise<void> {
  await sql`delete from calendar_feeds where person_id = ${person}`
}
