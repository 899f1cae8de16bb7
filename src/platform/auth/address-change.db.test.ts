import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { testDatabase } from '#platform/db/testing.ts'
import { openMailer } from '#platform/mail/mailer.ts'
import { openMailbox } from '#platform/mail/testing.ts'
import { changePassword } from './password-change.ts'
import { changeAddress, openAddress, openAddressBack, putAddressBack, requestAddress } from './address-change.ts'
import { accountById, findAccount } from './accounts.ts'
import { acceptInvitation, invite, type Visitor } from './invitations.ts'
import { membershipsOf } from './memberships.ts'
import { beginSecondStep, confirmSecondStep, secondStepOf } from './second-step.ts'
import { requestLink, signInWithLink, signInWithPassword } from './sign-in.ts'
import { aBrowser, aMember, anAccount, authForTests, NO_MAIL } from './testing.ts'
import { hashToken } from './tokens.ts'
import { codeAt } from './totp.ts'

const database = await testDatabase()
const mailbox = await openMailbox()
afterAll(mailbox.close)
const { auth, pass, logged } = authForTests(
  database,
  openMailer({ url: mailbox.url, from: 'Samenspel <samenspel@school.nl>', timeout: 2_000, retryAfter: 10 })
)
const PASSWORD = 'vier paarse olifanten'
const MINUTE = 60_000
const DAY = 86_400_000
const NETWORK = '192.0.2.9'

beforeEach(() => {
  mailbox.received.length = 0
})

let made = 0
const fresh = () => `nieuw${++made}@elders.nl`
const codeOf = (result: { ok: boolean; failure?: { code: string } }) => (result.ok ? 'ok' : result.failure?.code)
const begin = (account: string) => database.signin((tx) => auth.sessions.start(tx, { account, device: 'Laptop' }))
const emailOf = async (account: string) => (await database.signin((tx) => accountById(tx, account)))?.email
const linkIn = (text: string | undefined) => /https:\/\/\S+/.exec(text ?? '')?.[0] ?? ''
const lastPart = (url: string) => url.slice(url.lastIndexOf('/') + 1)
const mailTo = (address: string) => mailbox.received.findLast(({ to }) => to[0] === address)?.mail

type Somebody = { account: string; email: string }
const as = ({ account, email }: Somebody): Visitor => ({ account, email })
const ask = async ({ account }: Somebody, email: string, current = '') => {
  const asked = await requestAddress(auth, { account, email, current, network: NETWORK })
  await auth.settled()
  return asked
}
/** Asks, and takes the token out of the mail. */
async function asked(who: Somebody, to = fresh(), current = '') {
  expect(await ask(who, to, current)).toEqual({ ok: true, value: to })
  return { to, token: lastPart(linkIn(mailTo(to)?.text)) }
}
const change = async (token: string, visitor: Visitor, browser = aBrowser()) => {
  const changed = await changeAddress(auth, { token, visitor, browser })
  await auth.settled()
  return changed
}
async function changed(who: Somebody, current = '') {
  const { to, token } = await asked(who, fresh(), current)
  expect(codeOf(await change(token, as(who)))).toBe('ok')
  return { to, back: lastPart(linkIn(mailTo(who.email)?.text)) }
}
const putBack = async (token: string) => {
  const back = await putAddressBack(auth, { token, browser: aBrowser() })
  await auth.settled()
  return back
}

