import { dayOf } from '#kernel/days.ts'
import type { Id } from '#kernel/id.ts'
import { minuteOf } from '#kernel/moments.ts'
import { listUnits, timeZoneOf } from '#people/server'
import type { Tx } from '#platform/db/door.ts'
import { cameOf, type Came } from './core/since-session.ts'
import { isLive, type LessonVisit } from './core/visit.ts'
import { openWishes } from './store/offers.server.ts'
import { agreedSince } from './store/visits.server.ts'

/** What a session looks back on: when, with whom, and what came of it. */
export type UnitVisit = Pick<LessonVisit, 'id' | 'visitor' | 'host' | 'day' | 'start'> & { came: Came }

/**
 * The visits of a unit's members that were agreed on or took place since a moment, and how many wishes of theirs still
 * wait. Who, when and whether; never what was to be learnt.
 */
export async function visitsOfUnit(
  tx: Tx,
  unit: Id,
  since: number,
  now: number
): Promise<{ visits: UnitVisit[]; waiting: number }> {
  const members = (await listUnits(tx)).find(({ id }) => id === unit)?.members ?? []
  if (members.length === 0) return { visits: [], waiting: 0 }
  const timeZone = await timeZoneOf(tx)
  const today = dayOf(now, timeZone)
  const at = { day: today, minute: minuteOf(now, timeZone) }
  const found = await agreedSince(tx, members, { day: dayOf(since, timeZone), moment: new Date(since) })
  const placed = new Set(found.filter(isLive).map(({ wish }) => wish))
  const waiting = (await openWishes(tx, today)).filter(({ id, person }) => members.includes(person) && !placed.has(id))
  return {
    visits: found.map((visit) => {
      const { id, visitor, host, day, start } = visit
      return { id, visitor, host, day, start, came: cameOf(visit, at) }
    }),
    waiting: waiting.length
  }
}
