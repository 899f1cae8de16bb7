import { hash as argon2, verify } from '@node-rs/argon2'
import { afterAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { testDatabase } from '#platform/db/testing.ts'
import { openMailer } from '#platform/mail/mailer.ts'
import { openMailbox } from '#platform/mail/testing.ts'
import { changePassword, resetPassword } from './password-change.ts'
import { makeSignInLink, requestLink, signInWithLink, signInWithPassword } from './sign-in.ts'
import { aBrowser, anAccount, authForTests, aMember, NO_MAIL } from './testing.ts'
import { hashToken } from './tokens.ts'

// The real library, counted: equal work is seen in what is called, not on a clock.
vi.mock('@node-rs/argon2', async (original) => {
  const library = await original<typeof import('@node-rs/argon2')>()
  return { ...library, verify: vi.fn(library.verify) }
})

const database = await testDatabase()
const mailbox = await openMailbox()
afterAll(mailbox.close)
const mailer = openMailer({ url: mailbox.url, from: 'Samenspel <samenspel@school.nl>', timeout: 2_000, retryAfter: 10 })
const { auth, pass, logged } = authForTests(database, mailer)
const MINUTE = 60_000
const PASSWORD = 'vier paarse olifanten'
const browser = aBrowser()

beforeEach(() => {
  mailbox.received.length = 0
  logged.length = 0
})

const codeOf = (result: { ok: boolean; failure?: { code: string } }) => (result.ok ? 'ok' : result.failure?.code)
const passwordOf = async (email: string) => {
  const rows = await database.ownerSql`select password_hash from signin.accounts where email = ${email}`
  return rows[0]!['password_hash'] as string
}

describe('with a password', () => {
  const signIn = (email: string, password = PASSWORD) => signInWithPassword(auth, { email, password, browser })

  test('the right one opens a session', async () => {
    const { account, email } = await anAccount(auth, { password: PASSWORD })
    const result = await signIn(` ${email.toUpperCase()} `)
    expect(result).toMatchObject({ ok: true, value: { account } })
    if (result.ok) expect(await auth.sessions.find(result.value.token)).toMatchObject({ account, email })
  })

  test('a wrong one, an unknown address and an account without one get the same answer for the same work', async () => {
    const known = await anAccount(auth, { password: PASSWORD })
    const without = await anAccount(auth)
    const work: number[] = []
    const answers = []
    for (const email of [known.email, without.email, 'nobody@school.nl']) {
      vi.mocked(verify).mockClear()
      answers.push(await signIn(email, 'iets heel anders'))
      work.push(vi.mocked(verify).mock.calls.length)
    }
    expect(answers).toEqual(Array(3).fill({ ok: false, failure: { code: 'sign_in_failed' } }))
    expect(work).toEqual([1, 1, 1])
  })

  test('guessing is slowed down per address, the right password too; unknown addresses as well', async () => {
    const { email } = await anAccount(auth, { password: PASSWORD })
    for (const address of [email, 'nobody-either@school.nl']) {
      for (let i = 0; i < 5; i++) expect(codeOf(await signIn(address, 'iets heel anders'))).toBe('sign_in_failed')
      expect(codeOf(await signIn(address))).toBe('too_many_attempts')
    }
    pass(15_000)
    expect(codeOf(await signIn(email))).toBe('ok')
    for (let i = 0; i < 4; i++) expect(codeOf(await signIn(email, 'iets heel anders'))).toBe('sign_in_failed')
    expect(codeOf(await signIn(email))).toBe('ok')
  })

  test('a school that signs in behind one network address is not held up', async () => {
    const { email } = await anAccount(auth, { password: PASSWORD })
    const one = aBrowser({ network: '203.0.113.9' })
    for (let i = 0; i < 12; i++)
      expect(codeOf(await signInWithPassword(auth, { email, password: PASSWORD, browser: one }))).toBe('ok')
    const rows = await database.ownerSql`
      select count from signin.attempts where kind = 'password_network' and subject = ${hashToken('203.0.113.9')}`
    expect(rows).toEqual([{ count: 0 }])
  })

  test('an older hash is made anew, and still opens', async () => {
    const { email, account } = await anAccount(auth)
    const old = await argon2(PASSWORD, { memoryCost: 4096, timeCost: 1, parallelism: 1 })
    await database.ownerSql`update signin.accounts set password_hash = ${old} where id = ${account}`
    expect(codeOf(await signIn(email))).toBe('ok')
    expect(await passwordOf(email)).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
    expect(codeOf(await signIn(email))).toBe('ok')
  })

  test('the session the browser had before ends', async () => {
    const { email } = await anAccount(auth, { password: PASSWORD })
    const first = await signIn(email)
    if (!first.ok) throw new Error(first.failure.code)
    await signInWithPassword(auth, { email, password: PASSWORD, browser: aBrowser({ token: first.value.token }) })
    expect(await auth.sessions.find(first.value.token)).toBeNull()
  })
})

/** Asks for a link, waits for the mail and takes the token out of it. */
async function mailedToken(purpose: 'sign_in' | 'password', email: string): Promise<string> {
  mailbox.received.length = 0
  expect(codeOf(await requestLink(auth, { purpose, email, network: browser.network }))).toBe('ok')
  await auth.settled()
  const url = /https:\/\/\S+/.exec(mailbox.received[0]!.mail.text!)![0]
  return url.slice(url.lastIndexOf('/') + 1)
}

describe('with a mailed link', () => {
  test('the mail goes to the account, in its language, and the link signs in', async () => {
    const { account, email } = await aMember(auth)
    const token = await mailedToken('sign_in', email)
    expect(mailbox.received[0]!.to).toEqual([email])
    expect(mailbox.received[0]!.mail.subject).toBe('Je link om in te loggen bij Samenspel')
    const result = await signInWithLink(auth, { token, browser })
    expect(result).toMatchObject({ ok: true, value: { account } })
    if (result.ok) expect(await auth.sessions.find(result.value.token)).toMatchObject({ email })
  })

  test('an address without an account gets the same answer and no mail', async () => {
    expect(await requestLink(auth, { purpose: 'sign_in', email: 'nobody@school.nl', network: '192.0.2.1' })).toEqual({
      ok: true,
      value: undefined
    })
    await auth.settled()
    expect(mailbox.received).toEqual([])
    expect(logged).toEqual([])
  })

  test('five an hour, whether the address exists or not', async () => {
    const { email } = await anAccount(auth)
    for (const address of [email, 'nobody-six@school.nl']) {
      const codes = []
      for (let i = 0; i < 6; i++)
        codes.push(codeOf(await requestLink(auth, { purpose: 'sign_in', email: address, network: '192.0.2.1' })))
      expect(codes).toEqual(['ok', 'ok', 'ok', 'ok', 'ok', 'too_many_attempts'])
    }
    await auth.settled()
    expect(mailbox.received).toHaveLength(5)
  })

  test('two at once: one signs in, the other reads that it was used', async () => {
    const { email } = await anAccount(auth)
    const token = await mailedToken('sign_in', email)
    const codes = (await Promise.all([1, 2, 3, 4].map(() => signInWithLink(auth, { token, browser })))).map(codeOf)
    expect(codes.sort()).toEqual(['link_used', 'link_used', 'link_used', 'ok'])
  })

  test('after fifteen minutes it has expired', async () => {
    const { email } = await anAccount(auth)
    const token = await mailedToken('sign_in', email)
    pass(15 * MINUTE)
    expect(codeOf(await signInWithLink(auth, { token, browser }))).toBe('link_expired')
  })

  test('a link for a password does not sign in by itself', async () => {
    const { email } = await anAccount(auth)
    const token = await mailedToken('password', email)
    expect(codeOf(await signInWithLink(auth, { token, browser }))).toBe('link_unknown')
  })

  test('a mail that does not leave is logged, without the link in it', async () => {
    const { port, close } = await openMailbox()
    await close()
    const deaf = openMailer({ url: `smtp://127.0.0.1:${port}`, from: 's@school.nl', timeout: 200, retryAfter: 10 })
    const broken = authForTests(database, deaf)
    const { email } = await anAccount(auth)
    expect(codeOf(await requestLink(broken.auth, { purpose: 'sign_in', email, network: '192.0.2.1' }))).toBe('ok')
    await broken.auth.settled()
    expect(broken.logged).toHaveLength(1)
    expect(broken.logged[0]).toMatchObject({ facts: { failure: { code: 'mail_not_sent' } } })
    expect(JSON.stringify(broken.logged)).not.toMatch(/inloggen\/link|@school/)
  })

  test('without mail it is said, for every address', async () => {
    const { auth: mailless } = authForTests(database, NO_MAIL)
    const { email } = await anAccount(auth)
    for (const address of [email, 'nobody@school.nl'])
      expect(codeOf(await requestLink(mailless, { purpose: 'sign_in', email: address, network: '192.0.2.1' }))).toBe(
        'mail_not_configured'
      )
  })

  test('whoever runs the server can make one without mail', async () => {
    const { account, email } = await anAccount(auth)
    const made = await makeSignInLink(auth, email)
    if (!made.ok) throw new Error(made.failure.code)
    expect(await signInWithLink(auth, { token: made.value, browser })).toMatchObject({ ok: true, value: { account } })
    expect(codeOf(await makeSignInLink(auth, 'nobody@school.nl'))).toBe('not_found')
  })
})

describe('a new password', () => {
  test('after a mailed link: it works, the link not again, and every session has ended', async () => {
    const { account, email } = await anAccount(auth, { password: PASSWORD })
    const elsewhere = await database.signin((tx) => auth.sessions.start(tx, { account, device: 'Laptop' }))
    await auth.sessions.find(elsewhere)
    const token = await mailedToken('password', email)
    const weak = await resetPassword(auth, { token, password: 'Welkom2026!', browser })
    expect(codeOf(weak)).toBe('password_too_common')
    const results = await Promise.all(
      [1, 2].map(() => resetPassword(auth, { token, password: 'drie groene stoelen', browser }))
    )
    expect(results.map(codeOf).sort()).toEqual(['link_used', 'ok'])
    expect(await auth.sessions.find(elsewhere)).toBeNull()
    const signIn = (password: string) => signInWithPassword(auth, { email, password, browser })
    expect(codeOf(await signIn(PASSWORD))).toBe('sign_in_failed')
    expect(codeOf(await signIn('drie groene stoelen'))).toBe('ok')
  })

  test('when signed in: asks for the old one, ends the other sessions and gives this one a new token', async () => {
    const { account, email, school } = await aMember(auth, { password: PASSWORD })
    const begin = () => database.signin((tx) => auth.sessions.start(tx, { account, device: 'Laptop' }))
    const [here, elsewhere] = [await begin(), await begin()]
    const change = (current: string) =>
      changePassword(auth, {
        account,
        school,
        current,
        password: 'drie groene stoelen',
        browser: aBrowser({ token: here })
      })
    expect(await change('iets heel anders')).toEqual({
      ok: false,
      failure: { code: 'sign_in_failed', field: 'current' }
    })
    const changed = await change(PASSWORD)
    if (!changed.ok) throw new Error(changed.failure.code)
    expect(await auth.sessions.find(here)).toBeNull()
    expect(await auth.sessions.find(elsewhere)).toBeNull()
    expect(await auth.sessions.find(changed.value.token)).toMatchObject({ email, member: { school } })
  })

  test('guessing the old one from an open session is slowed down as well', async () => {
    const { account } = await anAccount(auth, { password: PASSWORD })
    const guess = () =>
      changePassword(auth, { account, current: 'iets heel anders', password: 'drie groene stoelen', browser })
    for (let i = 0; i < 5; i++) expect(codeOf(await guess())).toBe('sign_in_failed')
    expect(codeOf(await guess())).toBe('too_many_attempts')
  })

  test('an account without one chooses its first', async () => {
    const { account, email } = await anAccount(auth)
    const changed = await changePassword(auth, { account, current: '', password: PASSWORD, browser })
    expect(codeOf(changed)).toBe('ok')
    expect(codeOf(await signInWithPassword(auth, { email, password: PASSWORD, browser }))).toBe('ok')
  })
})

test('mail without a known address of the installation stops the start', () => {
  const open = (publicUrl: string | null) => () => authForTests(database, mailer, publicUrl)
  expect(open(null)).toThrow(/PUBLIC_URL/)
  expect(open('samenspel.school.nl')).toThrow(/PUBLIC_URL/)
  expect(open('http://samenspel.lan:3000')).not.toThrow()
})
