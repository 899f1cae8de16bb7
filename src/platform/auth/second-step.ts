import type { Id } from '#kernel/id.ts'
import { ok, refuse, type Result } from '#kernel/result.ts'
import type { SigninTx } from '#platform/db/door.ts'
import { accountById } from './accounts.ts'
import { settle, type Auth } from './auth.ts'
import { hasSecondStep } from './entering.ts'
import { secondStepLetter } from './letters.ts'
import { clearAttempts, countAttempt } from './limits.ts'
import { verifyPassword } from './passwords.ts'
import { keyedHash, seal, unseal } from './seal.ts'
import type { Browser, SignedIn } from './entering.ts'
import { hashToken, newCode, type Token } from './tokens.ts'
import { keyUri, newSecret, stepOfCode } from './totp.ts'

const RECOVERY_CODES = 10
/** A secret that was shown and not confirmed is shown again within this time (ms): a reload changes no QR code. */
const SETUP_LASTS = 3600_000

export type SecondStepState =
  | { state: 'off' }
  | { state: 'setting_up'; secret: string; uri: string }
  | { state: 'on'; since: number; codesLeft: number }

type Row = { secret: Buffer; made_at: Date; confirmed_at: Date | null }

/** How it stands for an account: for its own page about it, and for nobody else. */
export async function secondStepOf(auth: Auth, account: Id): Promise<SecondStepState> {
  const key = await auth.secretKey()
  return auth.database.signin(async (tx) => {
    const [row] = await tx.sql<Row[]>`
      select secret, made_at, confirmed_at from second_steps where account_id = ${account}`
    if (row?.confirmed_at) {
      const left = await tx.sql`select from recovery_codes where account_id = ${account} and used_at is null`
      return { state: 'on', since: row.confirmed_at.getTime(), codesLeft: left.length }
    }
    const known = await accountById(tx, account)
    const isFresh = row && known && row.made_at.getTime() > auth.clock() - SETUP_LASTS
    const secret = isFresh ? unseal(key, row.secret, account) : null
    return secret ? { state: 'setting_up', secret, uri: keyUri(secret, known!.email) } : { state: 'off' }
  })
}

/** Shows a secret to put in a phone. Nothing is asked of anybody yet. */
export async function beginSecondStep(auth: Auth, account: Id): Promise<Result<void>> {
  if ((await secondStepOf(auth, account)).state === 'setting_up') return ok(undefined)
  const sealed = seal(await auth.secretKey(), newSecret(), account)
  return auth.database.signin(async ({ sql }) => {
    const made = await sql`
      insert into second_steps as s (account_id, secret, made_at) values (${account}, ${sealed}, ${new Date(auth.clock())})
      on conflict (account_id) do update set secret = excluded.secret, made_at = excluded.made_at
      where s.confirmed_at is null returning 1`
    return made.length ? ok(undefined) : refuse({ code: 'second_step_on' })
  })
}

/**
 * A code of the phone proves that it has the secret: from now on signing in asks for one. Gives the recovery codes,
 * this once. Everywhere else the account is signed out; this browser gets a new token.
 */
export async function confirmSecondStep(
  auth: Auth,
  { account, school, code, browser }: { account: Id; school: Id; code: string; browser: Browser }
): Promise<Result<{ token: Token; codes: string[] }>> {
  const key = await auth.secretKey()
  const counted = await count(auth, account)
  if (!counted.ok) return counted
  const confirmed = await settle(auth, async (tx) => {
    const now = auth.clock()
    const [row] = await tx.sql<Row[]>`
      select secret, made_at, confirmed_at from second_steps where account_id = ${account} for update`
    if (!row) return refuse({ code: 'second_step_off' })
    if (row.confirmed_at) return refuse({ code: 'second_step_on' })
    const secret = unseal(key, row.secret, account)
    const step = secret === null ? null : stepOfCode(secret, code, now)
    if (step === null) return refuse({ code: 'second_step_wrong', field: 'code' })
    await tx.sql`
      update second_steps set confirmed_at = ${new Date(now)}, last_step = ${step} where account_id = ${account}`
    await clearAttempts(tx, 'second_step', account)
    const codes = await makeCodes(tx, key, account)
    await auth.sessions.endAll(tx, account)
    return ok({ token: await auth.sessions.start(tx, { account, school, device: browser.device }), codes })
  })
  if (confirmed.ok) tell(auth, account, 'on')
  return confirmed
}

