import type { Id } from '#kernel/id.ts'
import type { Band } from './offers.ts'

export type UnitCount = { unit: Id; within: number; across: number }

/**
 * How many visits people of each unit made, in their own unit and in others: counts, and nothing of who saw whom. Who is
 * in no unit counts in none, and a visit to somebody without one is across.
 */
export function countPerUnit(
  visits: readonly { visitor: Id; host: Id }[],
  units: readonly { id: Id; members: readonly Id[] }[]
): UnitCount[] {
  return units.map(({ id, members }) => {
    const made = visits.filter(({ visitor }) => members.includes(visitor))
    const within = made.filter(({ host }) => members.includes(host)).length
    return { unit: id, within, across: made.length - within }
  })
}

/** How a count of visits to other units lies to the band that the school wishes; null where it wishes none. */
export const placeIn = (count: number, band: Band | null): 'under' | 'in' | 'over' | null =>
  band === null ? null : count < band.least ? 'under' : count > band.most ? 'over' : 'in'

/** The half days, as weekdays, on which wishes wait for nobody but a cover, the most wanted first. */
export function coverLacking(
  unmet: readonly { ways: readonly { rules: readonly string[]; weekdays: readonly number[] }[] }[]
): { weekday: number; wishes: number }[] {
  const counts = new Map<number, number>()
  for (const { ways } of unmet) {
    const days = new Set(
      ways.filter(({ rules }) => rules.length === 1 && rules[0] === 'cover').flatMap(({ weekdays }) => [...weekdays])
    )
    for (const day of days) counts.set(day, (counts.get(day) ?? 0) + 1)
  }
  return [...counts]
    .map(([weekday, wishes]) => ({ weekday, wishes }))
    .sort((a, b) => b.wishes - a.wishes || a.weekday - b.weekday)
}
