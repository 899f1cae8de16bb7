import type { Id } from '#kernel/id.ts'
import { ok, type Result } from '#kernel/result.ts'
import type { Language } from '#platform/i18n/runtime.ts'
import { settle, type Auth } from './auth.ts'
import { endMembership, joinSchool, type Membership } from './memberships.ts'

/** The language of an account's screens and mails. */
export const changeLanguage = (auth: Auth, account: Id, language: Language): Promise<void> =>
  auth.database.signin(async (tx) => {
    await tx.sql`update accounts set language = ${language} where id = ${account}`
    auth.sessions.lookAgainAfter(tx)
  })

/** Makes an account a person in a school without an invitation: who founds a school is its first member. */
export const enterSchool = (auth: Auth, account: Id, { school, person }: Membership): Promise<Result<void>> =>
  settle(auth, async (tx) => {
    const joined = await joinSchool(tx, { account, school, person, now: auth.clock() })
    if (!joined.ok) return joined
    await tx.sql`update sessions set school_id = ${school} where account_id = ${account} and school_id is null`
    auth.sessions.lookAgainAfter(tx)
    return ok(undefined)
  })

/** A person no longer gets into a school. The account stays: it may have other schools. */
export const leaveSchool = (auth: Auth, membership: Membership): Promise<void> =>
  auth.database.signin(async (tx) => {
    await endMembership(tx, membership, auth.clock())
    auth.sessions.lookAgainAfter(tx)
  })
