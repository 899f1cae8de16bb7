import { describe, expect, it } from 'vitest'
import { newId } from '#kernel/id.ts'
import { testDatabase } from '#platform/db/testing.ts'
import { acceptInvitation } from './invitations.ts'
import { createLink } from './links.ts'
import { joinSchool } from './memberships.ts'
import { resetPassword } from './password-change.ts'
import { HALF_SESSION_LASTS } from './entering.ts'
import {
  beginSecondStep,
  confirmSecondStep,
  dropSecondStep,
  endSecondStep,
  isHalfWay,
  personHasSecondStep,
  renewRecoveryCodes,
  resetSecondStep,
  secondStepOf,
  takeSecondStep
} from './second-step.ts'
import { signInWithLink, signInWithPassword } from './sign-in.ts'
import { aBrowser, aMember, authForTests } from './testing.ts'
import { tidySignin } from './tidy.ts'
import { codeAt, newSecret } from './totp.ts'

const database = await testDatabase()
const { auth, pass } = authForTests(database)
const PASSWORD = 'vier paarden in de regen'
const HALF_MINUTE = 30_000
const browser = aBrowser()

/** A member with a second step, whose phone gives a new code each time. */
async function withSecondStep() {
  const member = await aMember(auth, { password: PASSWORD })
  const { account, school, email } = member
  await beginSecondStep(auth, account)
  const shown = await secondStepOf(auth, account)
  if (shown.state !== 'setting_up') throw new Error(shown.state)
  const { secret } = shown
  const code = () => {
    pass(HALF_MINUTE)
    return codeAt(secret, auth.clock())
  }
  const confirmed = await confirmSecondStep(auth, { account, school, code: code(), browser })
  if (!confirmed.ok) throw new Error(confirmed.failure.code)
  const firstStep = async () => {
    const half = await signInWithPassword(auth, { email, password: PASSWORD, browser })
    if (!half.ok) throw new Error(half.failure.code)
    return half.value
  }
  const take = (half: string, typed: string) => takeSecondStep(auth, { half, code: typed, browser })
  return { ...member, ...confirmed.value, secret, code, firstStep, take }
}

describe('setting it up', () => {
  it('asks nothing until a code proves that the phone has the secret', async () => {
    const { account, school, email } = await aMember(auth, { password: PASSWORD })
    await beginSecondStep(auth, account)
    const shown = await secondStepOf(auth, account)
    await beginSecondStep(auth, account)
    expect(await secondStepOf(auth, account)).toEqual(shown)
    expect(await signInWithPassword(auth, { email, password: PASSWORD, browser })).toMatchObject({
      value: { isHalf: false }
    })
    const wrong = await confirmSecondStep(auth, { account, school, code: codeAt(newSecret(), auth.clock()), browser })
    expect(wrong).toMatchObject({ failure: { code: 'second_step_wrong' } })
    expect((await secondStepOf(auth, account)).state).toBe('setting_up')
  })

  it('gives ten recovery codes once, and signs the account out everywhere else', async () => {
    const member = await aMember(auth, { password: PASSWORD })
    const { account, email, school } = member
    const before = await signInWithPassword(auth, { email, password: PASSWORD, browser })
    await beginSecondStep(auth, account)
    const shown = await secondStepOf(auth, account)
    if (!before.ok || shown.state !== 'setting_up') throw new Error('not set up')
    const code = codeAt(shown.secret, auth.clock())
    const confirmed = await confirmSecondStep(auth, { account, school, code, browser })
    if (!confirmed.ok) throw new Error(confirmed.failure.code)
    expect(new Set(confirmed.value.codes).size).toBe(10)
    expect(await auth.sessions.find(before.value.token)).toBeNull()
    expect(await auth.sessions.find(confirmed.value.token)).toMatchObject({ account, hasSecondStep: true })
    expect(await secondStepOf(auth, account)).toMatchObject({ state: 'on', codesLeft: 10 })
    expect(await beginSecondStep(auth, account)).toMatchObject({ failure: { code: 'second_step_on' } })
  })

  it('leaves no secret and no code readable in the database, and none to the schools', async () => {
    const { account, secret, codes, school } = await withSecondStep()
    const rows = await database.ownerSql`select encode(secret, 'escape') as secret from signin.second_steps`
    expect(JSON.stringify(rows)).not.toContain(secret)
    const hashes = await database.ownerSql`
      select encode(code_hash, 'escape') as hash from signin.recovery_codes where account_id = ${account}`
    expect(hashes).toHaveLength(10)
    for (const code of codes) expect(JSON.stringify(hashes)).not.toContain(code)
    for (const table of ['second_steps', 'recovery_codes', 'half_sessions'])
      await expect(database.read(school, (tx) => tx.sql.unsafe(`select * from signin.${table}`))).rejects.toMatchObject(
        {
          code: '42501'
        }
      )
  })
})

