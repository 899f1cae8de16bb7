import { addDays, dayOf, isDay, type Day } from '#kernel/days.ts'
import { isId, newId, type Id } from '#kernel/id.ts'
import { ok, refuse, type Result } from '#kernel/result.ts'
import type { Tx } from '#platform/db/door.ts'
import { demandMayEnter, demandUnitManager } from './authority.server.ts'
import { timeZoneOf } from './circle.server.ts'
import { recordChange } from './store/audit.server.ts'
import { lockPeople } from './store/lock.server.ts'
import { cancelTime, insertTime, overlaps, setEnd, timesOf, type TimeInUnit } from './store/memberships.server.ts'
import { findPerson } from './store/people.server.ts'
import { grantRole, moveGuestEnd } from './store/roles.server.ts'
import { findUnit } from './store/units.server.ts'

/** As typed: the last day is one on which somebody is still there; empty means that no end was agreed. */
export type PlaceWish = { unit: string; since: string; lastDay: string; isGuest: boolean }

const dayAfter = (day: Day): Day => addDays(day, 1)

/**
 * Puts somebody in a unit from a day, perhaps until one; both may lie in the past or the future. A guest has an end and
 * becomes a guest there by role. Who keeps the list may, and who leads that unit.
 */
export async function placeInUnit(tx: Tx, by: Id, person: Id, wish: PlaceWish, now: number): Promise<Result<void>> {
  await lockPeople(tx)
  const { unit, isGuest } = wish
  if (!isId(unit) || !(await findUnit(tx, unit))) return refuse({ code: 'input_invalid', field: 'unit' })
  await demandUnitManager(tx, by, unit)
  if (by === person) await demandMayEnter(tx, by, [unit])
  const today = dayOf(now, await timeZoneOf(tx))
  const since = wish.since || today
  if (!isDay(since)) return refuse({ code: 'date_invalid', field: 'since' })
  if (wish.lastDay && !isDay(wish.lastDay)) return refuse({ code: 'date_invalid', field: 'lastDay' })
  if (wish.lastDay && wish.lastDay < since) return refuse({ code: 'days_out_of_order', field: 'lastDay' })
  if (isGuest && !wish.lastDay) return refuse({ code: 'guest_needs_end', field: 'lastDay' })
  const known = await findPerson(tx, person)
  if (!known || known.leftOn) return refuse({ code: 'not_found' })
  const until = wish.lastDay ? dayAfter(wish.lastDay) : null
  if (await overlaps(tx, person, unit, since, until)) return refuse({ code: 'membership_overlaps', field: 'since' })
  await insertTime(tx, { person, unit, since, until })
  if (isGuest) {
    await grantRole(tx, person, newId(now), { role: 'guest', unit, until, by }, since)
    await recordChange(tx, { kind: 'role_granted', by, about: person, unit, detail: { role: 'guest', until } }, now)
  } else await recordChange(tx, { kind: 'unit_joined', by, about: person, unit, detail: { since, until } }, now)
  return ok(undefined)
}

/**
 * Ends a time in a unit after its last day, or lets it go on when that is empty. What has been stays: the last day is
 * yesterday at the earliest, which means from today. What has not begun by then never was.
 */
export async function endInUnit(
  tx: Tx,
  by: Id,
  person: Id,
  time: { unit: string; since: string; lastDay: string },
  now: number
): Promise<Result<void>> {
  await lockPeople(tx)
  const found = await findTime(tx, person, time)
  if (!found) return refuse({ code: 'not_found' })
  await demandUnitManager(tx, by, found.unit)
  if (time.lastDay && !isDay(time.lastDay)) return refuse({ code: 'date_invalid', field: 'lastDay' })
  const today = dayOf(now, await timeZoneOf(tx))
  const until = time.lastDay ? dayAfter(time.lastDay) : null
  if ((until !== null && until < today) || (found.until !== null && found.until <= today))
    return refuse({ code: 'membership_past', field: 'lastDay' })
  if (found.isGuest && until === null) return refuse({ code: 'guest_needs_end', field: 'lastDay' })
  // A guest is one for as long as that time lasts, no longer and no shorter.
  if (found.isGuest && until !== null) await moveGuestEnd(tx, person, found.unit, until)
  if (until !== null && until <= found.since) {
    if (found.since <= today) await setEnd(tx, person, found.unit, found.since, found.since)
    else await cancelTime(tx, person, found.unit, found.since)
    await recordChange(tx, { kind: 'unit_left', by, about: person, unit: found.unit }, now)
    return ok(undefined)
  }
  // the time itself, as it was, is in nobody's way
  await setEnd(tx, person, found.unit, found.since, found.since)
  if (await overlaps(tx, person, found.unit, found.since, until)) return refuse({ code: 'membership_overlaps' })
  await setEnd(tx, person, found.unit, found.since, until)
  const isOver = until !== null && until <= today
  const change = { by, about: person, unit: found.unit, detail: { until } }
  await recordChange(tx, { kind: isOver ? 'unit_left' : 'unit_ended', ...change }, now)
  return ok(undefined)
}

const findTime = async (tx: Tx, person: Id, time: { unit: string; since: string }): Promise<TimeInUnit | null> =>
  (await timesOf(tx, person)).find(({ unit, since }) => unit === time.unit && since === time.since) ?? null

/** From one unit to another on a day: there until the day before, here from that day. */
export async function moveUnits(
  tx: Tx,
  by: Id,
  person: Id,
  move: { from: string; since: string; to: string; day: string },
  now: number
): Promise<Result<void>> {
  if (!isDay(move.day)) return refuse({ code: 'date_invalid', field: 'day' })
  const time = { unit: move.from, since: move.since, lastDay: addDays(move.day, -1) }
  const ended = await endInUnit(tx, by, person, time, now)
  if (!ended.ok) return ended
  return placeInUnit(tx, by, person, { unit: move.to, since: move.day, lastDay: '', isGuest: false }, now)
}
