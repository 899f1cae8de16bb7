import type { Id } from '#kernel/id.ts'
import { ok, refuse, type Result } from '#kernel/result.ts'
import type { SigninTx } from '#platform/db/door.ts'
import type { Language } from '#platform/i18n/runtime.ts'
import type { EmailAddress } from '#platform/mail/address.ts'

/** Which person an account is in a school. */
export type Membership = { school: Id; person: Id }

export async function membershipsOf({ sql }: SigninTx, account: Id): Promise<Membership[]> {
  return [
    ...(await sql<Membership[]>`
      select school_id as school, person_id as person from memberships
      where account_id = ${account} and ended_at is null order by since, school_id`)
  ]
}

/**
 * Makes the account this person in this school. Doing it again changes nothing; an account is one person per school
 * and a person has one account, otherwise `already_member`. Someone who left and comes back gets in again.
 */
export async function joinSchool(
  { sql }: SigninTx,
  { account, school, person, now }: Membership & { account: Id; now: number }
): Promise<Result<void>> {
  // Everyone who joins as this person waits here, so that the check below still holds at the insert.
  await sql`select pg_advisory_xact_lock(hashtextextended(${`membership ${school} ${person}`}, 0))`
  const taken = await sql`
    select from memberships
    where school_id = ${school} and person_id = ${person} and ended_at is null and account_id <> ${account}`
  if (taken.length) return refuse({ code: 'already_member' })
  const rows = await sql`
    insert into memberships as m (account_id, school_id, person_id, since)
    values (${account}, ${school}, ${person}, ${new Date(now)})
    on conflict (account_id, school_id) do update set
      person_id = excluded.person_id,
      since = case when m.ended_at is null then m.since else excluded.since end,
      ended_at = null
    where m.ended_at is not null or m.person_id = excluded.person_id
    returning 1`
  return rows.length ? ok(undefined) : refuse({ code: 'already_member' })
}

/** How a person of a school gets in: has an account, or is invited (until when). Who has neither is not named. */
export type Access = { person: Id; state: 'member' } | { person: Id; state: 'invited'; until: number }

export async function accessOf({ sql }: SigninTx, school: Id, now: number): Promise<Access[]> {
  const rows = await sql<{ person: Id; until: Date | null }[]>`
    select person_id as person, null::timestamptz as until from memberships
    where school_id = ${school} and ended_at is null
    union all
    select l.person_id, max(l.expires_at) from links l
    where l.school_id = ${school} and l.purpose = 'invitation' and l.used_at is null and l.expires_at > ${new Date(now)}
      and not exists (
        select from memberships m where m.school_id = l.school_id and m.person_id = l.person_id and m.ended_at is null)
    group by l.person_id`
  return rows.map(({ person, until }) =>
    until ? { person, state: 'invited', until: until.getTime() } : { person, state: 'member' }
  )
}

/** Where mail to a person of a school goes, and in which language; null for who has no account there. */
export async function addresseeOf(
  { sql }: SigninTx,
  { school, person }: Membership
): Promise<{ email: EmailAddress; language: Language } | null> {
  const [row] = await sql<{ email: EmailAddress; language: Language }[]>`
    select a.email, a.language from memberships m join accounts a on a.id = m.account_id
    where m.school_id = ${school} and m.person_id = ${person} and m.ended_at is null`
  return row ?? null
}

/** A person leaves a school: the account no longer gets in there (its other schools stay), open invitations end. */
export async function endMembership({ sql }: SigninTx, { school, person }: Membership, now: number): Promise<void> {
  const at = new Date(now)
  await sql`
    update memberships set ended_at = ${at} where school_id = ${school} and person_id = ${person} and ended_at is null`
  await sql`
    update links set expires_at = ${at}
    where school_id = ${school} and person_id = ${person} and used_at is null and expires_at > ${at}`
  // Whose last school this was is reached nowhere any more.
  await sql`
    delete from push_devices d using sessions s, memberships m
    where m.school_id = ${school} and m.person_id = ${person} and s.account_id = m.account_id
      and d.session_hash = s.token_hash and not exists (
        select from memberships o where o.account_id = m.account_id and o.ended_at is null)`
}