describe('signing in', () => {
  it('is half way after the password: that token opens nothing, a code ends it', async () => {
    const { account, school, person, code, firstStep, take } = await withSecondStep()
    const half = await firstStep()
    expect(half.isHalf).toBe(true)
    expect(await auth.sessions.find(half.token)).toBeNull()
    expect(await isHalfWay(auth, half.token)).toBe(true)
    const entered = await take(half.token, code())
    if (!entered.ok) throw new Error(entered.failure.code)
    expect(await auth.sessions.find(entered.value.token)).toMatchObject({ account, member: { school, person } })
    expect(await take(half.token, code())).toMatchObject({ failure: { code: 'second_step_too_late' } })
  })

  it('is half way after every other way in too', async () => {
    const { account, school, email, person } = await withSecondStep()
    const link = await database.signin((tx) => createLink(tx, { purpose: 'sign_in', email, account }, auth.clock()))
    expect(await signInWithLink(auth, { token: link, browser })).toMatchObject({ value: { isHalf: true } })
    const reset = await database.signin((tx) => createLink(tx, { purpose: 'password', email, account }, auth.clock()))
    expect(await resetPassword(auth, { token: reset, password: `nieuw ${PASSWORD}`, browser })).toMatchObject({
      value: { isHalf: true }
    })
    const elsewhere = { school: newId(), person: newId() }
    const invitation = await database.signin((tx) =>
      createLink(tx, { purpose: 'invitation', email, ...elsewhere }, auth.clock())
    )
    const accepting = { token: invitation, visitor: null, password: null, language: 'nl' as const, browser }
    expect(await acceptInvitation(auth, accepting)).toMatchObject({ value: { isHalf: true } })
    expect([school, person]).not.toContain(elsewhere.school)
  })

  it('takes a code once, also from two browsers at the same moment', async () => {
    const { code, firstStep, take } = await withSecondStep()
    const [one, other] = [await firstStep(), await firstStep()]
    const shown = code()
    const both = await Promise.all([take(one.token, shown), take(other.token, shown)])
    expect(both.filter(({ ok }) => ok)).toHaveLength(1)
    const again = await firstStep()
    expect(await take(again.token, shown)).toMatchObject({ failure: { code: 'second_step_wrong' } })
  })

  it('does not take the code of half a minute ago after a newer one', async () => {
    const { secret, code, firstStep, take } = await withSecondStep()
    const shown = code()
    const earlier = codeAt(secret, auth.clock() - HALF_MINUTE)
    expect((await take((await firstStep()).token, shown)).ok).toBe(true)
    expect((await take((await firstStep()).token, earlier)).ok).toBe(false)
  })

  it('takes each recovery code once, however it is typed', async () => {
    const { account, codes, firstStep, take } = await withSecondStep()
    const typed = ` ${codes[0]!.toLowerCase().replaceAll('-', ' ')} `
    expect((await take((await firstStep()).token, typed)).ok).toBe(true)
    expect((await take((await firstStep()).token, codes[0]!)).ok).toBe(false)
    expect(await secondStepOf(auth, account)).toMatchObject({ codesLeft: 9 })
  })

  it('lets nobody in with the code of somebody else', async () => {
    const [noor, thijs] = [await withSecondStep(), await withSecondStep()]
    const half = await noor.firstStep()
    expect((await noor.take(half.token, thijs.code())).ok).toBe(false)
    expect((await noor.take(half.token, thijs.codes[3]!)).ok).toBe(false)
    expect((await noor.take('x'.repeat(43), noor.code())).ok).toBe(false)
  })

  it('makes guessing wait, and is over after ten minutes', async () => {
    const { code, firstStep, take } = await withSecondStep()
    const half = await firstStep()
    const guesses: string[] = []
    for (let guess = 0; guess < 6; guess++) {
      const taken = await take(half.token, '000000')
      if (!taken.ok) guesses.push(taken.failure.code)
    }
    expect(guesses).toEqual([...Array<string>(5).fill('second_step_wrong'), 'too_many_attempts'])
    pass(HALF_SESSION_LASTS)
    expect(await take(half.token, code())).toMatchObject({ failure: { code: 'second_step_too_late' } })
    await tidySignin(auth)
    expect(
      await database.signin((tx) => tx.sql`select from half_sessions where expires_at <= ${new Date(auth.clock())}`)
    ).toHaveLength(0)
  })
})

describe('taking it off', () => {
  it('asks for the password or a code', async () => {
    const { account, firstStep } = await withSecondStep()
    expect(await endSecondStep(auth, { account, proof: 'geen idee' })).toMatchObject({
      failure: { code: 'second_step_unproven' }
    })
    expect((await endSecondStep(auth, { account, proof: PASSWORD })).ok).toBe(true)
    expect((await firstStep()).isHalf).toBe(false)
    const other = await withSecondStep()
    expect((await endSecondStep(auth, { account: other.account, proof: other.code() })).ok).toBe(true)
  })

  it('new recovery codes make the old ones void', async () => {
    const { account, codes, firstStep, take } = await withSecondStep()
    const renewed = await renewRecoveryCodes(auth, { account, proof: PASSWORD })
    if (!renewed.ok) throw new Error(renewed.failure.code)
    expect((await take((await firstStep()).token, codes[0]!)).ok).toBe(false)
    expect((await take((await firstStep()).token, renewed.value[0]!)).ok).toBe(true)
  })

  it('by an administrator signs out everywhere; for an account of two schools it is refused', async () => {
    const { account, token, school, person, firstStep } = await withSecondStep()
    expect(await personHasSecondStep(auth, school, person)).toBe(true)
    const other = newId()
    await database.signin((tx) => joinSchool(tx, { account, school: other, person: newId(), now: auth.clock() }))
    expect(await resetSecondStep(auth, school, person)).toMatchObject({ failure: { code: 'second_step_two_schools' } })
    expect((await firstStep()).isHalf).toBe(true)
    await database.signin((tx) => tx.sql`delete from memberships where school_id = ${other}`)
    expect((await resetSecondStep(auth, school, person)).ok).toBe(true)
    expect(await auth.sessions.find(token)).toBeNull()
    expect((await firstStep()).isHalf).toBe(false)
    expect(await resetSecondStep(auth, newId(), person)).toMatchObject({ failure: { code: 'second_step_off' } })
  })

  it('by whoever runs the server works for every account', async () => {
    const { account, firstStep } = await withSecondStep()
    expect(await dropSecondStep(auth, account)).toBe(true)
    expect(await dropSecondStep(auth, account)).toBe(false)
    expect((await firstStep()).isHalf).toBe(false)
  })
})
