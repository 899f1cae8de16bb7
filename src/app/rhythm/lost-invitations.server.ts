import type { Clock } from '#kernel/clock.ts'
import { findAccount } from '#platform/auth/accounts.ts'
import { membershipsOf } from '#platform/auth/memberships.ts'
import type { Database } from '#platform/db/door.ts'
import { enqueue } from '#platform/jobs/queue.ts'
import type { EmailAddress } from '#platform/mail/address.ts'

/**
 * When a mailbox works again: looks at once at the calendar of whoever has it, in each school of theirs, so that what was
 * refused goes again. The next morning does the same for whom nobody mails.
 */
export const lostInvitations =
  ({ database, clock }: { database: Database; clock: Clock }) =>
  async (email: EmailAddress): Promise<void> => {
    const members = await database.signin(async (tx) => {
      const account = await findAccount(tx, email)
      return account ? membershipsOf(tx, account.id) : []
    })
    const now = clock()
    for (const { school, person } of members)
      await database.transact(school, (tx) => enqueue(tx, 'agenda', `again-${now}:${person}`, now))
  }
