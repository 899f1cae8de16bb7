import { expect, test } from 'vitest'
import { testDatabase } from '#platform/db/testing.ts'
import { clearAttempts, countAttempt, takeBackAttempt, type LimitKind } from './limits.ts'

const database = await testDatabase()
const SECOND = 1_000
const MINUTE = 60 * SECOND
const START = Date.UTC(2026, 10, 20, 8)

const attempt = (kind: LimitKind, subject: string, at: number) =>
  database.signin((tx) => countAttempt(tx, kind, subject, START + at))

/** Tries as fast as is allowed, and says when each attempt was let through. */
async function hammer(kind: LimitKind, subject: string, span: number): Promise<number[]> {
  const passed: number[] = []
  for (let at = 0; at < span; at += 15 * SECOND) {
    while (passed.length < 400 && (await attempt(kind, subject, at)).ok) passed.push(at)
  }
  return passed
}

test('guessing a password: a few tries at once, then longer and longer waits', async () => {
  const passed = await hammer('password_address', 'janna@school.nl', 20 * MINUTE)
  const seconds = passed.map((at) => at / SECOND)
  expect(seconds.slice(0, 10)).toEqual([0, 0, 0, 0, 0, 15, 45, 105, 225, 465])
  expect(passed.filter((at) => at < 15 * MINUTE)).toHaveLength(10)
})

test('the refusal says how long to wait', async () => {
  for (let i = 0; i < 5; i++) await attempt('password_address', 'omar@school.nl', 0)
  const refused = (minutes: number) => ({ ok: false, failure: { code: 'too_many_attempts', params: { minutes } } })
  expect(await attempt('password_address', 'omar@school.nl', 0)).toEqual(refused(1))
  for (const at of [15, 45, 105, 225, 465]) await attempt('password_address', 'omar@school.nl', at * SECOND)
  expect(await attempt('password_address', 'omar@school.nl', 466 * SECOND)).toEqual(refused(15))
})

test('of many at the same moment no more get through than of many in a row', async () => {
  const results = await Promise.all(
    Array.from({ length: 40 }, () => attempt('password_address', 'at-once@school.nl', 0))
  )
  expect(results.filter(({ ok }) => ok)).toHaveLength(5)
})

test('a right password makes the slate clean; for a network only that one is taken back', async () => {
  for (let i = 0; i < 5; i++) await attempt('password_address', 'clean@school.nl', 0)
  expect((await attempt('password_address', 'clean@school.nl', 0)).ok).toBe(false)
  await database.signin((tx) => clearAttempts(tx, 'password_address', 'clean@school.nl'))
  expect((await attempt('password_address', 'clean@school.nl', 0)).ok).toBe(true)

  for (let i = 0; i < 300; i++) await attempt('password_network', '192.0.2.1', 0)
  expect((await attempt('password_network', '192.0.2.1', 0)).ok).toBe(false)
  await database.signin((tx) => takeBackAttempt(tx, 'password_network', '192.0.2.1'))
  expect((await attempt('password_network', '192.0.2.1', 0)).ok).toBe(true)
  expect((await attempt('password_network', '192.0.2.1', 0)).ok).toBe(false)
})

test('a network is limited mildly, and everyone elsewhere is not', async () => {
  const passed = await hammer('password_network', '198.51.100.1', MINUTE)
  expect(passed).toHaveLength(300)
  expect(await attempt('password_network', '198.51.100.1', 14 * MINUTE)).toEqual({
    ok: false,
    failure: { code: 'too_many_attempts', params: { minutes: 1 } }
  })
  expect((await attempt('password_network', '198.51.100.1', 15 * MINUTE)).ok).toBe(true)
  expect((await attempt('password_network', '198.51.100.2', 0)).ok).toBe(true)
})

test('five mails an hour to one address; other purposes and addresses count apart', async () => {
  for (let i = 0; i < 5; i++) expect((await attempt('mail_sign_in', 'janna@school.nl', i * MINUTE)).ok).toBe(true)
  expect((await attempt('mail_sign_in', 'janna@school.nl', 59 * MINUTE)).ok).toBe(false)
  expect((await attempt('mail_password', 'janna@school.nl', 59 * MINUTE)).ok).toBe(true)
  expect((await attempt('mail_sign_in', 'zoe@school.nl', 59 * MINUTE)).ok).toBe(true)
  expect((await attempt('mail_sign_in', 'janna@school.nl', 60 * MINUTE)).ok).toBe(true)
})

test('no address is stored, only its hash', async () => {
  await attempt('mail_sign_in', 'stranger@elsewhere.nl', 0)
  const rows = await database.ownerSql`select * from signin.attempts`
  expect(JSON.stringify(rows)).not.toContain('stranger')
})

test('processes whose clocks differ a little do not hold anyone up', async () => {
  for (const kind of ['password_address', 'mail_sign_in'] as const)
    for (const at of [0, -40, 25, -10]) expect((await attempt(kind, 'clocks@school.nl', at)).ok).toBe(true)
})
