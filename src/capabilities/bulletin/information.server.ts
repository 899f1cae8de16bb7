import * as v from 'valibot'
import { dayOf, isDay, type Day } from '#kernel/days.ts'
import { isId, newId, type Id } from '#kernel/id.ts'
import { ok, refuse, type Result } from '#kernel/result.ts'
import { listUnits, timeZoneOf } from '#people/server'
import type { Tx } from '#platform/db/door.ts'
import { askerOf, type Asking } from './asking.server.ts'
import { readSpoken } from './core/spoken.ts'
import { mayInformUnits } from './policy.ts'
import { insertInformation, withdrawInformation } from './store/information.server.ts'

const wishOfInformation = v.object({
  text: v.string(),
  units: v.pipe(v.array(v.custom<Id>(isId)), v.maxLength(500)),
  notBefore: v.nullable(v.custom<Day>(isDay))
})

/** The leader has something told: to the chosen units, or to all there are now, in their next session from a day on. */
export async function addInformation(tx: Tx, wish: unknown, asking: Asking): Promise<Result<Id>> {
  const parsed = v.safeParse(wishOfInformation, wish)
  if (!parsed.success) return refuse({ code: 'input_invalid' })
  const { person, now, tell } = asking
  if (!mayInformUnits(await askerOf(tx, person))) return refuse({ code: 'not_allowed' })
  const text = readSpoken(parsed.output.text)
  if (!text.ok) return text
  const { notBefore } = parsed.output
  if (notBefore !== null && notBefore < dayOf(now, await timeZoneOf(tx)))
    return refuse({ code: 'date_past', field: 'notBefore' })
  const all = (await listUnits(tx)).map(({ id }) => id)
  const chosen = [...new Set(parsed.output.units)]
  if (!chosen.every((unit) => all.includes(unit))) return refuse({ code: 'input_invalid', field: 'units' })
  const units = chosen.length > 0 ? chosen : all
  if (units.length === 0) return refuse({ code: 'no_units_yet' })
  const id = newId(now)
  await insertInformation(tx, { id, text: text.value, by: person, at: now, notBefore }, units)
  await tell(tx, { type: 'information-added', id, text: text.value, by: person, notBefore, units })
  return ok(id)
}

/** Takes it back from the units where it was not told yet. */
export async function takeBackInformation(tx: Tx, id: Id, { person, now, tell }: Asking): Promise<Result<null>> {
  if (!mayInformUnits(await askerOf(tx, person))) return refuse({ code: 'not_allowed' })
  const units = await withdrawInformation(tx, id, now)
  if (units === null) return refuse({ code: 'not_found' })
  await tell(tx, { type: 'information-withdrawn', id, units })
  return ok(null)
}
