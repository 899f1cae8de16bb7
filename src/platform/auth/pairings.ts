import { newId, type Id } from '#kernel/id.ts'
import { ok, refuse, type Result } from '#kernel/result.ts'
import type { Auth } from './auth.ts'
import { clearAttempts, countAttempt } from './limits.ts'
import { hashCode, hashToken, newCode, newToken, type Token } from './tokens.ts'

/** How long a code stays on a digiboard before it makes a new one. */
export const PAIRING_LASTS = 15 * 60_000

type Shared = Pick<Auth, 'database' | 'clock'>

/** A digiboard that nobody knows yet shows `code` and keeps `secret` in its cookie. */
export async function startPairing({
  database,
  clock
}: Shared): Promise<{ code: string; secret: Token; until: number }> {
  const code = newCode(2, 3)
  const secret = newToken()
  const now = clock()
  const until = now + PAIRING_LASTS
  await database.signin(
    ({ sql }) => sql`
      insert into pairings (code_hash, secret_hash, created_at, expires_at)
      values (${hashCode(code)}, ${hashToken(secret)}, ${new Date(now)}, ${new Date(until)})`
  )
  return { code, secret, until }
}

/** The digiboard that a code made part of a unit; what the school stores to know it again is the hash of its secret. */
export type PairedDevice = { device: Id; secretHash: Buffer }

/** A member types the code: the digiboard becomes that unit's. Codes are short, so typing them is limited. */
export async function claimPairing(
  { database, clock }: Shared,
  { code, account, school, unit }: { code: string; account: Id; school: Id; unit: Id }
): Promise<Result<PairedDevice>> {
  return database.signin(async (tx) => {
    const now = clock()
    const counted = await countAttempt(tx, 'pairing_account', account, now)
    if (!counted.ok) return counted
    const device = newId(now)
    const rows = await tx.sql<{ secret_hash: Buffer }[]>`
      update pairings
      set school_id = ${school}, unit_id = ${unit}, device_id = ${device}, claimed_at = ${new Date(now)}
      where code_hash = ${hashCode(code)} and claimed_at is null and expires_at > ${new Date(now)}
      returning secret_hash`
    if (!rows[0]) return refuse({ code: 'pairing_code_unknown', field: 'code' })
    await clearAttempts(tx, 'pairing_account', account)
    return ok({ device, secretHash: rows[0].secret_hash })
  })
}

export type PairingState =
  | { state: 'waiting' }
  | { state: 'paired'; school: Id; unit: Id; device: Id }
  /** Expired or never known: show a new code. */
  | { state: 'gone' }

/** How it stands with the code on this digiboard. */
export async function pairingState({ database, clock }: Shared, secret: Token): Promise<PairingState> {
  const rows = await database.signin(
    ({ sql }) => sql<{ school: Id | null; unit: Id | null; device: Id | null }[]>`
      select school_id as school, unit_id as unit, device_id as device from pairings
      where secret_hash = ${hashToken(secret)} and expires_at > ${new Date(clock())}`
  )
  const row = rows[0]
  if (!row) return { state: 'gone' }
  const { school, unit, device } = row
  return school && unit && device ? { state: 'paired', school, unit, device } : { state: 'waiting' }
}
