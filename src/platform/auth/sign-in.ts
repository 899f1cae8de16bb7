import { ok, refuse, type Result } from '#kernel/result.ts'
import { parseEmailAddress } from '#platform/mail/address.ts'
import { accountById, findAccount, setPasswordHash } from './accounts.ts'
import { settle, type Auth } from './auth.ts'
import { enter, type Browser, type SignedIn } from './entering.ts'
import { passwordLetter, signInLetter } from './letters.ts'
import { clearAttempts, countAttempt, networkOf, takeBackAttempt } from './limits.ts'
import { createLink, linkUrl, useLink } from './links.ts'
import { hashPassword, needsRehash, verifyPassword } from './passwords.ts'
import type { Token } from './tokens.ts'

export type { Browser, SignedIn } from './entering.ts'

/**
 * Signing in with a password. The answer, and the work done for it, are the same for a wrong password, an unknown
 * address and an account without a password.
 */
export async function signInWithPassword(
  auth: Auth,
  { email, password, browser }: { email: string; password: string; browser: Browser }
): Promise<Result<SignedIn>> {
  const failed = refuse({ code: 'sign_in_failed' })
  const address = parseEmailAddress(email)
  if (!address.ok) return address
  const network = networkOf(browser.network)
  const found = await auth.database.signin(async (tx) => {
    const now = auth.clock()
    const byAddress = await countAttempt(tx, 'password_address', address.value, now)
    if (!byAddress.ok) return byAddress
    const byNetwork = await countAttempt(tx, 'password_network', network, now)
    return byNetwork.ok ? ok(await findAccount(tx, address.value)) : byNetwork
  })
  if (!found.ok) return found
  const account = found.value
  const isRight = await verifyPassword(account?.passwordHash ?? null, password)
  if (!account?.passwordHash || !isRight) return failed
  const { id, passwordHash } = account
  const newHash = needsRehash(passwordHash) ? await hashPassword(password) : null
  return settle(auth, async (tx) => {
    // Hashing takes a while: a password that was changed meanwhile no longer opens the door.
    if ((await accountById(tx, id))?.passwordHash !== passwordHash) return failed
    if (newHash) await setPasswordHash(tx, id, newHash)
    await clearAttempts(tx, 'password_address', address.value)
    await takeBackAttempt(tx, 'password_network', network)
    return ok(await enter(auth, tx, { account: id, browser }))
  })
}

/**
 * Mails a link to sign in or to choose a new password, if the address has an account. The answer does not tell, and
 * everything that would differ happens after it.
 */
export async function requestLink(
  auth: Auth,
  { purpose, email, network }: { purpose: 'sign_in' | 'password'; email: string; network: string }
): Promise<Result<void>> {
  if (!auth.mailer.isConfigured) return refuse({ code: 'mail_not_configured' })
  const address = parseEmailAddress(email)
  if (!address.ok) return address
  const counted = await auth.database.signin(async (tx) => {
    const byAddress = await countAttempt(tx, `mail_${purpose}`, address.value, auth.clock())
    return byAddress.ok ? countAttempt(tx, 'mail_network', networkOf(network), auth.clock()) : byAddress
  })
  if (!counted.ok) return counted
  auth.later(`a mail to ${purpose} was not sent`, async () => {
    const made = await auth.database.signin(async (tx) => {
      const account = await findAccount(tx, address.value)
      if (!account) return null
      const { id, language } = account
      return { language, token: await createLink(tx, { purpose, email: address.value, account: id }, auth.clock()) }
    })
    if (!made) return ok(undefined)
    const letter = purpose === 'sign_in' ? signInLetter : passwordLetter
    return auth.mailer.send(address.value, letter(linkUrl(auth.publicUrl, purpose, made.token), made.language))
  })
  return ok(undefined)
}

/** A link to sign in, for whoever runs the server: without mail this is how somebody without a password gets in. */
export async function makeSignInLink(auth: Pick<Auth, 'database' | 'clock'>, email: string): Promise<Result<Token>> {
  const address = parseEmailAddress(email)
  if (!address.ok) return address
  return auth.database.signin(async (tx) => {
    const account = await findAccount(tx, address.value)
    if (!account) return refuse({ code: 'not_found' })
    return ok(await createLink(tx, { purpose: 'sign_in', email: account.email, account: account.id }, auth.clock()))
  })
}

/** The button on the page behind a mailed link. */
export const signInWithLink = (
  auth: Auth,
  { token, browser }: { token: string; browser: Browser }
): Promise<Result<SignedIn>> =>
  settle(auth, async (tx) => {
    const used = await useLink(tx, 'sign_in', token, auth.clock())
    if (!used.ok) return used
    return ok(await enter(auth, tx, { account: used.value.account, browser }))
  })