/** The second step of signing in, with a code of the phone or a recovery code. */
export async function takeSecondStep(
  auth: Auth,
  { half, code, browser }: { half: Token | undefined; code: string; browser: Browser }
): Promise<Result<SignedIn>> {
  const key = await auth.secretKey()
  const found = half ? await findHalf(auth, half) : null
  if (!half || !found) return refuse({ code: 'second_step_too_late' })
  const counted = await count(auth, found.account)
  if (!counted.ok) return counted
  return settle(auth, async (tx) => {
    const used = await tx.sql`delete from half_sessions where token_hash = ${hashToken(half)} returning 1`
    if (!used.length) return refuse({ code: 'second_step_too_late' })
    const { account, school } = found
    if (!(await spendCode(tx, key, account, code, auth.clock())))
      return refuse({ code: 'second_step_wrong', field: 'code' })
    await clearAttempts(tx, 'second_step', account)
    const { device, token: replaces } = browser
    const chosen = school ?? undefined
    return ok({
      token: await auth.sessions.start(tx, { account, school: chosen, device, replaces }),
      account,
      isHalf: false
    })
  })
}

/** Is there a browser half way with this token? */
export async function isHalfWay(auth: Auth, half: Token | undefined): Promise<boolean> {
  return half !== undefined && (await findHalf(auth, half)) !== null
}

type Proof = { account: Id; proof: string }

/** Off again, for who knows the password or has a code: a phone left on a table is not enough. */
export async function endSecondStep(auth: Auth, { account, proof }: Proof): Promise<Result<void>> {
  const ended = await proven(auth, { account, proof }, async (tx) => {
    await remove(auth, tx, account)
    return ok(undefined)
  })
  if (ended.ok) tell(auth, account, 'off')
  return ended
}

/** New recovery codes; the old ones are worth nothing any more. */
export async function renewRecoveryCodes(auth: Auth, proof: Proof): Promise<Result<string[]>> {
  const key = await auth.secretKey()
  return proven(auth, proof, async (tx) =>
    (await hasSecondStep(tx, proof.account))
      ? ok(await makeCodes(tx, key, proof.account))
      : refuse({ code: 'second_step_off' })
  )
}

/** Has the account behind a person of a school a second step? For who may take it off. */
export const personHasSecondStep = (auth: Auth, school: Id, person: Id): Promise<boolean> =>
  auth.database.signin(async ({ sql }) => {
    const rows = await sql`
      select from memberships m join second_steps s on s.account_id = m.account_id and s.confirmed_at is not null
      where m.school_id = ${school} and m.person_id = ${person} and m.ended_at is null`
    return rows.length > 0
  })

/**
 * Takes it off for somebody who lost phone and codes, and signs that account out everywhere. Not where the account
 * belongs to another school too: one school does not weaken the door of another; then the command line does it.
 */
export async function resetSecondStep(auth: Auth, school: Id, person: Id): Promise<Result<void>> {
  const reset = await settle(auth, async (tx) => {
    const [row] = await tx.sql<{ account: Id; others: number }[]>`
      select m.account_id as account, (select count(*)::int from memberships o
        where o.account_id = m.account_id and o.school_id <> m.school_id and o.ended_at is null) as others
      from memberships m where m.school_id = ${school} and m.person_id = ${person} and m.ended_at is null`
    if (!row || !(await remove(auth, tx, row.account))) return refuse({ code: 'second_step_off' })
    if (row.others > 0) return refuse({ code: 'second_step_two_schools' })
    await auth.sessions.endAll(tx, row.account)
    return ok(row.account)
  })
  if (!reset.ok) return reset
  tell(auth, reset.value, 'off')
  return ok(undefined)
}

