import type { Id } from '#kernel/id.ts'
import type { Failure } from '#kernel/errors.ts'
import { fullName, type Person } from '#people'
import { findPerson, thisSchool } from '#people/server'
import { invite, type InvitationDelivery } from '#platform/auth/invitations.ts'
import type { Language } from '#platform/i18n/runtime.ts'
import type { App } from './app.server.ts'
import { isDemonstration } from './demonstration.server.ts'

export type Invited = {
  /** What became of each invitation that waits now. */
  deliveries: { person: Id; email: string; delivery: InvitationDelivery }[]
  refused: { person: Id; failure: Failure }[]
}

export type Inviter = { school: Id; by: Id; language: Language }

/** Mail servers take a few at a time; more at once only waits there. */
const AT_ONCE = 4

/** Invites these people, each at their own address, in the name of whoever asks. */
export async function invitePeople(
  { auth, database }: Pick<App, 'auth' | 'database'>,
  people: readonly Pick<Person, 'id' | 'email'>[],
  { school, by, language }: Inviter
): Promise<Invited> {
  if (await isDemonstration({ database }, school))
    return {
      deliveries: [],
      refused: people.map(({ id }) => ({ person: id, failure: { code: 'not_in_demonstration' } }))
    }
  const [inviter, here] = await database.read(school, (tx) => Promise.all([findPerson(tx, by), thisSchool(tx)]))
  const words = { inviter: inviter ? fullName(inviter) : '', school: here?.name ?? '', language }
  const invited: Invited = { deliveries: [], refused: [] }
  const waiting = [...people]
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const { id: person, email } = next
      const result = await invite(auth, { email, school, person, words })
      if (result.ok) invited.deliveries.push({ person, email, delivery: result.value })
      else invited.refused.push({ person, failure: result.failure })
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  return invited
}
