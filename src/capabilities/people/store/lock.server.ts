import type { Tx } from '#platform/db/door.ts'

/**
 * Whoever changes the people or units of a school waits here for the one who is doing so, until the commit: an import
 * compares first and writes afterwards, and so does every check of a name or an address.
 */
export async function lockPeople({ sql, school }: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('people'), hashtext(${school}))`
}
