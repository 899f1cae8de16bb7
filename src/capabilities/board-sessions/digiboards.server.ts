import { createHash, timingSafeEqual } from 'node:crypto'
import { dayOf, endOfSchoolYear } from '#kernel/days.ts'
import type { Id } from '#kernel/id.ts'
import type { Tx } from '#platform/db/door.ts'

export type Digiboard = { id: Id; unit: Id; pairedAt: Date; until: string }

/** A digiboard is known by a secret that only it has; the hash of it is kept. */
export const hashOf = (secret: string): Buffer => createHash('sha256').update(secret).digest()

/** Pairs a digiboard with a unit until the school year ends. */
export async function pairDigiboard(
  tx: Tx,
  board: { id: Id; unit: Id; secretHash: Uint8Array; by: Id; now: number; timeZone: string }
): Promise<void> {
  await tx.sql`insert into digiboards ${tx.sql({
    school_id: tx.school,
    id: board.id,
    unit_id: board.unit,
    secret_hash: Buffer.from(board.secretHash),
    paired_by: board.by,
    until: endOfSchoolYear(dayOf(board.now, board.timeZone))
  } as never)}`
}

/** The digiboard with this id, if the secret is its own and the pairing still holds. */
export async function findDigiboard(tx: Tx, id: Id, secret: string): Promise<Digiboard | null> {
  const [row] = await tx.sql<(Digiboard & { secretHash: Buffer })[]>`
    select id, unit_id as unit, paired_at as "pairedAt", until, secret_hash as "secretHash" from digiboards
    where id = ${id} and ended_at is null and until >= current_date`
  if (!row || !timingSafeEqual(row.secretHash, hashOf(secret))) return null
  const { secretHash: _secret, ...board } = row
  return board
}

export async function listDigiboards(tx: Tx, unit: Id): Promise<Digiboard[]> {
  return await tx.sql<Digiboard[]>`
    select id, unit_id as unit, paired_at as "pairedAt", until from digiboards
    where unit_id = ${unit} and ended_at is null and until >= current_date order by paired_at`
}

/** Ends a pairing; the digiboard shows a code again. */
export async function endPairing(tx: Tx, unit: Id, id: Id, by: Id | null): Promise<void> {
  await tx.sql`
    update digiboards set ended_at = now(), ended_by = ${by}
    where unit_id = ${unit} and id = ${id} and ended_at is null`
}
