import type { Id } from '#kernel/id.ts'
import { ok, refuse, type Result } from '#kernel/result.ts'
import type { SigninTx } from '#platform/db/door.ts'
import { parseEmailAddress, type EmailAddress } from '#platform/mail/address.ts'
import { accountById, findAccount, setAddress } from './accounts.ts'
import { settle, type Auth } from './auth.ts'
import { enter, type Browser, type SignedIn } from './entering.ts'
import type { Visitor } from './invitations.ts'
import { addressBackLetter, addressChangedLetter, addressLetter, addressTakenLetter } from './letters.ts'
import { clearAttempts, countAttempt, networkOf } from './limits.ts'
import { createLink, endLinks, inspectLink, linkUrl, useLink } from './links.ts'
import { verifyPassword } from './passwords.ts'
import type { Token } from './tokens.ts'

/**
 * Mails a link to the address that somebody who is signed in wants to sign in with from now on. Nothing changes yet. The
 * password is asked if there is one, so that a phone left on a table is not enough. The answer does not tell whether the
 * address has an account: who has one there is told so in the mail, and nobody else.
 */
export async function requestAddress(
  auth: Auth,
  { account, email, current, network }: { account: Id; email: string; current: string; network: string }
): Promise<Result<EmailAddress>> {
  if (!auth.mailer.isConfigured) return refuse({ code: 'mail_not_configured' })
  const address = parseEmailAddress(email)
  if (!address.ok) return address
  const found = await auth.database.signin(async (tx) => {
    const known = await accountById(tx, account)
    if (!known) return refuse({ code: 'not_signed_in' })
    if (known.email === address.value) return refuse({ code: 'address_same', field: 'email' })
    if (known.passwordHash === null) return ok(known)
    const counted = await countAttempt(tx, 'password_address', known.email, auth.clock())
    return counted.ok ? ok(known) : counted
  })
  if (!found.ok) return found
  const { passwordHash, email: old, language } = found.value
  if (passwordHash !== null && !(await verifyPassword(passwordHash, current)))
    return refuse({ code: 'sign_in_failed', field: 'current' })
  const counted = await auth.database.signin(async (tx) => {
    await clearAttempts(tx, 'password_address', old)
    const now = auth.clock()
    const byAccount = await countAttempt(tx, 'address_account', account, now)
    if (!byAccount.ok) return byAccount
    const byAddress = await countAttempt(tx, 'mail_address', address.value, now)
    return byAddress.ok ? countAttempt(tx, 'mail_network', networkOf(network), now) : byAddress
  })
  if (!counted.ok) return counted
  auth.later('a mail to a new address was not sent', async () => {
    const made = await auth.database.signin(async (tx) => {
      // Whether or not there is an account at this address: the wish of before ends here.
      const token = await createLink(tx, { purpose: 'address', email: address.value, account }, auth.clock())
      return { token, holder: await findAccount(tx, address.value) }
    })
    const letter = made.holder
      ? addressTakenLetter(`${auth.publicUrl.replace(/\/+$/, '')}/inloggen`, made.holder.language)
      : addressLetter(linkUrl(auth.publicUrl, 'address', made.token), address.value, language)
    return auth.mailer.send(address.value, letter)
  })
  return address
}

export type OpenedAddress = { from: EmailAddress; to: EmailAddress }

/**
 * What the page behind the link to the new address shows. Only in a browser that is signed in with the account: whoever
 * got the mail by somebody's typing error has no account by it, and nobody is led into an account of somebody else.
 */
export const openAddress = (auth: Auth, token: string, visitor: Visitor): Promise<Result<OpenedAddress>> =>
  auth.database.signin((tx) => opened(tx, auth, token, visitor))

