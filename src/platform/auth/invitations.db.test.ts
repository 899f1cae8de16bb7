import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { newId } from '#kernel/id.ts'
import { testDatabase } from '#platform/db/testing.ts'
import { openMailer } from '#platform/mail/mailer.ts'
import { openMailbox } from '#platform/mail/testing.ts'
import { leaveSchool } from './account-settings.ts'
import { acceptInvitation, invite, openInvitation, renewInvitations, type Visitor } from './invitations.ts'
import { accessOf, membershipsOf } from './memberships.ts'
import { signInWithPassword } from './sign-in.ts'
import { aBrowser, aMember, anAccount, authForTests, NO_MAIL } from './testing.ts'

const database = await testDatabase()
const mailbox = await openMailbox()
afterAll(mailbox.close)
const { auth, pass, logged } = authForTests(
  database,
  openMailer({ url: mailbox.url, from: 'Samenspel <samenspel@school.nl>', timeout: 2_000, retryAfter: 10 })
)
const PASSWORD = 'vier paarse olifanten'
const DAY = 86_400_000
const words = { inviter: 'Janna de Visser', school: 'De Regenboog', language: 'nl' as const }

beforeEach(() => {
  mailbox.received.length = 0
})

let made = 0
/** Invites an address and takes the token out of the mail. */
async function invited({ email = `genodigd${++made}@school.nl`, school = newId(), person = newId() } = {}) {
  expect(await invite(auth, { email, school, person, words })).toEqual({ ok: true, value: 'mailed' })
  const url = /https:\/\/\S+/.exec(mailbox.received.at(-1)!.mail.text!)![0]
  return { email, school, person, token: url.slice(url.lastIndexOf('/') + 1) }
}

const accept = (token: string, parts: { visitor?: Visitor; password?: string | null } = {}) =>
  acceptInvitation(auth, { token, visitor: null, password: null, language: 'nl', browser: aBrowser(), ...parts })
const codeOf = (result: { ok: boolean; failure?: { code: string } }) => (result.ok ? 'ok' : result.failure?.code)
const memberships = (account: string) => database.signin((tx) => membershipsOf(tx, account))
const accessIn = (school: string) => database.signin((tx) => accessOf(tx, school, auth.clock()))
const countAccounts = async () => (await database.ownerSql`select from signin.accounts`).length

describe('inviting', () => {
  test('mails who invites, for which school, and what it is', async () => {
    const { email } = await invited()
    const { to, mail } = mailbox.received[0]!
    expect(to).toEqual([email])
    expect(mail.subject).toBe('Janna de Visser nodigt je uit voor Samenspel van De Regenboog')
    expect(mail.text).toMatch(/Janna de Visser nodigt je uit om mee te doen/)
    expect(mail.text).toMatch(/bordsessie/)
    expect(mail.text).toMatch(/14 dagen/)
  })

  test('a school or inviter with line breaks or tags in its name writes no header and no HTML', async () => {
    const evil = {
      inviter: 'Janna\r\nBcc: iedereen@school.nl',
      school: '<img src=x onerror=alert(1)>',
      language: 'nl' as const
    }
    await invite(auth, { email: 'kwaad@school.nl', school: newId(), person: newId(), words: evil })
    const { to, raw, mail } = mailbox.received[0]!
    expect(to).toEqual(['kwaad@school.nl'])
    expect(raw).not.toMatch(/^Bcc:/im)
    expect(mail.html).not.toContain('<img')
  })

  test('an address that is none, or two, is refused', async () => {
    for (const email of ['zoe', 'zoe@school.nl, piet@school.nl', 'zoe@school.nl\r\nBcc: x@school.nl'])
      expect(codeOf(await invite(auth, { email, school: newId(), person: newId(), words }))).toBe('email_invalid')
  })

  test('who is in already is not invited again', async () => {
    const { email, school, person } = await aMember(auth)
    expect(codeOf(await invite(auth, { email, school, person, words }))).toBe('already_member')
  })

  test('an address is not buried in mail', async () => {
    const email = 'overspoeld@school.nl'
    const codes = []
    for (let i = 0; i < 6; i++)
      codes.push(codeOf(await invite(auth, { email, school: newId(), person: newId(), words })))
    expect(codes).toEqual(['ok', 'ok', 'ok', 'ok', 'ok', 'too_many_attempts'])
  })

  test('without mail it waits, and whoever runs the server makes the link', async () => {
    const { auth: mailless } = authForTests(database, NO_MAIL, null)
    const [email, school, person] = ['wacht@school.nl', newId(), newId()]
    expect(await invite(mailless, { email, school, person, words })).toEqual({ ok: true, value: 'mail_not_configured' })
    expect(await accessIn(school)).toEqual([{ person, state: 'invited', until: auth.clock() + 14 * DAY }])
    const renewed = await renewInvitations(mailless, email)
    if (!renewed.ok) throw new Error(renewed.failure.code)
    expect(renewed.value).toMatchObject([{ school, person }])
    expect(await accept(renewed.value[0]!.token)).toMatchObject({ ok: true, value: { school, person } })
    expect(await renewInvitations(mailless, email)).toEqual({ ok: true, value: [] })
  })

  test('a mail server that is away: the invitation waits, and the log says so', async () => {
    const { url, close } = await openMailbox()
    await close()
    const deaf = openMailer({ url, from: 's@school.nl', timeout: 200, retryAfter: 10 })
    const broken = authForTests(database, deaf)
    const [school, person] = [newId(), newId()]
    expect(await invite(broken.auth, { email: 'doof@school.nl', school, person, words })).toEqual({
      ok: true,
      value: 'mail_not_sent'
    })
    expect(broken.logged).toHaveLength(1)
    expect(await accessIn(school)).toMatchObject([{ person, state: 'invited' }])
  })
})

