import { newId, type Id } from '#kernel/id.ts'
import type { SigninTx } from '#platform/db/door.ts'
import type { Language } from '#platform/i18n/runtime.ts'
import type { EmailAddress } from '#platform/mail/address.ts'

/** Someone who can sign in: an address, perhaps a password. Who that is in a school is a membership. */
export type Account = {
  id: Id
  email: EmailAddress
  language: Language
  passwordHash: string | null
}

export async function findAccount({ sql }: SigninTx, email: EmailAddress): Promise<Account | null> {
  const rows = await sql<Account[]>`
    select id, email, language, password_hash as "passwordHash" from accounts where email = ${email}`
  return rows[0] ?? null
}

export async function accountById({ sql }: SigninTx, id: Id): Promise<Account | null> {
  const rows = await sql<Account[]>`
    select id, email, language, password_hash as "passwordHash" from accounts where id = ${id}`
  return rows[0] ?? null
}

/** The account of this address, made when there is none; two at once get the same one. */
export async function ensureAccount(
  { sql }: SigninTx,
  { email, language, now }: { email: EmailAddress; language: Language; now: number }
): Promise<Id> {
  await lockAddress({ sql }, email)
  const rows = await sql<{ id: Id }[]>`
    insert into accounts (id, email, language, created_at)
    values (${newId(now)}, ${email}, ${language}, ${new Date(now)})
    on conflict (email) do update set email = excluded.email
    returning id`
  return rows[0]!.id
}

/** Whoever takes an address, as a new account or as the new address of one, waits here for who does so at this moment. */
const lockAddress = ({ sql }: Pick<SigninTx, 'sql'>, email: EmailAddress) =>
  sql`select pg_advisory_xact_lock(hashtextextended(${`address ${email}`}, 0))`

/** Gives the account another address; whether it was free. */
export async function setAddress(tx: SigninTx, account: Id, email: EmailAddress): Promise<boolean> {
  await lockAddress(tx, email)
  const holder = await findAccount(tx, email)
  if (holder && holder.id !== account) return false
  await tx.sql`update accounts set email = ${email} where id = ${account}`
  return true
}

export async function setPasswordHash({ sql }: SigninTx, account: Id, hash: string): Promise<void> {
  await sql`update accounts set password_hash = ${hash} where id = ${account}`
}

/** For somebody who may not have a password yet; one that exists is never replaced without knowing it. */
export async function setFirstPasswordHash({ sql }: SigninTx, account: Id, hash: string): Promise<void> {
  await sql`update accounts set password_hash = ${hash} where id = ${account} and password_hash is null`
}
