import type { Day } from '#kernel/days.ts'
import type { Id } from '#kernel/id.ts'
import type { LeadingWay, Task } from './leading.ts'
import type { BroughtItem, Destination, Handling, SendSource, VisitorRole } from './outside.ts'
import type { Budgets, Phase } from './phases.ts'
import type { GoalStatus, Outcome, PresenceKind, Seq } from './state.ts'

export const MOODS = ['great', 'good', 'okay', 'tired', 'heavy'] as const
export type Mood = (typeof MOODS)[number]

export type SessionCommand =
  | { type: 'start-session'; session: Id; facilitator?: Id | null; notes?: Id | null; time?: Id | null }
  | { type: 'enter-phase'; phase: Phase }
  | { type: 'choose-facilitator'; person: Id | null }
  | { type: 'close-session' }
  /** It had not begun after all: a finger on the wrong button. */
  | { type: 'cancel-session' }
  /** Was it worth it? From one to five and in a word; both empty takes it back. Kept apart, never in the log. */
  | { type: 'rate-session'; score: number | null; word?: string }
  | { type: 'reopen-session' }
  | { type: 'change-budgets'; budgets: Budgets }

export type LeadingCommand =
  | { type: 'change-leading'; way: LeadingWay; coach: Id | null }
  | { type: 'choose-next'; task: Task; person: Id | null }
  | { type: 'choose-task'; task: Exclude<Task, 'lead'>; person: Id | null }

export type AttendanceCommand =
  | { type: 'say-presence'; person: Id; kind: PresenceKind | null }
  | { type: 'react'; id: Id; person: Id; text: string; on: 'next' | 'last' }
  | { type: 'withdraw-reaction'; id: Id }

export type CheckInCommand =
  | { type: 'check-in'; id: Id; person: Id; mood?: Mood | null; need?: string; offer?: string }
  | { type: 'withdraw-check-in'; person: Id; mood?: Mood | null }
  | { type: 'offer-help'; checkIn: Id; helper: Id }
  | { type: 'withdraw-help'; checkIn: Id; helper: Id }

export type ActionCommand =
  | { type: 'add-action'; id: Id; text: string; owners: Id[]; due?: Day | null }
  | { type: 'edit-action'; id: Id; text?: string; owners?: Id[]; due?: Day | null }
  | { type: 'review-action'; id: Id; outcome: Outcome; blocker?: string; helper?: Id | null }
  | { type: 'reopen-action'; id: Id }
  | { type: 'withdraw-action'; id: Id }

export type GoalCommand =
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
  | { type: 'unmeasure-goal'; id: Id; on: Day }
  | { type: 'reopen-goal'; id: Id }
  | { type: 'withdraw-goal'; id: Id }
  | { type: 'close-goal'; id: Id; status: Exclude<GoalStatus, 'active'>; learned?: string }

export type NoteCommand =
  | { type: 'add-success'; id: Id; text: string; keptIn?: boolean }
  | { type: 'keep-success'; id: Id; keptIn: boolean }
  | { type: 'withdraw-success'; id: Id }
  | { type: 'park'; id: Id; text: string }
  | { type: 'unpark'; id: Id }

export type OutsideCommand =
  | { type: 'send-out'; id: Id; text: string; from: SendSource; to: Destination; toName?: string }
  | { type: 'undo-send-out'; id: Id }
  | { type: 'handle-brought'; id: Id; how: Handling; text?: string; owners?: Id[]; due?: Day | null }
  | { type: 'reopen-brought'; id: Id }
  | { type: 'invite-visitor'; person: Id; name: string; role?: VisitorRole | null; isAnnounced?: boolean }
  | { type: 'uninvite-visitor'; person: Id }
  | { type: 'join-as-visitor'; person: Id; role: VisitorRole | null }
  | { type: 'leave-as-visitor'; person: Id }
  /** From outside, by Samenspel itself: no device can send these. */
  | { type: 'bring'; item: BroughtItem }
  | { type: 'bring-back'; id: Id }

/** What a person asks of the board. Ids of new things are made by the device, so that it can show them at once. */
export type BoardCommand =
  | SessionCommand
  | LeadingCommand
  | AttendanceCommand
  | CheckInCommand
  | ActionCommand
  | GoalCommand
  | NoteCommand
  | OutsideCommand

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
