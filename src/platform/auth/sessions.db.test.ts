import { describe, expect, test } from 'vitest'
import { newId, type Id } from '#kernel/id.ts'
import { testDatabase } from '#platform/db/testing.ts'
import { changeLanguage, enterSchool, leaveSchool } from './account-settings.ts'
import { openSessions } from './sessions.ts'
import { aMember, anAccount, authForTests } from './testing.ts'
import { hashToken, type Token } from './tokens.ts'

const database = await testDatabase()
const { auth, pass } = authForTests(database)
const { sessions } = auth
const HOUR = 3_600_000
const DAY = 24 * HOUR

const start = (account: Id, parts: { school?: Id; replaces?: Token; device?: string } = {}) =>
  database.signin((tx) => sessions.start(tx, { account, device: 'Firefox', ...parts }))

describe('a session', () => {
  test('tells who is asking and in which school', async () => {
    const { account, email, school, person } = await aMember(auth)
    const token = await start(account)
    expect(await sessions.find(token)).toEqual({
      account,
      email,
      language: 'nl',
      hasSecondStep: false,
      member: { school, person }
    })
  })

  test('is not found by another token, an empty one or nonsense', async () => {
    const nonsense = ['', 'x', "' or 1=1 --", 'A'.repeat(43), 'A'.repeat(5000)]
    for (const token of [undefined, ...nonsense]) expect(await sessions.find(token)).toBeNull()
  })

  test('the database knows only the hash of its token', async () => {
    const { account } = await anAccount(auth)
    const token = await start(account)
    const rows = await database.ownerSql`select * from signin.sessions where account_id = ${account}`
    expect(rows[0]!['token_hash']).toEqual(hashToken(token))
    expect(JSON.stringify(rows)).not.toContain(token)
  })

  test('a new one takes the place of the one the browser had', async () => {
    const { account } = await anAccount(auth)
    const before = await start(account)
    await sessions.find(before)
    const after = await start(account, { replaces: before })
    expect(await sessions.find(before)).toBeNull()
    expect(await sessions.find(after)).not.toBeNull()
  })
})

describe('it ends', () => {
  test('after thirty days without use, not when it is used', async () => {
    const { account } = await anAccount(auth)
    const [idle, used] = [await start(account), await start(account)]
    for (let day = 0; day < 31; day++) {
      pass(DAY)
      await sessions.find(used)
    }
    expect(await sessions.find(idle)).toBeNull()
    expect(await sessions.find(used)).not.toBeNull()
  })

  test('after ninety days in any case', async () => {
    const { account } = await anAccount(auth)
    const token = await start(account)
    for (let day = 0; day < 89; day++) {
      pass(DAY)
      await sessions.find(token)
    }
    expect(await sessions.find(token)).not.toBeNull()
    pass(DAY)
    expect(await sessions.find(token)).toBeNull()
  })

  test('at once in this process when signed out, here or everywhere', async () => {
    const { account } = await anAccount(auth)
    const [phone, laptop] = [await start(account), await start(account)]
    await Promise.all([sessions.find(phone), sessions.find(laptop)])
    await sessions.signOut(phone)
    expect(await sessions.find(phone)).toBeNull()
    expect(await sessions.find(laptop)).not.toBeNull()
    await sessions.signOutEverywhere(account)
    expect(await sessions.find(laptop)).toBeNull()
  })

  test('within seconds in another process', async () => {
    const { account } = await anAccount(auth)
    const token = await start(account)
    const elsewhere = openSessions(database, auth.clock)
    expect(await elsewhere.find(token)).not.toBeNull()
    await sessions.signOut(token)
    pass(5_000)
    expect(await elsewhere.find(token)).toBeNull()
  })
})

test('that it was seen is written once an hour at most', async () => {
  const { account } = await anAccount(auth)
  const token = await start(account)
  const seen = async () => {
    const rows = await database.ownerSql`select seen_at from signin.sessions where token_hash = ${hashToken(token)}`
    return (rows[0]!['seen_at'] as Date).getTime()
  }
  const first = await seen()
  pass(59 * 60_000)
  await sessions.find(token)
  expect(await seen()).toBe(first)
  pass(2 * 60_000)
  await sessions.find(token)
  expect(await seen()).toBe(first + 61 * 60_000)
})

test('a page that asks ten times costs one look', async () => {
  const { account } = await anAccount(auth)
  const token = await start(account)
  let looks = 0
  const counted = openSessions({ signin: (fn) => (looks++, database.signin(fn)) }, auth.clock)
  await Promise.all(Array.from({ length: 10 }, () => counted.find(token)))
  expect(looks).toBe(1)
})

test('the own devices are listed, the latest first', async () => {
  const { account } = await anAccount(auth)
  const phone = await start(account, { device: 'Telefoon' })
  pass(HOUR)
  const laptop = await start(account, { device: 'x'.repeat(500) })
  const devices = await sessions.devices(account, phone)
  expect(devices.map(({ device, isCurrent }) => [device.slice(0, 8), isCurrent])).toEqual([
    ['xxxxxxxx', false],
    ['Telefoon', true]
  ])
  expect(devices[0]!.since - devices[1]!.since).toBe(HOUR)
  await sessions.signOut(laptop)
  expect(await sessions.devices(account, phone)).toHaveLength(1)
})

describe('the school of a session', () => {
  test('with two schools one is chosen, and only one of the own', async () => {
    const one = await aMember(auth)
    const two = await aMember(auth, { email: one.email })
    const token = await start(one.account)
    expect((await sessions.find(token))?.member).toBeNull()
    expect((await sessions.chooseSchool(token, two.school)).ok).toBe(true)
    expect((await sessions.find(token))?.member).toEqual({ school: two.school, person: two.person })
    const stranger = await aMember(auth)
    expect(await sessions.chooseSchool(token, stranger.school)).toMatchObject({ failure: { code: 'not_found' } })
    expect((await sessions.find(token))?.member?.school).toBe(two.school)
  })

  test('the database itself refuses a school of somebody else', async () => {
    const [mine, other] = [await aMember(auth), await aMember(auth)]
    await expect(start(mine.account, { school: other.school })).rejects.toMatchObject({ code: '23503' })
  })

  test('who leaves a school is out of it at once; the account and its other school stay', async () => {
    const one = await aMember(auth)
    const two = await aMember(auth, { email: one.email })
    const token = await start(one.account, { school: one.school })
    expect((await sessions.find(token))?.member?.school).toBe(one.school)
    await leaveSchool(auth, one)
    expect((await sessions.find(token))?.member).toBeNull()
    expect((await sessions.chooseSchool(token, one.school)).ok).toBe(false)
    expect((await sessions.chooseSchool(token, two.school)).ok).toBe(true)
  })

  test('who founds a school is in it with the session that is open', async () => {
    const { account } = await anAccount(auth)
    const token = await start(account)
    expect((await sessions.find(token))?.member).toBeNull()
    const member = { school: newId(), person: newId() }
    expect((await enterSchool(auth, account, member)).ok).toBe(true)
    expect((await sessions.find(token))?.member).toEqual(member)
  })
})

test('another language is seen on the next page', async () => {
  const { account } = await anAccount(auth)
  const token = await start(account)
  expect((await sessions.find(token))?.language).toBe('nl')
  await changeLanguage(auth, account, 'en')
  expect((await sessions.find(token))?.language).toBe('en')
})
