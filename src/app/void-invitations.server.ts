import type { Id } from '#kernel/id.ts'
import { accessOf, endMembership } from '#platform/auth/memberships.ts'
import type { App } from './app.server.ts'

/**
 * Who has another address now was perhaps invited at the old one, and that may be somebody else's: such an invitation
 * ends. Whoever is in already stays in.
 */
export async function voidOldInvitations(
  { database, clock }: Pick<App, 'database' | 'clock'>,
  school: Id,
  people: readonly Id[]
): Promise<void> {
  if (people.length === 0) return
  await database.signin(async (tx) => {
    for (const { person, state } of await accessOf(tx, school, clock()))
      if (state === 'invited' && people.includes(person)) await endMembership(tx, { school, person }, clock())
  })
}
