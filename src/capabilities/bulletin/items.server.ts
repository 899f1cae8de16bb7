import * as v from 'valibot'
import { dayOf, isDay, type Day } from '#kernel/days.ts'
import { isId, newId, type Id } from '#kernel/id.ts'
import { ok, refuse, type Result } from '#kernel/result.ts'
import { listUnits, timeZoneOf } from '#people/server'
import type { Tx } from '#platform/db/door.ts'
import { askerOf, type Asking } from './asking.server.ts'
import type { BulletinItem } from './core/item.ts'
import { readLine } from './core/line.ts'
import { mayAddToBulletin } from './policy.ts'
import { findItem, insertItem, withdrawItem } from './store/items.server.ts'

const wishOfItem = v.object({
  text: v.string(),
  kind: v.picklist(['inform', 'shield']),
  units: v.pipe(v.array(v.custom<Id>(isId)), v.maxLength(500)),
  until: v.nullable(v.custom<Day>(isDay))
})

/** The leader adds something: for whom, until when, to know or to be left alone by. */
export async function addItem(tx: Tx, wish: unknown, { person, now }: Asking): Promise<Result<BulletinItem>> {
  const parsed = v.safeParse(wishOfItem, wish)
  if (!parsed.success) return refuse({ code: 'input_invalid' })
  const asker = await askerOf(tx, person)
  if (!mayAddToBulletin(asker)) return refuse({ code: 'not_allowed' })
  const text = readLine(parsed.output.text, 'text')
  if (!text.ok) return text
  const today = dayOf(now, await timeZoneOf(tx))
  const { kind, until } = parsed.output
  if (until !== null && until < today) return refuse({ code: 'date_past', field: 'until' })
  const known = new Set((await listUnits(tx)).map(({ id }) => id))
  const units = [...new Set(parsed.output.units)]
  if (!units.every((unit) => known.has(unit))) return refuse({ code: 'input_invalid', field: 'units' })
  const item = { id: newId(now), text: text.value, kind, unit: null, by: person, at: now, day: today, until, units }
  await insertItem(tx, item)
  return ok(item)
}

/** Takes off what one added, or what came out of a session of one's own unit; the leader may take off everything. */
export async function removeItem(tx: Tx, id: Id, { person, now }: Asking): Promise<Result<BulletinItem>> {
  const asker = await askerOf(tx, person)
  const item = await findItem(tx, id)
  if (!item) return refuse({ code: 'not_found' })
  const isOwn = item.by === person || (item.unit !== null && asker.units.includes(item.unit))
  if (!isOwn && !mayAddToBulletin(asker)) return refuse({ code: 'not_allowed' })
  await withdrawItem(tx, id, now)
  return ok(item)
}

/** What a board sends out: organisational, for everybody, in this week. Its id is the one the board gave it. */
export async function putOut(tx: Tx, from: { id: Id; text: string; unit: Id; by: Id | null; now: number }) {
  const day = dayOf(from.now, await timeZoneOf(tx))
  const { id, text, unit, by, now: at } = from
  await insertItem(tx, { id, text, kind: 'inform', unit, by, at, day, until: null, units: [] })
}
