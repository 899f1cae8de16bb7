import type { Day } from '#kernel/days.ts'

/** By what a campaign can split its results; what the list of people knows of everybody. */
export const GROUPINGS = ['unit', 'function', 'years'] as const
export type Grouping = (typeof GROUPINGS)[number]

/** How long somebody is here, in three bands. '' where it is not known: who was here when the list was made. */
export function yearsHere(first: Day | null, schoolFirst: Day | null, today: Day): '' | 'short' | 'middle' | 'long' {
  if (first === null || first === schoolFirst) return ''
  const years = Number(today.slice(0, 4)) - Number(first.slice(0, 4)) - (today.slice(5) < first.slice(5) ? 1 : 0)
  return years < 2 ? 'short' : years < 6 ? 'middle' : 'long'
}
