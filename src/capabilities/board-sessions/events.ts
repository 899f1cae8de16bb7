import type { Day } from '#kernel/days.ts'
import type { Id } from '#kernel/id.ts'
import type { Budgets, Phase } from './core/phases.ts'
import type { GoalStatus, Moment, Outcome, Seq } from './core/state.ts'

/** What happened on a board. One command gives one fact; its payload holds all that `apply` needs. */
export type BoardFact =
  | { type: 'session-started'; session: Id; facilitator: Id | null; review: Id[] }
  | { type: 'phase-entered'; phase: Phase }
  | { type: 'facilitator-chosen'; person: Id | null }
  /** `forgotten`: nobody closed it; the day ended. Then the hours in between count for no phase. */
  | { type: 'session-closed'; forgotten: boolean }
  | { type: 'session-reopened' }
  | { type: 'budgets-changed'; budgets: Budgets }
  | { type: 'checked-in'; id: Id; person: Id; need: string; offer: string }
  | { type: 'help-offered'; checkIn: Id; helper: Id }
  | { type: 'help-withdrawn'; checkIn: Id; helper: Id }
  | { type: 'action-added'; id: Id; text: string; owners: Id[]; due: Day | null }
  | { type: 'action-edited'; id: Id; text?: string; owners?: Id[]; due?: Day | null; replaced?: boolean }
  | { type: 'action-reviewed'; id: Id; outcome: Outcome; blocker: string; helper: Id | null }
  | { type: 'action-reopened'; id: Id }
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
  | { type: 'goal-closed'; id: Id; status: Exclude<GoalStatus, 'active'>; learned: string }
  | { type: 'success-added'; id: Id; text: string }
  | { type: 'success-withdrawn'; id: Id }
  | { type: 'parked'; id: Id; text: string }
  | { type: 'unparked'; id: Id }

/** A fact in the unit's log: its place, when, by whom and through which device. */
export type BoardEvent = BoardFact & {
  seq: Seq
  at: Moment
  /** Who acted; null when nobody in particular did (a digiboard on which nobody was tapped, or the clock). */
  by: Id | null
  /** The client-made key of the command that caused it; stored once, however often it was sent. */
  key: Id
}
