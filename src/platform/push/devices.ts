import { newId, type Id } from '#kernel/id.ts'
import { hashToken, type Token } from '#platform/auth/tokens.ts'
import type { Membership } from '#platform/auth/memberships.ts'
import { SESSION_IDLE } from '#platform/auth/sessions.ts'
import type { SigninTx } from '#platform/db/door.ts'
import type { Language } from '#platform/i18n/runtime.ts'
import type { PushAddress } from './pusher.ts'

/** A browser that can be reached now, of somebody of a school. */
export type Device = PushAddress & { id: Id; person: Id; language: Language }

/**
 * The browser of this session is reached here from now on. One browser has one address: who signs in after somebody else
 * on the same device takes it over.
 */
export async function keepDevice({ sql }: SigninTx, token: Token, address: PushAddress, now: number): Promise<boolean> {
  const hash = hashToken(token)
  await sql`delete from push_devices where endpoint = ${address.endpoint} and session_hash <> ${hash}`
  const kept = await sql`
    insert into push_devices (id, session_hash, endpoint, p256dh, auth, made_at)
    select ${newId(now)}, token_hash, ${address.endpoint}, ${address.p256dh}, ${address.auth}, ${new Date(now)}
    from sessions where token_hash = ${hash}
    on conflict (session_hash) do update set endpoint = excluded.endpoint, p256dh = excluded.p256dh,
      auth = excluded.auth, made_at = excluded.made_at
    returning 1`
  return kept.length > 0
}

/** The browser of this session is left alone from now on. */
export async function dropDevice({ sql }: SigninTx, token: Token): Promise<void> {
  await sql`delete from push_devices where session_hash = ${hashToken(token)}`
}

/** The push service says that this browser is no more. */
export async function forgetDevice({ sql }: SigninTx, device: Id): Promise<void> {
  await sql`delete from push_devices where id = ${device}`
}

/** The address at which the browser of this session is reached; null when it is not. */
export async function deviceHere({ sql }: SigninTx, token: Token): Promise<string | null> {
  const [row] = await sql<{ endpoint: string }[]>`
    select endpoint from push_devices where session_hash = ${hashToken(token)}`
  return row?.endpoint ?? null
}

/** The browsers at which somebody is reached for this school: where the account behind that person is signed in. */
export const devicesOf = (tx: SigninTx, { school, person }: Membership, now: number): Promise<Device[]> =>
  reachable(tx, school, now, { person })

/** One of them by its id; null when it was signed out or its holder left this school meanwhile. */
export const findDevice = async (tx: SigninTx, school: Id, device: Id, now: number): Promise<Device | null> =>
  (await reachable(tx, school, now, { device }))[0] ?? null

async function reachable(
  { sql }: SigninTx,
  school: Id,
  now: number,
  { person = null, device = null }: { person?: Id | null; device?: Id | null }
): Promise<Device[]> {
  return [
    ...(await sql<Device[]>`
      select d.id, d.endpoint, d.p256dh, d.auth, m.person_id as person, a.language
      from push_devices d
      join sessions s on s.token_hash = d.session_hash
      join accounts a on a.id = s.account_id
      join memberships m on m.account_id = a.id and m.school_id = ${school} and m.ended_at is null
      where (${person}::uuid is null or m.person_id = ${person}) and (${device}::uuid is null or d.id = ${device})
        and s.expires_at > ${new Date(now)} and s.seen_at > ${new Date(now - SESSION_IDLE)}
      order by d.made_at`)
  ]
}
