import { expect, test } from 'vitest'
import { newId } from '#kernel/id.ts'
import { testDatabase } from '#platform/db/testing.ts'
import { claimPairing, PAIRING_LASTS, pairingState, startPairing } from './pairings.ts'
import { authForTests } from './testing.ts'
import { hashToken } from './tokens.ts'

const database = await testDatabase()
const { auth, pass } = authForTests(database)
const member = () => ({ account: newId(), school: newId(), unit: newId() })
const codeOf = (result: Awaited<ReturnType<typeof claimPairing>>) => (result.ok ? 'ok' : result.failure.code)

test('a digiboard waits with a code until a member types it', async () => {
  const { code, secret, until } = await startPairing(auth)
  expect(code).toMatch(/^[A-Z]{3}-[A-Z]{3}$/)
  expect(until).toBe(auth.clock() + PAIRING_LASTS)
  expect(await pairingState(auth, secret)).toEqual({ state: 'waiting' })
  const who = member()
  const claimed = await claimPairing(auth, { code: code.toLowerCase(), ...who })
  if (!claimed.ok) throw new Error(claimed.failure.code)
  expect(claimed.value.secretHash).toEqual(hashToken(secret))
  expect(await pairingState(auth, secret)).toEqual({
    state: 'paired',
    school: who.school,
    unit: who.unit,
    device: claimed.value.device
  })
})

test('a code is for one unit: of two members at once one gets it', async () => {
  const { code } = await startPairing(auth)
  const codes = (await Promise.all([1, 2].map(() => claimPairing(auth, { code, ...member() })))).map(codeOf)
  expect(codes.sort()).toEqual(['ok', 'pairing_code_unknown'])
})

test('after a quarter of an hour the code is worth nothing and the board asks for a new one', async () => {
  const { code, secret } = await startPairing(auth)
  pass(PAIRING_LASTS)
  expect(codeOf(await claimPairing(auth, { code, ...member() }))).toBe('pairing_code_unknown')
  expect(await pairingState(auth, secret)).toEqual({ state: 'gone' })
  expect(await pairingState(auth, 'nooit')).toEqual({ state: 'gone' })
})

test('guessing codes is slowed down per account', async () => {
  const who = member()
  for (let i = 0; i < 5; i++)
    expect(codeOf(await claimPairing(auth, { code: 'BBB-BBB', ...who }))).toBe('pairing_code_unknown')
  const { code } = await startPairing(auth)
  expect(codeOf(await claimPairing(auth, { code, ...who }))).toBe('too_many_attempts')
  expect(codeOf(await claimPairing(auth, { code, ...member() }))).toBe('ok')
})
