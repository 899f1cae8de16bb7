import type { Day } from '#kernel/days.ts'

/** A session that is held: whose, when on the school's clock, and for how many minutes. */
export type TimedSession = { unit: string; day: Day; minute: number; lasts: number }

const DAY = 86_400_000
/** Minutes since 1970 on the school's clock: what lasts beyond midnight is compared with the next day. */
const startOf = ({ day, minute }: TimedSession): number => (Date.parse(`${day}T00:00:00Z`) / DAY) * 1440 + minute
const endOf = (session: TimedSession): number => startOf(session) + session.lasts

/** Are these at the same time, for a moment at least? One that begins when the other ends is not. */
export const overlap = (one: TimedSession, other: TimedSession): boolean =>
  startOf(one) < endOf(other) && startOf(other) < endOf(one)

/** The order in which sessions are held; at the same moment by unit, so that it never depends on how they were given. */
const byTime = (one: TimedSession, other: TimedSession): number =>
  startOf(one) - startOf(other) || (one.unit < other.unit ? -1 : one.unit > other.unit ? 1 : one.lasts - other.lasts)

/**
 * The pairs of sessions of two units that are at the same time, in the order in which the first of each pair is held.
 * A unit does not clash with itself. Sorted by their start, so that each is compared only with what begins before it
 * ends: n log n and the clashes themselves, for a whole school over a year as well.
 */
export function clashesOf<T extends TimedSession>(sessions: readonly T[]): [T, T][] {
  const sorted = [...sessions].sort(byTime)
  const found: [T, T][] = []
  sorted.forEach((one, at) => {
    for (let next = at + 1; next < sorted.length && startOf(sorted[next]!) < endOf(one); next++) {
      const other = sorted[next]!
      if (one.unit !== other.unit && overlap(one, other)) found.push([one, other])
    }
  })
  return found
}
