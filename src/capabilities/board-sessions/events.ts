import type { Day } from '#kernel/days.ts'
import type { Id } from '#kernel/id.ts'
import type { LeadingWay, Task } from './core/leading.ts'
import type { BroughtItem, Destination, Handling, SendSource, VisitorRole } from './core/outside.ts'
import type { Budgets, Phase } from './core/phases.ts'
import type { GoalStatus, Moment, Outcome, PresenceKind, Seq, Worth } from './core/state.ts'

export type SessionFact =
  | { type: 'session-started'; session: Id; facilitator: Id | null; notes?: Id | null; time?: Id | null; review: Id[] }
  | { type: 'phase-entered'; phase: Phase }
  | { type: 'facilitator-chosen'; person: Id | null }
  /** `forgotten`: nobody closed it; the day ended. Then the hours in between count for no phase. */
  | { type: 'session-closed'; forgotten: boolean; worth?: Worth }
  | { type: 'session-cancelled' }
  /** That somebody answered; never what. */
  | { type: 'session-rated'; person: Id; gone: boolean }
  | { type: 'session-reopened' }
  | { type: 'budgets-changed'; budgets: Budgets }

export type LeadingFact =
  | { type: 'leading-changed'; way: LeadingWay; coach: Id | null }
  | { type: 'next-chosen'; task: Task; person: Id | null }
  | { type: 'task-chosen'; task: Exclude<Task, 'lead'>; person: Id | null }

export type AttendanceFact =
  | { type: 'presence-said'; person: Id; kind: PresenceKind | null }
  | { type: 'reacted'; id: Id; person: Id; text: string; session: Id | null; isAfter: boolean }
  | { type: 'reaction-withdrawn'; id: Id }

export type CheckInFact =
  | { type: 'checked-in'; id: Id; person: Id; need: string; offer: string }
  | { type: 'check-in-withdrawn'; person: Id }
  | { type: 'help-offered'; checkIn: Id; helper: Id }
  | { type: 'help-withdrawn'; checkIn: Id; helper: Id }

export type ActionFact =
  | { type: 'action-added'; id: Id; text: string; owners: Id[]; due: Day | null }
  | { type: 'action-edited'; id: Id; text?: string; owners?: Id[]; due?: Day | null; replaced?: boolean }
  | { type: 'action-reviewed'; id: Id; outcome: Outcome; blocker: string; helper: Id | null; stale?: boolean }
  | { type: 'action-reopened'; id: Id }
  | { type: 'action-withdrawn'; id: Id }

export type GoalFact =
  | {
      type: 'goal-added'
      id: Id
      text: string
      measure: string
      aim: number | null
      outOf: number | null
      keeper: Id | null
    }
  | {
      type: 'goal-edited'
      id: Id
      text?: string
      measure?: string
      aim?: number | null
      outOf?: number | null
      keeper?: Id | null
      replaced?: boolean
    }
  | { type: 'goal-measured'; id: Id; measurement: Id; on: Day; value: number }
  | { type: 'goal-unmeasured'; id: Id; on: Day }
  | { type: 'goal-reopened'; id: Id }
  | { type: 'goal-withdrawn'; id: Id }
  | { type: 'goal-closed'; id: Id; status: Exclude<GoalStatus, 'active'>; learned: string }

export type NoteFact =
  | { type: 'success-added'; id: Id; text: string; keptIn?: boolean }
  | { type: 'success-kept'; id: Id; keptIn: boolean }
  | { type: 'success-withdrawn'; id: Id }
  | { type: 'parked'; id: Id; text: string }
  | { type: 'unparked'; id: Id }

export type OutsideFact =
  | { type: 'sent-out'; id: Id; text: string; from: SendSource; to: Destination; toName: string }
  | { type: 'sent-out-undone'; id: Id; text: string; from: SendSource; to: Destination }
  | { type: 'brought'; item: BroughtItem }
  | { type: 'brought-back'; id: Id }
  | { type: 'brought-handled'; id: Id; how: Handling; text: string; owners: Id[]; due: Day | null }
  | { type: 'brought-reopened'; id: Id }
  | { type: 'visitor-invited'; person: Id; name: string; role: VisitorRole | null; isAnnounced: boolean }
  | { type: 'visitor-uninvited'; person: Id }
  | { type: 'visitor-joined'; person: Id; role: VisitorRole | null }
  | { type: 'visitor-left'; person: Id }

/** What happened on a board. One command gives one fact; its payload holds all that `apply` needs. */
export type BoardFact =
  SessionFact | LeadingFact | AttendanceFact | CheckInFact | ActionFact | GoalFact | NoteFact | OutsideFact

/** A fact in the unit's log: its place, when, by whom and through which device. */
export type BoardEvent = BoardFact & {
  seq: Seq
  at: Moment
  /** Who acted; null when nobody in particular did (a digiboard on which nobody was tapped, or the clock). */
  by: Id | null
  /** The client-made key of the command that caused it; stored once, however often it was sent. */
  key: Id
}
