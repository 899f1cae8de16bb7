import type { Id } from '#kernel/id.ts'
import { forgetRefusals } from '#platform/mail/refusals.ts'
import type { Auth } from './auth.ts'
import type { Membership } from './memberships.ts'
import { hashToken } from './tokens.ts'

/**
 * Takes away every trace of how a person got into a school. The account goes too, with its sessions, links and second
 * step, unless it is somebody at another school now. Gives the addresses it knew, so that they can be erased elsewhere.
 */
export const eraseAccess = (auth: Auth, { school, person }: Membership): Promise<string[]> =>
  auth.database.signin(async (tx) => {
    const { sql } = tx
    const links = await sql<{ email: string }[]>`
      delete from links where school_id = ${school} and person_id = ${person} returning email`
    const accounts = await sql<{ account: Id; email: string }[]>`
      delete from memberships m using accounts a
      where m.school_id = ${school} and m.person_id = ${person} and a.id = m.account_id
      returning m.account_id as account, a.email`
    await forgetRefusals(
      tx,
      [...links, ...accounts].map(({ email }) => email),
      school
    )
    for (const { account, email } of accounts) {
      const gone = await sql`
        delete from accounts a where a.id = ${account} and not exists (
          select from memberships o where o.account_id = a.id and o.ended_at is null) returning 1`
      if (!gone.length) continue
      // An invitation of another school still waits for its holder.
      await sql`delete from links where email = ${email} and school_id is null`
      await forgetRefusals(tx, [email])
      await sql`delete from attempts where subject in (${hashToken(email)}, ${hashToken(account)})`
    }
    auth.sessions.lookAgainAfter(tx)
    return [...new Set([...links, ...accounts].map(({ email }) => email))]
  })
