import type { SigninTx } from '#platform/db/door.ts'
import type { Membership } from './memberships.ts'

/**
 * Takes back that a person left: the account that was this person since `after` gets in again. For an undo; somebody
 * who comes back later is invited anew. Whether there was such an account.
 */
export async function resumeMembership(
  { sql }: SigninTx,
  { school, person }: Membership,
  after: number
): Promise<boolean> {
  const rows = await sql`
    update memberships set ended_at = null
    where school_id = ${school} and person_id = ${person} and ended_at >= ${new Date(after)}
      and not exists (
        select from memberships other
        where other.school_id = ${school} and other.person_id = ${person} and other.ended_at is null)
    returning 1`
  return rows.length > 0
}