/** The same for whoever runs the server, by address. */
export async function dropSecondStep(auth: Auth, account: Id): Promise<boolean> {
  const dropped = await auth.database.signin(async (tx) => {
    const was = await remove(auth, tx, account)
    if (was) await auth.sessions.endAll(tx, account)
    return was
  })
  if (dropped) tell(auth, account, 'off')
  return dropped
}

async function remove(auth: Auth, tx: SigninTx, account: Id): Promise<boolean> {
  const removed =
    await tx.sql`delete from second_steps where account_id = ${account} and confirmed_at is not null returning 1`
  auth.sessions.lookAgainAfter(tx)
  return removed.length > 0
}

/** Counted before it is tried, in a transaction of its own: a refusal rolls the attempt itself back. */
const count = (auth: Auth, account: Id): Promise<Result<void>> =>
  auth.database.signin((tx) => countAttempt(tx, 'second_step', account, auth.clock()))

async function findHalf(auth: Auth, half: Token): Promise<{ account: Id; school: Id | null } | null> {
  const rows = await auth.database.signin(
    ({ sql }) => sql<{ account: Id; school: Id | null }[]>`
      select account_id as account, school_id as school from half_sessions
      where token_hash = ${hashToken(half)} and expires_at > ${new Date(auth.clock())}`
  )
  return rows[0] ?? null
}

async function proven<T>(
  auth: Auth,
  { account, proof }: Proof,
  work: (tx: SigninTx) => Promise<Result<T>>
): Promise<Result<T>> {
  const key = await auth.secretKey()
  const counted = await count(auth, account)
  if (!counted.ok) return counted
  const known = await auth.database.signin((tx) => accountById(tx, account))
  const hash = known?.passwordHash ?? null
  const isPassword = hash !== null && (await verifyPassword(hash, proof))
  return settle(auth, async (tx) => {
    const isProven = isPassword || (await spendCode(tx, key, account, proof, auth.clock()))
    if (!isProven) return refuse({ code: 'second_step_unproven', field: 'proof' })
    await clearAttempts(tx, 'second_step', account)
    return work(tx)
  })
}

/** Spends a code: of any number of requests with the same one, exactly one gets it. */
async function spendCode({ sql }: SigninTx, key: Buffer, account: Id, code: string, now: number): Promise<boolean> {
  const [row] = await sql<{ secret: Buffer }[]>`
    select secret from second_steps where account_id = ${account} and confirmed_at is not null for update`
  if (!row) return false
  const secret = unseal(key, row.secret, account)
  const step = secret === null ? null : stepOfCode(secret, code, now)
  if (step !== null) {
    const spent = await sql`
      update second_steps set last_step = ${step}
      where account_id = ${account} and (last_step is null or last_step < ${step}) returning 1`
    return spent.length > 0
  }
  const used = await sql`
    update recovery_codes set used_at = ${new Date(now)}
    where account_id = ${account} and code_hash = ${recoveryHash(key, account, code)} and used_at is null returning 1`
  return used.length > 0
}

async function makeCodes({ sql }: SigninTx, key: Buffer, account: Id): Promise<string[]> {
  const codes = Array.from({ length: RECOVERY_CODES }, () => newCode(3, 4))
  const hashes = codes.map((code) => recoveryHash(key, account, code))
  await sql`delete from recovery_codes where account_id = ${account}`
  for (const hash of hashes) await sql`insert into recovery_codes (account_id, code_hash) values (${account}, ${hash})`
  return codes
}

const recoveryHash = (key: Buffer, account: Id, typed: string): Buffer =>
  keyedHash(
    key,
    `${account} ${typed
      .slice(0, 100)
      .toUpperCase()
      .replace(/[^A-Z]/g, '')}`
  )

/** The holder of the account is told, in case it was somebody else. */
function tell(auth: Auth, account: Id, now: 'on' | 'off'): void {
  if (!auth.mailer.isConfigured) return
  auth.later('a mail about the second step was not sent', async () => {
    const known = await auth.database.signin((tx) => accountById(tx, account))
    return known ? auth.mailer.send(known.email, secondStepLetter(now, auth.publicUrl, known.language)) : ok(undefined)
  })
}