describe('asking for another address', () => {
  test('changes nothing, and mails the new address a link that names nobody', async () => {
    const who = await aMember(auth, { password: PASSWORD })
    const { to } = await asked(who, fresh(), PASSWORD)
    expect(mailbox.received).toHaveLength(1)
    const mail = mailTo(to)!
    expect(mail.subject).toBe('Log je voortaan met dit adres in?')
    expect(mail.text).toMatch(/60 minuten/)
    expect(mail.text).not.toContain(who.email)
    expect(linkIn(mail.text)).toMatch(/^https:\/\/samenspel\.school\.nl\/adres\/[\w-]{43}$/)
    expect(await emailOf(who.account)).toBe(who.email)
    const signIn = { email: who.email, password: PASSWORD, browser: aBrowser() }
    expect(codeOf(await signInWithPassword(auth, signIn))).toBe('ok')
  })

  test('asks for the password, where there is one, and slows guessing down', async () => {
    const who = await anAccount(auth, { password: PASSWORD })
    const guess = () => ask(who, fresh(), 'iets heel anders')
    for (let at = 0; at < 5; at++)
      expect(await guess()).toEqual({ ok: false, failure: { code: 'sign_in_failed', field: 'current' } })
    expect(codeOf(await guess())).toBe('too_many_attempts')
    expect(mailbox.received).toEqual([])
  })

  test('says the same of an address that has an account, whose holder is told, and nobody else', async () => {
    const [who, other] = [await anAccount(auth), await anAccount(auth)]
    expect(await ask(who, other.email)).toEqual({ ok: true, value: other.email })
    expect(mailbox.received.map(({ to }) => to[0])).toEqual([other.email])
    const { mail } = mailbox.received[0]!
    expect(mail.subject).toBe('Dit adres heeft al een account')
    expect(mail.text).not.toContain(who.email)
    expect(mail.text).not.toContain('/adres/')
    expect(await emailOf(other.account)).toBe(other.email)
  })

  test('refuses what is no address and the one there is, and says so where there is no mail', async () => {
    const who = await anAccount(auth)
    expect(await ask(who, 'noor@')).toEqual({ ok: false, failure: { code: 'email_invalid', field: 'email' } })
    expect(await ask(who, ` ${who.email.toUpperCase()} `)).toEqual({
      ok: false,
      failure: { code: 'address_same', field: 'email' }
    })
    const { auth: mailless } = authForTests(database, NO_MAIL)
    const order = { account: who.account, email: fresh(), current: '', network: NETWORK }
    expect(codeOf(await requestAddress(mailless, order))).toBe('mail_not_configured')
  })

  test('goes five times an hour for an account, and five times for an address, whoever asks', async () => {
    const who = await anAccount(auth)
    const codes = []
    for (let at = 0; at < 6; at++) codes.push(codeOf(await ask(who, fresh())))
    expect(codes).toEqual(['ok', 'ok', 'ok', 'ok', 'ok', 'too_many_attempts'])
    for (const address of [fresh(), (await anAccount(auth)).email]) {
      const others = []
      for (let at = 0; at < 6; at++) others.push(codeOf(await ask(await anAccount(auth), address)))
      expect(others).toEqual(codes)
    }
  })

  test('leaves a hash of the link, and of what is mailed nothing in the log', async () => {
    const { to, token } = await asked(await anAccount(auth))
    const rows = await database.ownerSql`select * from signin.links where token_hash = ${hashToken(token)}`
    expect(rows).toHaveLength(1)
    expect(JSON.stringify(rows)).not.toContain(token)
    expect(JSON.stringify(logged)).not.toContain(to)
    expect(JSON.stringify(logged)).not.toContain(token)
  })
})

describe('the link to the new address', () => {
  test('changes the address, once: the schools, the password and the second step stay, others are signed out', async () => {
    const who = await aMember(auth, { password: PASSWORD })
    await beginSecondStep(auth, who.account)
    const step = await secondStepOf(auth, who.account)
    const code = step.state === 'setting_up' ? codeAt(step.secret, auth.clock()) : ''
    await confirmSecondStep(auth, { account: who.account, school: who.school, code, browser: aBrowser() })
    const [here, elsewhere] = [await begin(who.account), await begin(who.account)]
    const { to, token } = await asked(who, fresh(), PASSWORD)
    const shown = await openAddress(auth, token, as(who))
    expect(shown).toEqual({ ok: true, value: { from: who.email, to } })
    const results = await Promise.all([1, 2, 3].map(() => change(token, as(who), aBrowser({ token: here }))))
    expect(results.map(codeOf).sort()).toEqual(['link_used', 'link_used', 'ok'])
    const done = results.find(({ ok }) => ok)!
    for (const old of [here, elsewhere]) expect(await auth.sessions.find(old)).toBeNull()
    const session = await auth.sessions.find(done.ok ? done.value.token : '')
    expect(session).toMatchObject({ email: to, hasSecondStep: true, member: { school: who.school } })
    expect(await database.signin((tx) => membershipsOf(tx, who.account))).toEqual([
      { school: who.school, person: who.person }
    ])
    const signIn = (email: string) => signInWithPassword(auth, { email, password: PASSWORD, browser: aBrowser() })
    expect(codeOf(await signIn(who.email))).toBe('sign_in_failed')
    expect(await signIn(to)).toMatchObject({ ok: true, value: { isHalf: true } })
  })

  test('does nothing for nobody, and for somebody else of the same school or of another', async () => {
    const who = await aMember(auth)
    const { token } = await asked(who)
    const colleague = await aMember(auth, { school: who.school })
    const [stranger, before] = [await aMember(auth), await emailOf(who.account)]
    for (const other of [colleague, stranger]) {
      expect(codeOf(await openAddress(auth, token, as(other)))).toBe('address_other_account')
      expect(codeOf(await change(token, as(other)))).toBe('address_other_account')
    }
    expect(codeOf(await openAddress(auth, token, null))).toBe('address_sign_in_first')
    expect(codeOf(await change(token, null))).toBe('address_sign_in_first')
    expect(await emailOf(who.account)).toBe(before)
    expect(codeOf(await change(token, as(who)))).toBe('ok')
  })

  test('lasts an hour, and only the newest works: somebody else who wishes the same address takes none away', async () => {
    const [who, other] = [await anAccount(auth), await anAccount(auth)]
    const first = await asked(who)
    const second = await asked(who)
    expect(codeOf(await change(first.token, as(who)))).toBe('link_expired')
    await asked(other, second.to)
    pass(60 * MINUTE - 1)
    expect(codeOf(await openAddress(auth, second.token, as(who)))).toBe('ok')
    pass(1)
    expect(codeOf(await change(second.token, as(who)))).toBe('link_expired')
    expect(codeOf(await change('x'.repeat(43), as(who)))).toBe('link_unknown')
  })

  test('of two who wish the same address one gets it, and one invited there at that moment is nobody else', async () => {
    const [one, two] = [await anAccount(auth), await anAccount(auth)]
    const first = await asked(one)
    const second = await asked(two, first.to)
    const invitation = { email: first.to, school: crypto.randomUUID(), person: crypto.randomUUID() }
    await invite(auth, { ...invitation, words: { inviter: 'Lia', school: 'De Wilg', language: 'nl' } })
    const token = lastPart(linkIn(mailTo(first.to)?.text))
    const accepting = acceptInvitation(auth, { token, visitor: null, password: null, language: 'nl', browser: aBrowser() }) // prettier-ignore
    const results = await Promise.all([change(first.token, as(one)), change(second.token, as(two)), accepting])
    // Whoever is first has the address; who was invited is let in with the account that has it.
    expect(codeOf(results[2])).toBe('ok')
    const holders = await database.ownerSql`select id from signin.accounts where email = ${first.to}`
    expect(holders).toHaveLength(1)
    for (const result of results.slice(0, 2)) expect(['ok', 'address_taken']).toContain(codeOf(result))
    expect(results.slice(0, 2).filter(({ ok }) => ok).length).toBeLessThanOrEqual(1)
  })

  test('ends what was on its way in by the old address', async () => {
    const who = await anAccount(auth)
    await requestLink(auth, { purpose: 'sign_in', email: who.email, network: NETWORK })
    await auth.settled()
    const old = lastPart(linkIn(mailTo(who.email)?.text))
    await changed(who)
    expect(codeOf(await signInWithLink(auth, { token: old, browser: aBrowser() }))).toBe('link_expired')
    mailbox.received.length = 0
    await requestLink(auth, { purpose: 'sign_in', email: who.email, network: NETWORK })
    await auth.settled()
    expect(mailbox.received).toEqual([])
  })
})

