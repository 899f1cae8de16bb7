import type { Day } from '#kernel/days.ts'
import type { Id } from '#kernel/id.ts'
import type { Tx } from '#platform/db/door.ts'

export type Information = {
  id: Id
  text: string
  by: Id
  at: number
  notBefore: Day | null
  units: { unit: Id; toldAt: number | null; toldBy: Id | null }[]
}

export async function insertInformation(tx: Tx, item: Omit<Information, 'units'>, units: Id[]): Promise<void> {
  await tx.sql`insert into information_items ${tx.sql({
    school_id: tx.school,
    id: item.id,
    text: item.text,
    by_person: item.by,
    at: new Date(item.at),
    not_before: item.notBefore
  } as never)}`
  await tx.sql`
    insert into information_units (school_id, item_id, unit_id)
    select ${tx.school}::uuid, ${item.id}::uuid, unnest(${units}::uuid[])`
}

type Row = Omit<Information, 'at' | 'units'> & {
  at: Date
  units: { unit: Id; toldAt: string | null; toldBy: Id | null }[]
}

/** What the leader has had told, or waits to be, with where; the last first. */
export async function listInformation(tx: Tx, limit = 30): Promise<Information[]> {
  const rows = await tx.sql<Row[]>`
    select i.id, i.text, i.by_person as "by", i.at, i.not_before as "notBefore",
      (select jsonb_agg(jsonb_build_object('unit', u.unit_id, 'toldAt', u.told_at, 'toldBy', u.told_by))
        from information_units u where u.item_id = i.id) as units
    from information_items i where i.withdrawn_at is null order by i.at desc limit ${limit}`
  return rows.map((row) => ({
    ...row,
    at: row.at.getTime(),
    units: row.units.map(({ toldAt, ...rest }) => ({ ...rest, toldAt: toldAt === null ? null : Date.parse(toldAt) }))
  }))
}

/** Told in this unit, or after all not; the first time counts. */
export async function markTold(tx: Tx, item: Id, unit: Id, told: { by: Id | null; now: number } | null) {
  if (told === null)
    await tx.sql`
      update information_units set told_at = null, told_by = null where item_id = ${item} and unit_id = ${unit}`
  else
    await tx.sql`
      update information_units set told_at = ${new Date(told.now)}, told_by = ${told.by}
      where item_id = ${item} and unit_id = ${unit} and told_at is null`
}

/** Withdraws it; the units where it was not told yet, or null when there is no such item. */
export async function withdrawInformation(tx: Tx, id: Id, now: number): Promise<Id[] | null> {
  const gone = await tx.sql`
    update information_items set withdrawn_at = ${new Date(now)} where id = ${id} and withdrawn_at is null returning id`
  if (gone.length === 0) return null
  const rows = await tx.sql<{ unit: Id }[]>`
    select unit_id as unit from information_units where item_id = ${id} and told_at is null`
  return rows.map(({ unit }) => unit)
}
