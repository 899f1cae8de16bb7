import { describe, expect, test } from 'vitest'
import { newId } from '#kernel/id.ts'
import { testDatabase } from '#platform/db/testing.ts'
import { createLink, inspectLink, linkUrl, useLink, type LinkAim, type LinkPurpose } from './links.ts'
import { anAccount, authForTests } from './testing.ts'
import { hashToken } from './tokens.ts'

const database = await testDatabase()
const { auth } = authForTests(database)
const NOW = auth.clock()
const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

const create = (aim: LinkAim, now = NOW) => database.signin((tx) => createLink(tx, aim, now))
const use = (purpose: LinkPurpose, token: string, now = NOW) =>
  database.signin((tx) => useLink(tx, purpose, token, now))
const inspect = (purpose: LinkPurpose, token: string, now = NOW) =>
  database.signin((tx) => inspectLink(tx, purpose, token, now))
const codeOf = (result: Awaited<ReturnType<typeof use>>) => (result.ok ? 'ok' : result.failure.code)

const invitation = (email = 'zoe@school.nl', school = newId(), person = newId()): LinkAim => ({
  purpose: 'invitation',
  email,
  school,
  person
})

async function signInAim() {
  const { account, email } = await anAccount(auth)
  return { purpose: 'sign_in' as const, email, account }
}

describe('a link', () => {
  test('can be looked at as often as a mail scanner likes, and is used once', async () => {
    const aim = await signInAim()
    const token = await create(aim)
    for (let i = 0; i < 3; i++) expect(await inspect('sign_in', token)).toEqual({ ok: true, value: aim })
    expect(await use('sign_in', token)).toEqual({ ok: true, value: aim })
    expect(codeOf(await use('sign_in', token))).toBe('link_used')
    expect(codeOf(await inspect('sign_in', token))).toBe('link_used')
  })

  test('goes to exactly one of many at the same moment', async () => {
    const token = await create(invitation())
    const codes = (await Promise.all(Array.from({ length: 8 }, () => use('invitation', token)))).map(codeOf)
    expect(codes.filter((code) => code === 'ok')).toHaveLength(1)
    expect(codes.filter((code) => code === 'link_used')).toHaveLength(7)
  })

  test.each([
    ['sign_in', 15 * MINUTE],
    ['password', 30 * MINUTE],
    ['address', 60 * MINUTE],
    ['address_back', 7 * DAY],
    ['invitation', 14 * DAY]
  ] as const)('for %s lasts its time and no longer', async (purpose, lasts) => {
    const { account, email } = await signInAim()
    const aim: LinkAim = purpose === 'invitation' ? invitation() : { purpose, email, account }
    const token = await create(aim)
    expect(codeOf(await inspect(purpose, token, NOW + lasts - 1))).toBe('ok')
    expect(codeOf(await use(purpose, token, NOW + lasts))).toBe('link_expired')
    expect(codeOf(await use(purpose, token, NOW + lasts - 1))).toBe('ok')
  })

  test('is unknown when it was never made, or for another purpose', async () => {
    const token = await create(await signInAim())
    for (const purpose of ['password', 'invitation'] as const) {
      expect(codeOf(await use(purpose, token))).toBe('link_unknown')
      expect(codeOf(await inspect(purpose, token))).toBe('link_unknown')
    }
    expect(codeOf(await use('sign_in', 'x'))).toBe('link_unknown')
    expect(codeOf(await use('sign_in', `${token}x`))).toBe('link_unknown')
  })

  test('is stored as a hash', async () => {
    const token = await create(invitation())
    const rows = await database.ownerSql`select * from signin.links where token_hash = ${hashToken(token)}`
    expect(rows).toHaveLength(1)
    expect(JSON.stringify(rows)).not.toContain(token)
  })
})

describe('a newer link', () => {
  test('makes the older one for the same void, and no other', async () => {
    const aim = await signInAim()
    const old = await create(aim)
    const password = await create({ ...aim, purpose: 'password' })
    const other = await create(await signInAim())
    const latest = await create(aim)
    expect(codeOf(await use('sign_in', old))).toBe('link_expired')
    expect(codeOf(await use('sign_in', latest))).toBe('ok')
    expect(codeOf(await use('password', password))).toBe('ok')
    expect(codeOf(await use('sign_in', other))).toBe('ok')
  })

  test('of many made at the same moment one works', async () => {
    const aim = await signInAim()
    const tokens = await Promise.all(Array.from({ length: 6 }, () => create(aim)))
    const codes = []
    for (const token of tokens) codes.push(codeOf(await inspect('sign_in', token)))
    expect(codes.filter((code) => code === 'ok')).toHaveLength(1)
  })

  test('an invitation of another school stays; one to an old address of the same person does not', async () => {
    const [school, person] = [newId(), newId()]
    const old = await create(invitation('oud@school.nl', school, person))
    const elsewhere = await create(invitation('oud@school.nl'))
    const colleague = await create(invitation('collega@school.nl', school))
    await create(invitation('nieuw@school.nl', school, person))
    expect(codeOf(await inspect('invitation', old))).toBe('link_expired')
    expect(codeOf(await inspect('invitation', elsewhere))).toBe('ok')
    expect(codeOf(await inspect('invitation', colleague))).toBe('ok')
  })
})

test('the address of a link has one slash between its parts', () => {
  expect(linkUrl('https://samenspel.school.nl/', 'invitation', 'abc')).toBe(
    'https://samenspel.school.nl/uitnodiging/abc'
  )
  expect(linkUrl('http://10.0.0.2:3000', 'sign_in', 'abc')).toBe('http://10.0.0.2:3000/inloggen/link/abc')
})
