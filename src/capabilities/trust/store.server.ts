/** Through the functions of the migrations 0103 and 0112 and nothing else: each works for the school of the transaction. */
import type { Day } from '#kernel/days.ts'
import type { Id } from '#kernel/id.ts'
import type { Tx } from '#platform/db/door.ts'
import type { PoolOf } from './core/comparison.ts'

export type Trust = { trust: Id; name: string; joinedOn: Day; codeUntil: Date; schools: string[] }
/** A school of the trust, under an id of its membership: no school learns the id of another. */
export type TrustMember = { membership: Id; name: string; isOwn: boolean }
/** What a school that was put out is told. */
export type PutOut = { trust: string; by: string; on: Day }
export type Code = { hash: Buffer; until: Date }

export async function readTrust(tx: Tx): Promise<Trust | null> {
  const [row] = await tx.sql<Trust[]>`
    select trust, name, joined_on as "joinedOn", code_until as "codeUntil", schools from trust_of_school()`
  return row ?? null
}

export async function makeTrust(tx: Tx, { id, name, code, today }: { id: Id; name: string; code: Code; today: Day }) {
  const [row] = await tx.sql<{ done: 'made' | 'already' | 'demonstration' }[]>`
    select make_trust(${id}, ${name}, ${code.hash}, ${code.until}, ${today}) as done`
  return row!.done
}

export async function joinTrust(tx: Tx, { hash, now, today }: { hash: Buffer; now: number; today: Day }) {
  const [row] = await tx.sql<{ done: 'joined' | 'already' | 'unknown' | 'demonstration' }[]>`
    select join_trust(${hash}, ${new Date(now)}, ${today}) as done`
  return row!.done
}

export async function renewCode(tx: Tx, { hash, until }: Code): Promise<boolean> {
  const [row] = await tx.sql<{ done: boolean }[]>`select renew_trust_code(${hash}, ${until}) as done`
  return row!.done
}

export async function leaveTrust(tx: Tx): Promise<boolean> {
  const [row] = await tx.sql<{ done: boolean }[]>`select leave_trust() as done`
  return row!.done
}

export async function readMembers(tx: Tx): Promise<TrustMember[]> {
  return [...(await tx.sql<TrustMember[]>`select membership, name, is_own as "isOwn" from trust_members()`)]
}

/** The name of the school that was put out; null when it is not one of the others. */
export async function endMembership(tx: Tx, { membership, now, today }: { membership: Id; now: number; today: Day }) {
  const [row] = await tx.sql<{ name: string | null }[]>`
    select end_trust_membership(${membership}, ${new Date(now)}, ${today}) as name`
  return row!.name
}

export async function readPutOut(tx: Tx): Promise<PutOut | null> {
  const [row] = await tx.sql<PutOut[]>`
    select trust_name as trust, by_school as by, put_out_on as on from put_out_of_trust()`
  return row ?? null
}

export async function contribute(tx: Tx, campaign: Id, sentences: readonly string[], today: Day) {
  const [row] = await tx.sql<{ done: 'contributed' | 'no_trust' | 'not_possible' | 'old' }[]>`
    select contribute_to_trust(${campaign}, ${[...sentences]}, ${today}) as done`
  return row!.done
}

export async function takeBack(tx: Tx, campaign: Id): Promise<boolean> {
  const [row] = await tx.sql<{ done: boolean }[]>`select take_back_from_trust(${campaign}) as done`
  return row!.done
}

/** Empty when this school gave nothing of the campaign. */
export async function poolsOf(tx: Tx, campaign: Id, today: Day): Promise<PoolOf[]> {
  type Row = { item: string; schools: number | null; counts: number[] | null; madeOn: Day | null; missing: number }
  const rows = await tx.sql<Row[]>`
    select item, schools, counts, made_on as "madeOn", missing from trust_pool_of(${campaign}, ${today}) order by item`
  return rows.map(({ item, schools, counts, madeOn, missing }) => ({
    item,
    pool: counts === null ? null : { schools: schools!, counts, madeOn: madeOn! },
    missing
  }))
}
