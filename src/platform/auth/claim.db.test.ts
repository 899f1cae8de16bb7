import { beforeEach, expect, test } from 'vitest'
import { testDatabase } from '#platform/db/testing.ts'
import { claim, claimCodeForFirstStart, isClaimed } from './claim.ts'
import { signInWithPassword } from './sign-in.ts'
import { aBrowser, authForTests } from './testing.ts'

const database = await testDatabase()
const { auth } = authForTests(database)
const PASSWORD = 'vier paarse olifanten'

beforeEach(async () => {
  await database.ownerSql`delete from signin.accounts`
  await database.ownerSql`delete from signin.attempts`
  await database.ownerSql`update signin.installation set claimed_at = null, claim_code_hash = null`
})

const claimWith = (
  code: string,
  email = 'janna@school.nl',
  password: string | null = PASSWORD,
  network = '192.0.2.7'
) => claim(auth, { code, email, password, language: 'nl', browser: aBrowser({ network }) })
const codeOf = (result: Awaited<ReturnType<typeof claim>>) => (result.ok ? 'ok' : result.failure.code)
const printed = async () => (await claimCodeForFirstStart(auth))!

test('the printed code makes the first account, signed in', async () => {
  const code = await printed()
  expect(code).toMatch(/^[A-Z]{4}-[A-Z]{4}$/)
  expect(await isClaimed(auth)).toBe(false)
  const claimed = await claimWith(code.toLowerCase().replace('-', ' '))
  if (!claimed.ok) throw new Error(claimed.failure.code)
  expect(await auth.sessions.find(claimed.value.token)).toMatchObject({ email: 'janna@school.nl', member: null })
  expect(await isClaimed(auth)).toBe(true)
  const again = await signInWithPassword(auth, { email: 'janna@school.nl', password: PASSWORD, browser: aBrowser() })
  expect(again.ok).toBe(true)
})

test('two at once: one wins, the other reads that it is taken', async () => {
  const code = await printed()
  const codes = (await Promise.all([claimWith(code, 'janna@school.nl'), claimWith(code, 'piet@school.nl')])).map(codeOf)
  expect(codes.sort()).toEqual(['already_claimed', 'ok'])
  expect(await database.ownerSql`select email from signin.accounts`).toHaveLength(1)
})

test('each start prints a new code, and only the last one opens', async () => {
  const [first, second] = [await printed(), await printed()]
  expect(codeOf(await claimWith(first))).toBe('claim_code_wrong')
  expect(codeOf(await claimWith(second))).toBe('ok')
})

test('once claimed no code is printed and none opens', async () => {
  const code = await printed()
  await claimWith(code)
  expect(await claimCodeForFirstStart(auth)).toBeNull()
  expect(codeOf(await claimWith(code, 'piet@school.nl'))).toBe('already_claimed')
})

test('before any code was printed nothing opens, not an empty code either', async () => {
  for (const code of ['', '-', 'BBBB-BBBB']) expect(codeOf(await claimWith(code))).toBe('claim_code_wrong')
})

test('guessing the code is slowed down per network', async () => {
  const code = await printed()
  for (let i = 0; i < 5; i++) expect(codeOf(await claimWith('BBBB-BBBB'))).toBe('claim_code_wrong')
  expect(codeOf(await claimWith(code))).toBe('too_many_attempts')
  expect(codeOf(await claimWith(code, 'janna@school.nl', PASSWORD, '198.51.100.4'))).toBe('ok')
})

test('a wrong address or a weak password uses neither the code nor an attempt', async () => {
  const code = await printed()
  for (let i = 0; i < 6; i++) {
    expect(codeOf(await claimWith(code, 'janna'))).toBe('email_invalid')
    expect(codeOf(await claimWith(code, 'janna@school.nl', 'Welkom2026!'))).toBe('password_too_common')
  }
  expect(codeOf(await claimWith(code, 'janna@school.nl', null))).toBe('ok')
})

test('the database knows only the hash of the code, and after claiming not even that', async () => {
  const code = await printed()
  const before = await database.ownerSql`select * from signin.installation`
  expect(before[0]!['claim_code_hash']).toHaveLength(32)
  expect(JSON.stringify(before)).not.toContain(code)
  await claimWith(code)
  const after = await database.ownerSql`select * from signin.installation`
  expect(after[0]!['claim_code_hash']).toBeNull()
})