async function opened(tx: SigninTx, auth: Auth, token: string, visitor: Visitor): Promise<Result<OpenedAddress>> {
  const aim = await inspectLink(tx, 'address', token, auth.clock())
  if (!aim.ok) return aim
  if (!visitor) return refuse({ code: 'address_sign_in_first' })
  if (visitor.account !== aim.value.account) return refuse({ code: 'address_other_account' })
  const known = await accountById(tx, aim.value.account)
  return known ? ok({ from: known.email, to: aim.value.email }) : refuse({ code: 'link_unknown' })
}

/**
 * The button on that page: from now on the account signs in with the new address. Everywhere else it is signed out, and
 * links and half ways in that the old address brought end. The old address gets a letter that can put it back.
 */
export async function changeAddress(
  auth: Auth,
  { token, visitor, school, browser }: { token: string; visitor: Visitor; school?: Id | undefined; browser: Browser }
): Promise<Result<{ token: Token; to: EmailAddress }>> {
  const changed = await settle(auth, async (tx) => {
    const shown = await opened(tx, auth, token, visitor)
    if (!shown.ok) return shown
    const now = auth.clock()
    const used = await useLink(tx, 'address', token, now)
    if (!used.ok) return used
    const { account, email: to } = used.value
    const known = (await accountById(tx, account))!
    if (!(await setAddress(tx, account, to))) return refuse({ code: 'address_taken' })
    await endWaysIn(tx, account, now)
    const back = await createLink(tx, { purpose: 'address_back', email: known.email, account }, now)
    const { device, token: replaces } = browser
    const session = await auth.sessions.start(tx, { account, school, device, replaces })
    await auth.sessions.endAll(tx, account, session)
    return ok({ to, session, back, from: known.email, language: known.language })
  })
  if (!changed.ok) return changed
  const { to, session, back, from, language } = changed.value
  if (auth.mailer.isConfigured)
    auth.later('a mail about a changed address was not sent', () =>
      auth.mailer.send(from, addressChangedLetter(linkUrl(auth.publicUrl, 'address_back', back), language))
    )
  return ok({ token: session, to })
}

/** What the page behind the link to the old address shows: which address would be back. */
export const openAddressBack = (auth: Auth, token: string): Promise<Result<EmailAddress>> =>
  auth.database.signin(async (tx) => {
    const aim = await inspectLink(tx, 'address_back', token, auth.clock())
    return aim.ok ? ok(aim.value.email) : aim
  })

/**
 * It was not me: the account has the old address again. Whoever did it may know the password, so that goes too, with
 * every session, link and half way in; this browser is let in by the mail that it holds.
 */
export async function putAddressBack(
  auth: Auth,
  { token, browser }: { token: string; browser: Browser }
): Promise<Result<SignedIn>> {
  const back = await settle(auth, async (tx) => {
    const now = auth.clock()
    const used = await useLink(tx, 'address_back', token, now)
    if (!used.ok) return used
    const { account, email } = used.value
    const known = (await accountById(tx, account))!
    if (!(await setAddress(tx, account, email))) return refuse({ code: 'address_taken' })
    await tx.sql`update accounts set password_hash = null where id = ${account}`
    await endWaysIn(tx, account, now)
    await endLinks(tx, account, ['address_back'], now)
    await clearAttempts(tx, 'password_address', email)
    await auth.sessions.endAll(tx, account)
    const entered = await enter(auth, tx, { account, browser })
    return ok({ entered, lost: known.email, language: known.language })
  })
  if (!back.ok) return back
  const { entered, lost, language } = back.value
  if (auth.mailer.isConfigured)
    auth.later('a mail about an address that was put back was not sent', () =>
      auth.mailer.send(lost, addressBackLetter(language))
    )
  return ok(entered)
}

/** What was on its way in with the address of before: links by mail, and browsers that have only taken the first step. */
async function endWaysIn(tx: SigninTx, account: Id, now: number): Promise<void> {
  await endLinks(tx, account, ['sign_in', 'password', 'address'], now)
  await tx.sql`delete from half_sessions where account_id = ${account}`
}
