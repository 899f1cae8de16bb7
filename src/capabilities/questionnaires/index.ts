export {
  DESCRIPTIONS,
  isPositive,
  isScored,
  minutesFor,
  OPEN_QUESTION,
  TEXT_MAX,
  type Answered,
  type Answers,
  type Form,
  type FormConstruct,
  type FormItem
} from './core/form.ts'
export { GROUPINGS, yearsHere, type Grouping } from './core/groupings.ts'
export {
  itemsAsked,
  itemsByKey,
  itemsOf,
  type AnswerScale,
  type InTwo,
  type Instrument,
  type Item
} from './core/instrument.ts'
export type { ConstructResult, ItemResult, Results } from './core/results.ts'
export { extremesOf, findingsOf, type Finding, type GroupSaid } from './core/findings.ts'
export { OUTCOME_KINDS, STEPS, type OutcomeKind, type Step } from './core/ladder.ts'
export { MOST_PARTS, type OwnForm } from './core/own.ts'
export { neededOf, viewOf, type ItemView, type ResultView, type SectionView } from './core/view.ts'
export * from './policy.ts'
export { LEAST_ASKED } from './core/least.ts'
export type { Line, OldWave, WaveProblem } from './core/old-wave.ts'
