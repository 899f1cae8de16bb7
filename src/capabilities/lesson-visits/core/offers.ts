import type { Day } from '#kernel/days.ts'
import type { Id } from '#kernel/id.ts'
import type { Focus } from './foci.ts'

export const QUESTION_LIMIT = 500

/** What somebody wants to see: with whom, or what in anybody's lesson. Both empty is: anything, with anybody. */
export type VisitWish = {
  id: Id
  person: Id
  host: Id | null
  focus: Focus | null
  question: string
  at: number
  invitation: Id | null
}

/** "Come and look at mine": open to whoever wants to. */
export type Invitation = { id: Id; person: Id; question: string; at: number }

export type Host = { person: Id; isOpen: boolean; foci: Focus[]; closedUntil: Day | null }
export type ClosedLesson = { person: Id; weekday: number; start: number }
export type Cover = { person: Id; weeklyMax: number; groups: string[] }

export const TIME_KINDS = ['free', 'teach', 'cover'] as const
export type TimeKind = (typeof TIME_KINDS)[number]
export type OwnTime = {
  id: Id
  person: Id
  kind: TimeKind
  weekday: number
  start: number
  end: number
  group: string
}

export const FIXERS = ['each', 'unit_lead', 'leader'] as const
export type Fixer = (typeof FIXERS)[number]
export type VisitSettings = {
  fixedBy: Fixer
  weeks: number
  dayStart: number
  dayEnd: number
  visitsAWeek: number
  hostingAWeek: number
  crossUnit: number
  /** Quarters of an hour from one site of the school to another. */
  travel: number
  /** Visits of a unit to others that the school wishes in twelve weeks; more is not better. Null: no wish. */
  across: Band | null
}

export type Band = { least: number; most: number }

export const DEFAULT_SETTINGS: VisitSettings = {
  fixedBy: 'each',
  weeks: 1,
  dayStart: 480,
  dayEnd: 990,
  visitsAWeek: 1,
  hostingAWeek: 2,
  crossUnit: 6,
  travel: 2,
  across: null
}

/** Whether somebody's lessons are open on a day. */
export const isOpenOn = (host: Host | undefined, day: Day): boolean =>
  host !== undefined && host.isOpen && (host.closedUntil === null || day > host.closedUntil)
