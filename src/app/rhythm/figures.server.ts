import { rhythmOf, type Rhythm } from '#board-sessions'
import { heldSessions } from '#board-sessions/server'
import { addDays, dayOf } from '#kernel/days.ts'
import type { Id } from '#kernel/id.ts'
import { momentAt } from '#kernel/moments.ts'
import { timeZoneOf, weeklyMomentOf } from '#people/server'
import type { Tx } from '#platform/db/door.ts'
import { unitSessions } from '../sessions-planned.server.ts'

/** Half a year: long enough to see a rhythm, short enough to be about now. */
export const PERIOD = 182

/** The rhythm of some units over the last half year; null for a unit with too few sessions. */
export async function rhythms(tx: Tx, units: readonly Id[], now: number): Promise<Map<Id, Rhythm | null>> {
  const timeZone = await timeZoneOf(tx)
  const today = dayOf(now, timeZone)
  const from = addDays(today, -PERIOD)
  const held = await heldSessions(tx, units, new Date(momentAt(from, 0, timeZone)))
  const found = new Map<Id, Rhythm | null>()
  for (const unit of units) {
    const own = held.filter((session) => session.unit === unit)
    // A unit that began in between is not asked about the weeks before its first session.
    const first = own[0]?.day ?? today
    const planned = await unitSessions(tx, unit, first < from ? from : first, today)
    // A session that was dropped was planned, and not held; a moved one counts on its new day.
    const days = planned.map(({ day, state }) => ({ day, isFree: state === 'free' }))
    found.set(unit, rhythmOf(own, days))
  }
  return found
}

/** Was anything planned at all: nothing because no moment was chosen, nothing but free days, or something. */
export type Planning = 'no_moment' | 'all_free' | 'some'

/** What the last half year of some units had in the calendar. */
export async function planningOf(tx: Tx, units: readonly Id[], now: number): Promise<Map<Id, Planning>> {
  const today = dayOf(now, await timeZoneOf(tx))
  const found = new Map<Id, Planning>()
  for (const unit of units) {
    const planned = await unitSessions(tx, unit, addDays(today, -PERIOD), today)
    const isFree = planned.length > 0 && planned.every(({ state }) => state === 'free')
    found.set(unit, isFree ? 'all_free' : planned.length > 0 || (await weeklyMomentOf(tx, unit)) ? 'some' : 'no_moment')
  }
  return found
}
