export * from './core/state.ts'
export {
  PHASES,
  DEFAULT_BUDGETS,
  TOTAL_MINUTES,
  nextPhase,
  totalMinutes,
  isPhase,
  type Budgets,
  type Phase
} from './core/phases.ts'
export { MOODS, type BoardCommand, type Mood, type SentCommand } from './core/commands.ts'
export { readClock, type SessionClock, type PhaseClock, type Minute } from './core/clock.ts'
export { readQuickEntry, readDay, type Nameable, type QuickAction } from './core/quick-entry.ts'
export { decide } from './core/decide.ts'
export { checkInOf } from './core/decide/check-ins.ts'
export { LINE_LIMIT } from './core/decide/checks.ts'
export { dayToLead, nextOf, type Coming } from './core/coming.ts'
export * from './core/leading.ts'
export { mayReact } from './core/decide/attendance.ts'
export { SHOWN_FROM, withWorth, type Vote } from './core/worth.ts'
export { mayStillReact, missedBy, wasThere, type Missed } from './core/missed.ts'
export { apply } from './core/apply.ts'
export {
  HANDLINGS,
  isVisited,
  isVisitor,
  NOTHING_OUTSIDE,
  VISITOR_ROLES,
  waiting,
  type Bringer,
  type Brought,
  type BroughtItem,
  type Destination,
  type Handling,
  type SentOut,
  type Visitor,
  type VisitorRole
} from './core/outside.ts'
export type { BoardEvent, BoardFact } from './events.ts'
export type { Viewer } from './policy.ts'
export {
  FEWEST_SESSIONS,
  rhythmOf,
  withoutNames,
  type HeldSession,
  type NamelessRhythm,
  type PlannedDay,
  type Rhythm
} from './core/rhythm.ts'
