/** Through the functions of migration 0103 and nothing else: each works for the school of the transaction. */
import type { Day } from '#kernel/days.ts'
import type { Id } from '#kernel/id.ts'
import type { Tx } from '#platform/db/door.ts'
import type { PoolOf } from './core/comparison.ts'

export type Trust = { trust: Id; name: string; joinedOn: Day; codeUntil: Date; schools: string[] }
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
