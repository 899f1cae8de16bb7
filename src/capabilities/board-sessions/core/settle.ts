import { addDays, dayOf } from '#kernel/days.ts'
import type { BoardState } from './state.ts'

/**
 * A session left open closes by itself at the end of its day. Returns the moment at which it should have closed,
 * or null when there is nothing to close. Asked whenever somebody comes back to the board, so that no clock has to
 * walk past all schools at night.
 */
export function overdueClose(state: BoardState, now: number, timeZone: string): number | null {
  if (!state.session) return null
  const day = dayOf(state.session.startedAt, timeZone)
  if (dayOf(now, timeZone) <= day) return null
  return lastMomentOf(day, timeZone)
}

/** The last millisecond of a day in a time zone: at most 14 hours ahead of or 12 behind UTC. */
function lastMomentOf(day: string, timeZone: string): number {
  const midnightInUtc = Date.parse(`${addDays(day, 1)}T00:00:00Z`)
  for (let quarters = -56; quarters <= 56; quarters++) {
    const moment = midnightInUtc + quarters * 900_000
    if (dayOf(moment, timeZone) > day) return moment - 1
  }
  return midnightInUtc
}
