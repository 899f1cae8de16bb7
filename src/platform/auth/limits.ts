import { ok, refuse, type Result } from '#kernel/result.ts'
import type { SigninTx } from '#platform/db/door.ts'
import { isIPv6 } from 'node:net'
import { hashToken } from './tokens.ts'

const SECOND = 1_000
const MINUTE = 60 * SECOND

/**
 * How often something may be tried: `blockedUntil` says from which moment the next attempt is allowed, null when there
 * is no wait (and not "now": the clocks of several processes differ a little).
 */
type Rule = { window: number; blockedUntil(count: number, since: number, now: number): number | null }

/** A number of times in each window; then the wait is until the window has passed. */
const upTo = (max: number, window: number): Rule => ({
  window,
  blockedUntil: (count, since) => (count < max ? null : since + window)
})

/**
 * Guessing: a few typing errors cost nothing, then each wait is twice the one before, and after the tenth it is a
 * quarter of an hour. An attacker has ten guesses in a quarter; a person who remembers in time hardly notices.
 */
const growingWait: Rule = {
  window: 15 * MINUTE,
  blockedUntil: (count, _since, now) => {
    if (count < 5) return null
    return now + (count < 10 ? 15 * SECOND * 2 ** (count - 5) : 15 * MINUTE)
  }
}

/**
 * What is limited. Per mail address or account strictly; per network address mildly, since a school has one, where
 * all its people sign in between half past seven and eight.
 */
const RULES = {
  password_address: growingWait,
  password_network: upTo(300, 15 * MINUTE),
  claim_network: growingWait,
  pairing_account: growingWait,
  second_step: growingWait,
  mail_sign_in: upTo(5, 60 * MINUTE),
  mail_password: upTo(5, 60 * MINUTE),
  mail_invitation: upTo(5, 60 * MINUTE),
  mail_address: upTo(5, 60 * MINUTE),
  address_account: upTo(5, 60 * MINUTE),
  mail_network: upTo(300, 15 * MINUTE),
  look_network: upTo(150, 15 * MINUTE)
} as const satisfies Record<string, Rule>

export type LimitKind = keyof typeof RULES

/** After this long nothing in the table counts any more. */
export const LONGEST_WINDOW = Math.max(...Object.values(RULES).map(({ window }) => window))

type Row = { count: number; since: Date; blocked_until: Date | null }

/**
 * Counts an attempt before it is made: of a hundred at once only as many get through as one after the other would,
 * because each waits for the row of the one before. Refused attempts do not lengthen the wait.
 */
export async function countAttempt(
  { sql }: SigninTx,
  kind: LimitKind,
  subject: string,
  now: number
): Promise<Result<void>> {
  const key = hashToken(subject)
  const at = new Date(now)
  const rows = await sql<Row[]>`
    insert into attempts as a (kind, subject, count, since) values (${kind}, ${key}, 0, ${at})
    on conflict (kind, subject) do update set count = a.count
    returning count, since, blocked_until`
  const row = rows[0]!
  const wait = (row.blocked_until?.getTime() ?? now) - now
  if (wait > 0) return refuse({ code: 'too_many_attempts', params: { minutes: Math.ceil(wait / MINUTE) } })
  const rule = RULES[kind]
  const isOver = row.since.getTime() + rule.window <= now
  const since = isOver ? now : row.since.getTime()
  const count = isOver ? 1 : row.count + 1
  const until = rule.blockedUntil(count, since, now)
  await sql`
    update attempts set count = ${count}, since = ${new Date(since)}, blocked_until = ${until && new Date(until)}
    where kind = ${kind} and subject = ${key}`
  return ok(undefined)
}

/** It went well: what was counted for this subject is forgotten. */
export async function clearAttempts({ sql }: SigninTx, kind: LimitKind, subject: string): Promise<void> {
  await sql`delete from attempts where kind = ${kind} and subject = ${hashToken(subject)}`
}

/** It went well, but others count here too (a network): only this attempt is taken back. */
export async function takeBackAttempt({ sql }: SigninTx, kind: LimitKind, subject: string): Promise<void> {
  await sql`
    update attempts set count = greatest(count - 1, 0), blocked_until = null
    where kind = ${kind} and subject = ${hashToken(subject)}`
}

/** The part of a network address that one household or school has: an IPv6 connection owns at least a /64. */
export function networkOf(address: string): string {
  if (!isIPv6(address)) return address
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)
  if (mapped) return mapped[1]!
  const [head = '', tail] = address.replace(/%.*$/, '').split('::')
  const front = head ? head.split(':') : []
  const back = tail ? tail.split(':') : []
  const groups = [...front, ...Array<string>(Math.max(0, 8 - front.length - back.length)).fill('0'), ...back]
  return groups
    .slice(0, 4)
    .map((group) => parseInt(group, 16).toString(16))
    .join(':')
}
