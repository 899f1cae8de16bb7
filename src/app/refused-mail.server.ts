import { mayManagePeople, type Person } from '#people'
import { findPerson } from '#people/server'
import { parseEmailAddress } from '#platform/mail/address.ts'
import { refusalOfAccount, refusedInSchool, type RefusedMail } from '#platform/mail/refusals.ts'
import type { App } from './app.server.ts'
import type { Member } from './viewers.server.ts'

type Parts = Pick<App, 'database'>

/** An address of mine on which mail does not arrive. */
export type MyRefusedAddress = { address: string; since: number }

/** On which of one's own addresses mail does not arrive: of the account, and of the list of people. */
export async function myRefusedAddresses(
  { database }: Parts,
  { session, school, person }: Pick<Member, 'session' | 'school' | 'person'>
): Promise<MyRefusedAddress[]> {
  const me = await database.read(school, (tx) => findPerson(tx, person))
  const listed = parseEmailAddress(me?.email)
  return database.signin(async (tx) => {
    const account = await refusalOfAccount(tx, session.email)
    const found = account ? [{ address: session.email, since: account.since }] : []
    if (!listed.ok || listed.value === session.email) return found
    const other = (await refusedInSchool(tx, school)).at(listed.value)
    return other ? [...found, { address: listed.value, since: other.since }] : found
  })
}

/** Somebody whose mail does not arrive. `address` only when it stands in the list of people: an account is not the school's. */
export type RefusedPerson = RefusedMail & { address: string | null }

/** Whose mail does not arrive, for who keeps the list of people; null for everybody else. */
export async function refusedPeople(
  { database }: Parts,
  { school, grants }: Pick<Member, 'school' | 'grants'>
): Promise<{ of(person: Pick<Person, 'id' | 'email'>): RefusedPerson | null } | null> {
  if (!mayManagePeople(grants)) return null
  const refused = await database.signin((tx) => refusedInSchool(tx, school))
  return {
    of({ id, email }) {
      const listed = parseEmailAddress(email)
      const account = refused.ofMember(id)
      const own = listed.ok ? refused.at(listed.value) : null
      const isListed = account && listed.ok && account.isAt(listed.value)
      if (account) return { since: account.since, status: account.status, address: isListed ? listed.value : null }
      return own && { ...own, address: listed.ok ? listed.value : null }
    }
  }
}
