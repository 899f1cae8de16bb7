import { forgetOldRefusals } from '#platform/mail/refusals.ts'
import type { Auth } from './auth.ts'
import { LONGEST_WINDOW } from './limits.ts'
import { SESSION_IDLE } from './sessions.ts'

/** Links that ended stay known for a month, so that a late click reads "used" or "expired" instead of "unknown". */
const LINKS_KEPT = 30 * 86_400_000

/** Clears away what no longer means anything. For a job that runs every day. */
export async function tidySignin({ database, clock }: Pick<Auth, 'database' | 'clock'>): Promise<void> {
  const now = clock()
  const before = (age: number) => new Date(now - age)
  await database.signin(async (tx) => {
    const { sql } = tx
    await forgetOldRefusals(tx, now)
    await sql`delete from sessions where expires_at <= ${before(0)} or seen_at <= ${before(SESSION_IDLE)}`
    await sql`delete from links where expires_at <= ${before(LINKS_KEPT)}`
    await sql`delete from attempts where since <= ${before(LONGEST_WINDOW)} and coalesce(blocked_until, since) <= ${before(0)}`
    await sql`delete from pairings where expires_at <= ${before(0)}`
    await sql`delete from half_sessions where expires_at <= ${before(0)}`
  })
}