describe('accepting', () => {
  test('makes the account and the membership, signed in at that school', async () => {
    const { email, school, person, token } = await invited()
    expect(await openInvitation(auth, token, null)).toEqual({
      ok: true,
      value: { email, school, person, mayChoosePassword: true }
    })
    const accepted = await accept(token, { password: PASSWORD })
    if (!accepted.ok) throw new Error(accepted.failure.code)
    expect(await auth.sessions.find(accepted.value.token)).toMatchObject({ email, member: { school, person } })
    expect(await accessIn(school)).toEqual([{ person, state: 'member' }])
    expect(codeOf(await signInWithPassword(auth, { email, password: PASSWORD, browser: aBrowser() }))).toBe('ok')
  })

  test('without a password is fine: a mailed link signs in', async () => {
    const { token } = await invited()
    expect(codeOf(await accept(token))).toBe('ok')
  })

  test('of two at once one is let in, and one account is made', async () => {
    const { token, school } = await invited()
    const before = await countAccounts()
    const codes = (await Promise.all([accept(token), accept(token), accept(token)])).map(codeOf)
    expect(codes.sort()).toEqual(['link_used', 'link_used', 'ok'])
    expect(await countAccounts()).toBe(before + 1)
    expect(await accessIn(school)).toHaveLength(1)
  })

  test('with an account from another school adds this one; its password stays', async () => {
    const other = await aMember(auth, { password: PASSWORD })
    const { token, school, person } = await invited({ email: other.email })
    expect(await openInvitation(auth, token, null)).toMatchObject({ value: { mayChoosePassword: false } })
    const accepted = await accept(token, { password: 'drie groene stoelen' })
    expect(accepted).toMatchObject({ ok: true, value: { account: other.account } })
    expect(await memberships(other.account)).toEqual([
      { school: other.school, person: other.person },
      { school, person }
    ])
    const signIn = (password: string) => signInWithPassword(auth, { email: other.email, password, browser: aBrowser() })
    expect(codeOf(await signIn('drie groene stoelen'))).toBe('sign_in_failed')
    expect(codeOf(await signIn(PASSWORD))).toBe('ok')
  })

  test('while signed in with that address works; with another it is refused and stays usable', async () => {
    const { email, token } = await invited()
    const stranger = await anAccount(auth)
    expect(codeOf(await openInvitation(auth, token, stranger))).toBe('invitation_other_account')
    expect(codeOf(await accept(token, { visitor: stranger }))).toBe('invitation_other_account')
    const own = await anAccount(auth, { email })
    expect(codeOf(await accept(token, { visitor: own }))).toBe('ok')
  })

  test('a weak password is refused and the link stays usable', async () => {
    const { token } = await invited()
    expect(codeOf(await accept(token, { password: 'Welkom2026!' }))).toBe('password_too_common')
    expect(codeOf(await accept(token))).toBe('ok')
  })

  test('twice, too late or never made: each its own sentence, for the page as well', async () => {
    const { token } = await invited()
    await accept(token)
    expect(codeOf(await accept(token))).toBe('link_used')
    expect(codeOf(await openInvitation(auth, token, null))).toBe('link_used')
    const late = await invited()
    pass(14 * DAY)
    expect(codeOf(await accept(late.token))).toBe('link_expired')
    expect(codeOf(await openInvitation(auth, 'nooit', null))).toBe('link_unknown')
  })

  test('a person who has an account already is not given to a second one; nothing is left half done', async () => {
    const [school, person] = [newId(), newId()]
    const { token, email } = await invited({ school, person })
    await aMember(auth, { school, person })
    expect(codeOf(await accept(token))).toBe('already_member')
    expect(await database.ownerSql`select from signin.accounts where email = ${email}`).toHaveLength(0)
    expect(codeOf(await openInvitation(auth, token, null))).toBe('ok')
  })

  test('an account is one person in a school', async () => {
    const member = await aMember(auth)
    const { token } = await invited({ email: member.email, school: member.school })
    expect(codeOf(await accept(token))).toBe('already_member')
  })

  test('an invitation to somebody who left since is void; who comes back gets a new one', async () => {
    const { school, person, token, email } = await invited()
    await leaveSchool(auth, { school, person })
    expect(codeOf(await accept(token))).toBe('link_expired')
    const again = await invited({ email, school, person })
    expect(codeOf(await accept(again.token))).toBe('ok')
    await leaveSchool(auth, { school, person })
    expect(await accessIn(school)).toEqual([])
    const back = await invited({ email, school, person })
    expect(codeOf(await accept(back.token))).toBe('ok')
    expect(await accessIn(school)).toEqual([{ person, state: 'member' }])
  })
})

test('nothing of all this was logged', () => expect(logged).toEqual([]))
