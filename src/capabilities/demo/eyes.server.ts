import type { Id } from '#kernel/id.ts'
import { ok, refuse, type Result } from '#kernel/result.ts'
import { fullName, type PersonName } from '#people'
import { thisSchool } from '#people/server'
import { ensureAccount } from '#platform/auth/accounts.ts'
import type { Auth } from '#platform/auth/auth.ts'
import { joinSchool } from '#platform/auth/memberships.ts'
import type { Database, Tx } from '#platform/db/door.ts'
import { parseEmailAddress } from '#platform/mail/address.ts'
import { VIEWS, type View } from './core/cast.ts'
import { mayLookAround, mayLookAs, type Onlooker } from './policy.ts'

export type Eye = { view: View; person: Id; name: string; givenName: string }

/** Through whose eyes one can look at this school; nobody's in a real one. */
export async function eyesOf(tx: Tx): Promise<Eye[]> {
  const rows = await tx.sql<(PersonName & { view: View; person: Id })[]>`
    select e.view, p.id as person, p.given_name as "givenName", p.infix, p.family_name as "familyName"
    from demonstration_eyes e join people p on p.id = e.person_id`
  return VIEWS.flatMap((view) =>
    rows
      .filter((row) => row.view === view)
      .map(({ person, ...name }) => ({ view, person, givenName: name.givenName, name: fullName(name) }))
  )
}

/** Accounts without a password for the people through whose eyes one looks: they are entered, never signed in to. */
export async function giveEyesAccounts(
  database: Pick<Database, 'signin'>,
  school: Id,
  eyes: readonly { person: Id; email: string }[],
  now: number
): Promise<void> {
  await database.signin(async (tx) => {
    for (const { person, email } of eyes) {
      const address = parseEmailAddress(email)
      if (!address.ok) throw new Error(`a demonstration has no such address: ${email}`)
      const account = await ensureAccount(tx, { email: address.value, language: 'nl', now })
      const joined = await joinSchool(tx, { account, school, person, now })
      if (!joined.ok) throw new Error(`${email} cannot be looked through: ${joined.failure.code}`)
    }
  })
}

export type Look = { school: Id; view: View; device: string; replaces: string | undefined }

/**
 * Begins a session as one of the people of a demonstration school. The transaction that begins it asks the sign-in's
 * own tables once more whether the school was made up: a session in a real school can never come out of this.
 */
export async function lookAs(
  { database, auth }: { database: Database; auth: Auth },
  onlooker: Onlooker,
  { school, view, device, replaces }: Look
): Promise<Result<string>> {
  if (!mayLookAround(onlooker)) return refuse({ code: 'not_allowed' })
  const { eyes, isDemonstration } = await database.read(school, async (tx) => ({
    eyes: await eyesOf(tx),
    isDemonstration: (await thisSchool(tx))?.isDemonstration ?? false
  }))
  const person = eyes.find((eye) => eye.view === view)?.person
  if (!person) return refuse({ code: 'not_found' })
  const everyone = eyes.map((eye) => eye.person)
  if (!mayLookAs({ isDemonstration }, everyone, person)) return refuse({ code: 'not_allowed' })
  return database.signin(async (tx) => {
    const [row] = await tx.sql<{ account: Id; isDemonstration: boolean }[]>`
      select m.account_id as account, s.demonstration as "isDemonstration"
      from memberships m join schools s on s.id = m.school_id
      where m.school_id = ${school} and m.person_id = ${person} and m.ended_at is null`
    if (!row || !mayLookAs(row, everyone, person)) return refuse({ code: 'not_allowed' })
    return ok(await auth.sessions.start(tx, { account: row.account, school, device, replaces }))
  })
}
