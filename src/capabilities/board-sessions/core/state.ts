import type { Day } from '#kernel/days.ts'
import type { Id } from '#kernel/id.ts'
import { BY_TURN, NOBODY, NO_TURNS, type Leading, type Tasks, type Turns } from './leading.ts'
import { NOTHING_OUTSIDE, type Outside } from './outside.ts'
import { DEFAULT_BUDGETS, type Budgets, type Phase } from './phases.ts'

/** A moment: milliseconds since 1970, by the server's clock. */
export type Moment = number

/** A place in the unit's gap-free log of events. */
export type Seq = number

/** A text that was replaced by somebody who had not seen it; it can be put back. */
export type Replaced = { text: string; by: Id | null; seq: Seq }

export type Outcome = 'done' | 'not-yet' | 'no-longer'

export type Review = {
  session: Id | null
  outcome: Outcome
  blocker: string
  helper: Id | null
  by: Id | null
  at: Moment
  seq: Seq
  /** What somebody else had said a blink earlier, unseen by who said this. */
  other: { outcome: Outcome; by: Id | null } | null
}

/** One line, one owner or a pair, a date. */
export type Action = {
  id: Id
  text: string
  owners: Id[]
  /** The day it should be done by; null = the next session. */
  due: Day | null
  status: 'open' | 'done' | 'no-longer'
  /** How many sessions it was taken along. */
  carried: number
  review: Review | null
  /** What was said of it in the session before this review: what taking a review back returns to. */
  earlier: Review | null
  createdBy: Id | null
  createdAt: Moment
  createdIn: Id | null
  /** Where its text was last written, and by whom: what a stale edit is measured against. */
  textSeq: Seq
  textBy: Id | null
  replaced: Replaced | null
  closedSeq: Seq | null
}

export type Measurement = { id: Id; on: Day; value: number; by: Id | null }

export type GoalStatus = 'active' | 'reached' | 'partly' | 'stopped'

/** About pupils' learning or the teaching of it. */
export type Goal = {
  id: Id
  text: string
  /** How will we see it? What is counted, in words. */
  measure: string
  aim: number | null
  outOf: number | null
  keeper: Id | null
  values: Measurement[]
  status: GoalStatus
  learned: string
  createdBy: Id | null
  createdAt: Moment
  textSeq: Seq
  textBy: Id | null
  replaced: Replaced | null
  closedSeq: Seq | null
}

export type Success = {
  id: Id
  text: string
  by: Id | null
  at: Moment
  addedSeq: Seq
  /** Stays in the unit; every other success is for the whole school. */
  keptIn: boolean
}

export type Parked = { id: Id; text: string; by: Id | null; at: Moment }

/**
 * Who checked in, what they need and can offer. The mood is not here and never in the log: it is kept apart
 * and fades (see `moods` in the store).
 */
export type CheckIn = {
  id: Id
  person: Id
  at: Moment
  need: string
  offer: string
  helpers: Id[]
  /** What stood here before it was changed, so that changing it can be undone. */
  before: { need: string; offer: string; helpers: Id[] } | null
  /** null = beforehand, for the session to come. */
  session: Id | null
}

/** How somebody is with a session who is not simply in the room. */
export const PRESENCES = ['here', 'remote', 'later', 'away'] as const
export type PresenceKind = (typeof PRESENCES)[number]

/** What somebody said, or others said of them; where nobody did, the working days tell. */
export type Presence = { person: Id; kind: PresenceKind; /** null = the session to come. */ session: Id | null }

/** What somebody who is not in the room wants to say to a session, beforehand or within a day after it. */
export type Reaction = {
  id: Id
  person: Id
  text: string
  at: Moment
  addedSeq: Seq
  session: Id | null
  isAfter: boolean
}

/** Was it worth it? How many answered; the counts of one to five and the words only from five answers on. */
export type Worth = { answers: number; counts: number[] | null; words: string[] }

export type Session = {
  id: Id
  startedAt: Moment
  startedBy: Id | null
  facilitator: Id | null
  /** Who keeps the notes and the time, where the unit divides the tasks. */
  notes: Id | null
  time: Id | null
  phase: Phase
  phaseStartedAt: Moment
  /** Milliseconds that each phase has really taken, the running stretch of the current phase not included. */
  spent: Partial<Record<Phase, number>>
  /** The actions of last time, in the order in which they are reviewed. */
  review: Id[]
  closedAt: Moment | null
  closedBy: Id | null
  /** Who answered whether it was worth it; what they answered is kept apart until it closes. */
  rated: Id[]
  /** Known once it was closed, and from then on for good. */
  worth: Worth | null
  /** The one before, while this one is open: what is there again when it turns out not to have begun. */
  previous: Session | null
}

/**
 * A unit's board: what is open, and what has happened since the session before the last one. The same on the
 * server, in the browser and after a reload; the fold of the unit's events, and equal to what the tables say.
 */
export type BoardState = {
  seq: Seq
  /** How often texts were changed behind the log, when somebody was erased: two with other numbers are not the same. */
  rewritten: number
  /** What was closed at or before this place has left the board. */
  since: Seq
  lastCloseSeq: Seq
  budgets: Budgets
  leading: Leading
  /** Who was chosen for the session to come, instead of who is proposed. */
  next: Tasks
  turns: Turns
  session: Session | null
  /** The last one, while none is open. */
  lastSession: Session | null
  checkIns: CheckIn[]
  actions: Action[]
  goals: Goal[]
  successes: Success[]
  parked: Parked[]
  presences: Presence[]
  reactions: Reaction[]
  /** What was sent out, what was brought in, who visits. */
  outside: Outside
}

export const emptyBoard = (budgets: Budgets = DEFAULT_BUDGETS): BoardState => ({
  seq: 0,
  rewritten: 0,
  since: 0,
  lastCloseSeq: 0,
  budgets,
  leading: BY_TURN,
  next: NOBODY,
  turns: NO_TURNS,
  session: null,
  lastSession: null,
  checkIns: [],
  actions: [],
  goals: [],
  successes: [],
  parked: [],
  presences: [],
  reactions: [],
  outside: NOTHING_OUTSIDE
})
