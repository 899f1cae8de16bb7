import type { Day } from '#kernel/days.ts'
import { weekdayOf } from '#kernel/days.ts'
import type { Id } from '#kernel/id.ts'

export const WORKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri'] as const
export type Workday = (typeof WORKDAYS)[number]
export type PartOfDay = 'full' | 'am' | 'pm' | 'off'

/** When somebody works; null where nobody said so. */
export type WorkingDays = Record<Workday, PartOfDay>

export type PersonName = { givenName: string; infix: string; familyName: string }

export type Person = PersonName & {
  id: Id
  email: string
  function: string
  staffNumber: string
  groups: string[]
  workingDays: WorkingDays | null
  source: 'import' | 'hand'
  leftOn: Day | null
}

/** The name as it is written: given name, infix, family name. */
export const fullName = ({ givenName, infix, familyName }: PersonName): string =>
  [givenName, infix, familyName].filter((part) => part !== '').join(' ')

/** Does somebody work on this day? Yes where nobody said otherwise; never on a Saturday or Sunday. */
export function worksOn(workingDays: WorkingDays | null, day: Day): boolean {
  const workday = WORKDAYS[weekdayOf(day) - 1]
  if (!workday) return false
  return workingDays === null || workingDays[workday] !== 'off'
}
