import type { Day } from '#kernel/days.ts'
import type { Id } from '#kernel/id.ts'
import type { Budgets, Phase } from './phases.ts'
import type { GoalStatus, Outcome, Seq } from './state.ts'

export const MOODS = ['great', 'good', 'okay', 'tired', 'heavy'] as const
export type Mood = (typeof MOODS)[number]

/** What a person asks of the board. Ids of new things are made by the device, so that it can show them at once. */
export type BoardCommand =
  | { type: 'start-session'; session: Id; facilitator?: Id | null }
  | { type: 'enter-phase'; phase: Phase }
  | { type: 'choose-facilitator'; person: Id | null }
  | { type: 'close-session' }
  | { type: 'reopen-session' }
  | { type: 'change-budgets'; budgets: Budgets }
  | { type: 'check-in'; id: Id; person: Id; mood?: Mood | null; need?: string; offer?: string }
  | { type: 'offer-help'; checkIn: Id; helper: Id }
  | { type: 'withdraw-help'; checkIn: Id; helper: Id }
  | { type: 'add-action'; id: Id; text: string; owners: Id[]; due?: Day | null }
  | { type: 'edit-action'; id: Id; text?: string; owners?: Id[]; due?: Day | null }
  | { type: 'review-action'; id: Id; outcome: Outcome; blocker?: string; helper?: Id | null }
  | { type: 'reopen-action'; id: Id }
  | {
      type: 'add-goal'
      id: Id
      text: string
      measure?: string
      aim?: number | null
      outOf?: number | null
      keeper?: Id | null
    }
  | {
      type: 'edit-goal'
      id: Id
      text?: string
      measure?: string
      aim?: number | null
      outOf?: number | null
      keeper?: Id | null
    }
  | { type: 'measure-goal'; id: Id; measurement: Id; value: number; on?: Day }
  | { type: 'close-goal'; id: Id; status: Exclude<GoalStatus, 'active'>; learned?: string }
  | { type: 'add-success'; id: Id; text: string }
  | { type: 'withdraw-success'; id: Id }
  | { type: 'park'; id: Id; text: string }
  | { type: 'unpark'; id: Id }

/** A command on its way: made once by a device, perhaps sent often. */
export type SentCommand = {
  key: Id
  /** The place in the log that the device had seen when it was made. */
  base: Seq
  /** On a digiboard: the person who was tapped. */
  as?: Id | null
  command: BoardCommand
}

/** Who acts, when, and among whom: all that deciding needs besides the board itself. */
export type DecisionContext = {
  actor: Id | null
  base: Seq
  at: number
  today: Day
  /** May this person be named here: is it a member of the unit now? */
  isMember: (person: Id) => boolean
}
