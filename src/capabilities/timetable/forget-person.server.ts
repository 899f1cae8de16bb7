import type { Id } from '#kernel/id.ts'
import type { Tx } from '#platform/db/door.ts'

/** The code under which a timetable names somebody, and when that person taught whom. */
export async function forgetPersonInTimetable({ sql }: Tx, person: Id): Promise<void> {
  await sql`delete from timetable_codes where person_id = ${person}`
  await sql`delete from timetable_lessons where person_id = ${person}`
}
