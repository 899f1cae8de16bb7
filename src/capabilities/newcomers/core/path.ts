import { addDays, type Day } from '#kernel/days.ts'

/** For how many days somebody is new, and how long a school's units must have been there before. */
export const NEW_FOR = 90
export const HEAD_START = 28
/** The unit is asked after four weeks, for four weeks. */
export const ASKED_AFTER = 28
export const ASKED_FOR = 28

export const STEPS = ['why', 'goals', 'buddy', 'check_in', 'session'] as const
export type Step = (typeof STEPS)[number]

/** The first day of somebody in a unit here, and the first day of anybody. */
export type Arrival = { first: Day | null; schoolFirst: Day | null }

export function isNewcomer({ first, schoolFirst }: Arrival, today: Day): boolean {
  if (first === null || schoolFirst === null) return false
  return first <= today && today < addDays(first, NEW_FOR) && addDays(schoolFirst, HEAD_START) <= first
}

/** Is the unit asked about this newcomer now? */
export const isUnitAsked = (arrival: Arrival, today: Day): boolean =>
  isNewcomer(arrival, today) &&
  today >= addDays(arrival.first!, ASKED_AFTER) &&
  today < addDays(arrival.first!, ASKED_AFTER + ASKED_FOR)

export type Done = Record<Step, boolean>

/** The step that is now: the first that was not taken; null when all were. */
export const nextStep = (done: Done): Step | null => STEPS.find((step) => !done[step]) ?? null

export const countDone = (done: Done): number => STEPS.filter((step) => done[step]).length