describe('the note to the old address', () => {
  test('says what to do, and its button puts the address back and everybody out', async () => {
    const who = await aMember(auth, { password: PASSWORD })
    const { to, back } = await changed(who, PASSWORD)
    const note = mailTo(who.email)!
    expect(note.subject).toBe('Je logt niet meer in met dit adres')
    expect(note.text).toMatch(/Was jij dit niet\? Zet het dan meteen terug/)
    // Where the thief is now is nothing to tell to a mailbox that may be somebody else's.
    expect(note.text).not.toContain(to)
    const thief = await begin(who.account)
    const known = { account: who.account, school: who.school, current: PASSWORD, password: 'nu is alles van mij' }
    expect(codeOf(await changePassword(auth, { ...known, browser: aBrowser({ token: thief }) }))).toBe('ok')

    expect(await openAddressBack(auth, back)).toEqual({ ok: true, value: who.email })
    const result = await putBack(back)
    expect(result).toMatchObject({ ok: true, value: { account: who.account, isHalf: false } })
    expect(await database.signin((tx) => accountById(tx, who.account))).toMatchObject({
      email: who.email,
      passwordHash: null
    })
    const devices = await auth.sessions.devices(who.account, result.ok ? result.value.token : '')
    expect(devices.map(({ isCurrent }) => isCurrent)).toEqual([true])
    for (const email of [to, who.email])
      for (const password of [PASSWORD, 'nu is alles van mij'])
        expect(codeOf(await signInWithPassword(auth, { email, password, browser: aBrowser() }))).toBe('sign_in_failed')
    expect(mailTo(to)?.subject).toBe('Het adres van een account is teruggezet')
    expect(codeOf(await putBack(back))).toBe('link_used')
  })

  test('works for a week, also when the address changed twice; and then nothing brings the others back', async () => {
    const who = await anAccount(auth)
    const first = await changed(who)
    const second = await changed({ ...who, email: first.to })
    pass(7 * DAY - MINUTE)
    expect(codeOf(await putBack(first.back))).toBe('ok')
    expect(await emailOf(who.account)).toBe(who.email)
    expect(codeOf(await putBack(second.back))).toBe('link_expired')
    const again = await changed(who)
    pass(7 * DAY)
    expect(codeOf(await putBack(again.back))).toBe('link_expired')
  })

  test('takes no address from somebody else who has it by now', async () => {
    const who = await anAccount(auth)
    const { to, back } = await changed(who)
    const other = await anAccount(auth, { email: who.email })
    expect(codeOf(await putBack(back))).toBe('address_taken')
    expect(await emailOf(who.account)).toBe(to)
    expect((await database.signin((tx) => findAccount(tx, who.email)))?.id).toBe(other.account)
  })
})
