import type { Id } from '#kernel/id.ts'
import { ok, refuse, type Result } from '#kernel/result.ts'
import { schoolSign } from '#people/server'
import type { Database } from '#platform/db/door.ts'

/**
 * Takes a demonstration school away with all that is in it: nobody can get in any more first, the name last, so that
 * an attempt that was broken off can be made again. A real school is refused here, and by the database itself.
 */
export async function removeDemonstration(database: Database, school: Id): Promise<Result<void>> {
  const isOne = await database.signin(async (tx) => {
    if (!(await schoolSign(tx, school))?.isDemonstration) return false
    const { sql } = tx
    const accounts = await sql<{ id: Id }[]>`
      delete from memberships where school_id = ${school} returning account_id as id`
    await sql`
      delete from accounts a where a.id = any(${accounts.map(({ id }) => id)}::uuid[]) and a.password_hash is null
        and not exists (select from memberships m where m.account_id = a.id)`
    await sql`delete from links where school_id = ${school}`
    await sql`delete from pairings where school_id = ${school}`
    await sql`delete from jobs where school_id = ${school}`
    return true
  })
  if (!isOne) return refuse({ code: 'school_name_taken', field: 'name' })
  await database.transact(school, ({ sql }) => sql`select remove_demonstration()`)
  await database.signin(({ sql }) => sql`delete from schools where id = ${school} and demonstration`)
  return ok(undefined)
}
