import type { Id } from '#kernel/id.ts'
import type { Tx } from '#platform/db/door.ts'
import type { BulletinItem } from '../core/item.ts'
import type { Week } from '../core/week.ts'

type Row = Omit<BulletinItem, 'at'> & { at: Date }
const asItem = (row: Row): BulletinItem => ({ ...row, at: row.at.getTime() })

export async function insertItem(tx: Tx, item: BulletinItem): Promise<void> {
  await tx.sql`insert into bulletin_items ${tx.sql({
    school_id: tx.school,
    id: item.id,
    text: item.text,
    kind: item.kind,
    unit_id: item.unit,
    by_person: item.by,
    at: new Date(item.at),
    day: item.day,
    until: item.until,
    units: item.units
  } as never)} on conflict do nothing`
}

/** What stands on the page of a week, the last added first. */
export async function itemsOfWeek(tx: Tx, { from, till }: Week): Promise<BulletinItem[]> {
  const rows = await tx.sql<Row[]>`
    select id, text, kind, unit_id as unit, by_person as "by", at, day, until, units from bulletin_items
    where withdrawn_at is null and day <= ${till} and (day >= ${from} or until >= ${from})
    order by at desc, id limit 500`
  return rows.map(asItem)
}

export async function findItem(tx: Tx, id: Id): Promise<BulletinItem | null> {
  const [row] = await tx.sql<Row[]>`
    select id, text, kind, unit_id as unit, by_person as "by", at, day, until, units from bulletin_items
    where id = ${id} and withdrawn_at is null`
  return row ? asItem(row) : null
}

/** Takes an item off the page; true when it was there. */
export async function withdrawItem(tx: Tx, id: Id, now: number): Promise<boolean> {
  const gone = await tx.sql`
    update bulletin_items set withdrawn_at = ${new Date(now)} where id = ${id} and withdrawn_at is null returning id`
  return gone.length > 0
}
