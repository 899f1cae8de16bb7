import type { Id } from '#kernel/id.ts'
import { ok, refuse, type Result } from '#kernel/result.ts'
import { accountById, setPasswordHash } from './accounts.ts'
import { settle, type Auth } from './auth.ts'
import { enter } from './entering.ts'
import { clearAttempts, countAttempt } from './limits.ts'
import { inspectLink, useLink } from './links.ts'
import { checkNewPassword, hashPassword, verifyPassword } from './passwords.ts'
import type { Browser, SignedIn } from './sign-in.ts'

/** A forgotten password: whoever has the mail chooses a new one. All sessions end, and one begins here. */
export async function resetPassword(
  auth: Auth,
  { token, password, browser }: { token: string; password: string; browser: Browser }
): Promise<Result<SignedIn>> {
  const aim = await auth.database.signin((tx) => inspectLink(tx, 'password', token, auth.clock()))
  if (!aim.ok) return aim
  const checked = checkNewPassword(password, aim.value.email)
  if (!checked.ok) return checked
  const hash = await hashPassword(password)
  return settle(auth, async (tx) => {
    const used = await useLink(tx, 'password', token, auth.clock())
    if (!used.ok) return used
    const { account, email } = used.value
    await setPasswordHash(tx, account, hash)
    await clearAttempts(tx, 'password_address', email)
    await auth.sessions.endAll(tx, account)
    return ok(await enter(auth, tx, { account, browser }))
  })
}

/**
 * A new password for who is signed in; the old one is asked if there is one, so that a phone left on a table is not
 * enough. All other sessions end and this one gets a new token.
 */
export async function changePassword(
  auth: Auth,
  change: { account: Id; school?: Id | undefined; current: string; password: string; browser: Browser }
): Promise<Result<SignedIn>> {
  const found = await auth.database.signin(async (tx) => {
    const account = await accountById(tx, change.account)
    if (!account) return refuse({ code: 'not_signed_in' })
    const checked = checkNewPassword(change.password, account.email)
    if (!checked.ok) return checked
    const counted = await countAttempt(tx, 'password_address', account.email, auth.clock())
    return counted.ok ? ok(account) : counted
  })
  if (!found.ok) return found
  const { id, email, passwordHash } = found.value
  if (passwordHash !== null && !(await verifyPassword(passwordHash, change.current)))
    return refuse({ code: 'sign_in_failed', field: 'current' })
  const hash = await hashPassword(change.password)
  return settle(auth, async (tx) => {
    if ((await accountById(tx, id))?.passwordHash !== passwordHash)
      return refuse({ code: 'sign_in_failed', field: 'current' })
    await setPasswordHash(tx, id, hash)
    await clearAttempts(tx, 'password_address', email)
    const { device, token: replaces } = change.browser
    const token = await auth.sessions.start(tx, { account: id, school: change.school, device, replaces })
    await auth.sessions.endAll(tx, id, token)
    return ok({ token, account: id, isHalf: false })
  })
}
