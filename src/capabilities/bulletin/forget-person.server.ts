import type { Id } from '#kernel/id.ts'
import type { Tx } from '#platform/db/door.ts'

/**
 * What somebody said of oneself to another unit goes; that there was a reaction stays. Bulletin items, requests, answers
 * and what was told are of the school, by a person who has no name any more.
 */
export async function forgetPersonInBulletin({ sql }: Tx, person: Id): Promise<void> {
  await sql`update wall_reactions set text = '' where by_person = ${person}`
}
