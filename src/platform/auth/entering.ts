import type { Id } from '#kernel/id.ts'
import type { SigninTx } from '#platform/db/door.ts'
import type { Auth } from './auth.ts'
import { hashToken, newToken, type Token } from './tokens.ts'

/** The browser that asks. */
export type Browser = {
  /** Its network address, as the server knows it. */
  network: string
  /** What it calls itself (user agent), for the list of one's own devices. */
  device: string
  /** The session token it has now, if any; a new session replaces it. */
  token?: Token | undefined
}

/**
 * Signed in: the token belongs in the session cookie. Or half way (`isHalf`): the account has a second step, and the
 * token belongs in the cookie for that.
 */
export type SignedIn = { token: Token; account: Id; isHalf: boolean }

/** How long the second step may take after the first. */
export const HALF_SESSION_LASTS = 10 * 60_000

export async function hasSecondStep({ sql }: SigninTx, account: Id): Promise<boolean> {
  return (await sql`select from second_steps where account_id = ${account} and confirmed_at is not null`).length > 0
}

/**
 * The first step was taken (a password, a link): signed in, or, for an account with a second step, half way. Every way
 * in ends here, so that none goes past the second step.
 */
export async function enter(
  auth: Auth,
  tx: SigninTx,
  { account, school, browser }: { account: Id; school?: Id | undefined; browser: Browser }
): Promise<SignedIn> {
  const { device, token: replaces } = browser
  if (!(await hasSecondStep(tx, account)))
    return { token: await auth.sessions.start(tx, { account, school, device, replaces }), account, isHalf: false }
  const token = newToken()
  const now = auth.clock()
  await tx.sql`
    insert into half_sessions (token_hash, account_id, school_id, created_at, expires_at)
    values (${hashToken(token)}, ${account}, ${school ?? null}, ${new Date(now)}, ${new Date(now + HALF_SESSION_LASTS)})`
  return { token, account, isHalf: true }
}
