import type { Id } from '#kernel/id.ts'
import { ok, refuse, type Result } from '#kernel/result.ts'
import type { SigninTx } from '#platform/db/door.ts'
import type { EmailAddress } from '#platform/mail/address.ts'
import { hashToken, newToken, type Token } from './tokens.ts'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

export const LINK_LASTS = {
  sign_in: 15 * MINUTE,
  password: 30 * MINUTE,
  address: 60 * MINUTE,
  address_back: 7 * DAY,
  invitation: 14 * DAY
} as const

export type LinkPurpose = keyof typeof LINK_LASTS

type AccountAim = { purpose: Exclude<LinkPurpose, 'invitation'>; email: EmailAddress; account: Id }
type InvitationAim = { purpose: 'invitation'; email: EmailAddress; school: Id; person: Id }

/** What a one-time link is for. An invitation is to be a person in a school; the others are for an account. */
export type LinkAim = AccountAim | InvitationAim

type AimOf<P extends LinkPurpose> = P extends 'invitation' ? InvitationAim : AccountAim

type Row = {
  purpose: LinkPurpose
  email: EmailAddress
  account: Id | null
  school: Id | null
  person: Id | null
  expires_at: Date
  used_at: Date | null
}

/**
 * Makes a link and gives its token, which is stored nowhere. Older links for the same make place: whoever asks
 * twice uses the newest mail, and an invitation to an old address of a person is worth nothing any more. An account
 * that wishes another address wishes one; somebody else who wishes the same one takes nothing away from it.
 */
export async function createLink({ sql }: SigninTx, aim: LinkAim, now: number): Promise<Token> {
  const token = newToken()
  const at = new Date(now)
  const { email, purpose } = aim
  const { account, school, person } = { account: null, school: null, person: null, ...aim }
  // Two at once would not see each other's link; the later one waits here.
  const isWish = purpose === 'address'
  const holder = isWish ? account : (school ?? email)
  await sql`select pg_advisory_xact_lock(hashtextextended(${`link ${purpose} ${holder}`}, 0))`
  await sql`
    update links set expires_at = ${at}
    where purpose = ${purpose} and used_at is null and expires_at > ${at} and school_id is not distinct from ${school}
      and case when ${isWish} then account_id = ${account} else email = ${email} or person_id = ${person} end`
  await sql`
    insert into links (token_hash, purpose, email, account_id, school_id, person_id, created_at, expires_at)
    values (${hashToken(token)}, ${purpose}, ${email}, ${account}, ${school}, ${person}, ${at},
      ${new Date(now + LINK_LASTS[purpose])})`
  return token
}

/**
 * What a link is for, without using it: opening a link in a mail (GET) changes nothing, because mail scanners open
 * them all. The page shows this and a button.
 */
export async function inspectLink<P extends LinkPurpose>(
  { sql }: SigninTx,
  purpose: P,
  token: string,
  now: number
): Promise<Result<AimOf<P>>> {
  const rows = await sql<Row[]>`
    select purpose, email, account_id as account, school_id as school, person_id as person, expires_at, used_at
    from links where token_hash = ${hashToken(token)} and purpose = ${purpose}`
  const row = rows[0]
  if (!row) return refuse({ code: 'link_unknown' })
  if (row.used_at) return refuse({ code: 'link_used' })
  if (row.expires_at.getTime() <= now) return refuse({ code: 'link_expired' })
  return ok(aimOf(row) as AimOf<P>)
}

/** Uses a link (POST): of any number of requests at once exactly one gets it, the others `link_used`. */
export async function useLink<P extends LinkPurpose>(
  tx: SigninTx,
  purpose: P,
  token: string,
  now: number
): Promise<Result<AimOf<P>>> {
  const rows = await tx.sql<Row[]>`
    update links set used_at = ${new Date(now)}
    where token_hash = ${hashToken(token)} and purpose = ${purpose} and used_at is null and expires_at > ${new Date(now)}
    returning purpose, email, account_id as account, school_id as school, person_id as person, expires_at, used_at`
  return rows[0] ? ok(aimOf(rows[0]) as AimOf<P>) : inspectLink(tx, purpose, token, now)
}

/** Makes the links of an account for these void. */
export async function endLinks(
  { sql }: SigninTx,
  account: Id,
  purposes: readonly LinkPurpose[],
  now: number
): Promise<void> {
  await sql`
    update links set expires_at = ${new Date(now)}
    where account_id = ${account} and purpose = any(${[...purposes]}) and used_at is null
      and expires_at > ${new Date(now)}`
}

/** Only the columns that its purpose has; a check constraint holds them together. */
function aimOf({ purpose, email, account, school, person }: Row): LinkAim {
  return purpose === 'invitation'
    ? { purpose, email, school: school!, person: person! }
    : { purpose, email, account: account! }
}

const PATHS: Record<LinkPurpose, string> = {
  sign_in: 'inloggen/link',
  password: 'wachtwoord',
  address: 'adres',
  address_back: 'adres/terug',
  invitation: 'uitnodiging'
}

/** The address of the page behind a link, as it stands in a mail. */
export const linkUrl = (base: string, purpose: LinkPurpose, token: Token): string =>
  `${base.replace(/\/+$/, '')}/${PATHS[purpose]}/${token}`
