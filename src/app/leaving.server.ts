import type { Id } from '#kernel/id.ts'
import { endMembership } from '#platform/auth/memberships.ts'
import { resumeMembership } from '#platform/auth/resume-membership.ts'
import type { App } from './app.server.ts'

/** Within this time (ms) coming back is an undo: the account gets in again without an invitation. */
const UNDO = 24 * 3_600_000

type Parts = Pick<App, 'auth' | 'database' | 'clock'>

/** Somebody left the school: the account behind that person no longer gets in there. */
export const closeTheDoor = ({ auth, database, clock }: Parts, school: Id, person: Id): Promise<void> =>
  database.signin(async (tx) => {
    await endMembership(tx, { school, person }, clock())
    auth.sessions.lookAgainAfter(tx)
  })

/** That is taken back. */
export const openTheDoor = ({ auth, database, clock }: Parts, school: Id, person: Id): Promise<boolean> =>
  database.signin(async (tx) => {
    auth.sessions.lookAgainAfter(tx)
    return resumeMembership(tx, { school, person }, clock() - UNDO)
  })
