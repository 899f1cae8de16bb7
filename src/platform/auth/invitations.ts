import type { Id } from '#kernel/id.ts'
import { ok, refuse, type Result } from '#kernel/result.ts'
import type { Language } from '#platform/i18n/runtime.ts'
import { parseEmailAddress, type EmailAddress } from '#platform/mail/address.ts'
import { isReceiverRefused } from '#platform/mail/mailer.ts'
import { ensureAccount, findAccount, setFirstPasswordHash } from './accounts.ts'
import { settle, type Auth } from './auth.ts'
import { enter } from './entering.ts'
import { invitationLetter, type InvitationWords } from './letters.ts'
import { countAttempt } from './limits.ts'
import { createLink, inspectLink, linkUrl, useLink } from './links.ts'
import { joinSchool, type Membership } from './memberships.ts'
import { checkNewPassword, hashPassword } from './passwords.ts'
import type { Browser, SignedIn } from './sign-in.ts'
import type { Token } from './tokens.ts'

export type Invitation = Membership & { email: string; words: InvitationWords }

/** What became of the mail. The invitation itself waits in each case. */
export type InvitationDelivery = 'mailed' | 'mail_not_configured' | 'mail_not_sent' | 'mail_refused'

/**
 * Invites an address to be a person in a school. Whether the address already has an account is not told: accounts
 * are not the school's. Someone who is in already needs no invitation (`already_member`).
 */
export async function invite(
  auth: Auth,
  { email, school, person, words }: Invitation
): Promise<Result<InvitationDelivery>> {
  const address = parseEmailAddress(email)
  if (!address.ok) return address
  const made = await auth.database.signin(async (tx) => {
    const { sql } = tx
    const members = await sql`
      select from memberships where school_id = ${school} and person_id = ${person} and ended_at is null`
    if (members.length) return refuse({ code: 'already_member' })
    const counted = await countAttempt(tx, 'mail_invitation', address.value, auth.clock())
    if (!counted.ok) return counted
    return ok(await createLink(tx, { purpose: 'invitation', email: address.value, school, person }, auth.clock()))
  })
  if (!made.ok) return made
  if (!auth.mailer.isConfigured) return ok('mail_not_configured')
  const letter = invitationLetter(linkUrl(auth.publicUrl, 'invitation', made.value), words)
  const sent = await auth.mailer.send(address.value, letter, school)
  if (sent.ok) return ok('mailed')
  auth.log.warn({ failure: sent.failure }, 'an invitation was not sent')
  return ok(isReceiverRefused(sent.failure) ? 'mail_refused' : 'mail_not_sent')
}

/**
 * New links for the invitations that wait for an address, for whoever runs the server: the stored ones cannot be
 * read back. Older links of the same invitation stop working.
 */
export async function renewInvitations(
  auth: Pick<Auth, 'database' | 'clock'>,
  email: string
): Promise<Result<(Membership & { token: Token })[]>> {
  const address = parseEmailAddress(email)
  if (!address.ok) return address
  return auth.database.signin(async (tx) => {
    const now = auth.clock()
    const waiting = await tx.sql<Membership[]>`
      select distinct school_id as school, person_id as person from links
      where email = ${address.value} and purpose = 'invitation' and used_at is null and expires_at > ${new Date(now)}`
    const renewed: (Membership & { token: Token })[] = []
    for (const { school, person } of waiting) {
      const token = await createLink(tx, { purpose: 'invitation', email: address.value, school, person }, now)
      renewed.push({ school, person, token })
    }
    return ok(renewed)
  })
}

/** The account that is signed in in the browser that opens an invitation. */
export type Visitor = { account: Id; email: EmailAddress } | null

export type OpenedInvitation = Membership & {
  email: EmailAddress
  /** Would a password be new? Then the page offers to choose one. */
  mayChoosePassword: boolean
}

/** What the page behind an invitation shows. Nothing changes. */
export const openInvitation = (auth: Auth, token: string, visitor: Visitor): Promise<Result<OpenedInvitation>> =>
  auth.database.signin(async (tx) => {
    const aim = await inspectLink(tx, 'invitation', token, auth.clock())
    if (!aim.ok) return aim
    const { email, school, person } = aim.value
    if (isForeign(email, visitor)) return refuse({ code: 'invitation_other_account' })
    const account = await findAccount(tx, email)
    return ok({ email, school, person, mayChoosePassword: !account?.passwordHash })
  })

/**
 * The button on that page: makes the account if there is none, makes it that person in the school and signs in, all
 * or nothing. Holding the link proves the address. A password is optional, and never replaces one that exists.
 */
export async function acceptInvitation(
  auth: Auth,
  acceptance: { token: string; visitor: Visitor; password: string | null; language: Language; browser: Browser }
): Promise<Result<SignedIn & Membership>> {
  const { token, visitor, password, language, browser } = acceptance
  const opened = await openInvitation(auth, token, visitor)
  if (!opened.ok) return opened
  let hash: string | null = null
  if (password !== null && opened.value.mayChoosePassword) {
    const checked = checkNewPassword(password, opened.value.email)
    if (!checked.ok) return checked
    hash = await hashPassword(password)
  }
  return settle(auth, async (tx) => {
    const now = auth.clock()
    const used = await useLink(tx, 'invitation', token, now)
    if (!used.ok) return used
    const { email, school, person } = used.value
    const account = await ensureAccount(tx, { email, language, now })
    if (hash) await setFirstPasswordHash(tx, account, hash)
    const joined = await joinSchool(tx, { account, school, person, now })
    if (!joined.ok) return joined
    auth.sessions.lookAgainAfter(tx)
    // Who is signed in already has taken every step.
    const { device, token: replaces } = browser
    const entered = visitor
      ? { token: await auth.sessions.start(tx, { account, school, device, replaces }), account, isHalf: false }
      : await enter(auth, tx, { account, school, browser })
    return ok({ ...entered, school, person })
  })
}

const isForeign = (email: EmailAddress, visitor: Visitor): boolean => visitor !== null && visitor.email !== email
