import { ok, refuse, type Result } from '#kernel/result.ts'
import type { Language } from '#platform/i18n/runtime.ts'
import { parseEmailAddress } from '#platform/mail/address.ts'
import { ensureAccount, setPasswordHash } from './accounts.ts'
import { settle, type Auth } from './auth.ts'
import { enter } from './entering.ts'
import { clearAttempts, countAttempt, networkOf } from './limits.ts'
import { checkNewPassword, hashPassword } from './passwords.ts'
import type { Browser, SignedIn } from './sign-in.ts'
import { hashCode, newCode } from './tokens.ts'

/**
 * The code to print at this start, or null when the installation is somebody's already. Each start makes a new one
 * and stores only its hash: a code in an old log opens nothing.
 */
export async function claimCodeForFirstStart({ database }: Pick<Auth, 'database'>): Promise<string | null> {
  const code = newCode(2, 4)
  const rows = await database.signin(
    ({ sql }) => sql`update installation set claim_code_hash = ${hashCode(code)} where claimed_at is null returning 1`
  )
  return rows.length ? code : null
}

export async function isClaimed({ database }: Pick<Auth, 'database'>): Promise<boolean> {
  const rows = await database.signin(({ sql }) => sql`select from installation where claimed_at is not null`)
  return rows.length > 0
}

export type Claim = { code: string; email: string; password: string | null; language: Language; browser: Browser }

/**
 * Makes whoever holds the printed code the first account, and signs in. Of two at once one wins: both update the
 * same row, and the second finds it claimed.
 */
export async function claim(
  auth: Auth,
  { code, email, password, language, browser }: Claim
): Promise<Result<SignedIn>> {
  const address = parseEmailAddress(email)
  if (!address.ok) return address
  if (password !== null) {
    const checked = checkNewPassword(password, address.value)
    if (!checked.ok) return checked
  }
  const network = networkOf(browser.network)
  const counted = await auth.database.signin((tx) => countAttempt(tx, 'claim_network', network, auth.clock()))
  if (!counted.ok) return counted
  const hash = password === null ? null : await hashPassword(password)
  return settle(auth, async (tx) => {
    const now = auth.clock()
    const claimed = await tx.sql`
      update installation set claimed_at = ${new Date(now)}, claim_code_hash = null
      where claimed_at is null and claim_code_hash = ${hashCode(code)}
      returning 1`
    if (!claimed.length) {
      const taken = await tx.sql`select from installation where claimed_at is not null`
      return refuse(taken.length ? { code: 'already_claimed' } : { code: 'claim_code_wrong', field: 'code' })
    }
    const account = await ensureAccount(tx, { email: address.value, language, now })
    if (hash) await setPasswordHash(tx, account, hash)
    await clearAttempts(tx, 'claim_network', network)
    return ok(await enter(auth, tx, { account, browser }))
  })
}
