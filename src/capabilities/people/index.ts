export {
  fullName,
  worksOn,
  WORKDAYS,
  type Person,
  type PersonName,
  type WorkingDays,
  type Workday
} from './core/person.ts'
export { formOf, type PersonForm } from './core/person-form.ts'
export type { MergedField } from './core/merge-form.ts'
export { matchesPerson } from './core/search.ts'
export { partnersOf, type Duo } from './core/duo.ts'
export {
  DEFAULT_THRESHOLDS,
  isOwnThresholds,
  isTeamKind,
  TEAM_KINDS,
  type TeamKind,
  type Thresholds,
  type ThresholdsByKind
} from './core/thresholds.ts'
export type { UnitFindings } from './core/unit-check.ts'
export { type Site } from './core/site.ts'
export { HUES, proposeHue, proposeMark, type Unit } from './core/unit.ts'
export { FORMER } from './core/traces.ts'
export * from './policy.ts'
export type { HeldRole, RoleWish } from './core/roles.ts'
export type { ImportPlan, PlannedRow, Change } from './core/roster/plan.ts'
export type { ReadColumn, Reading, ReadingChoices, RosterField, RowProblem } from './core/roster/types.ts'
export { ROSTER_FIELDS } from './core/roster/types.ts'
export { suggestEmail } from './core/roster/email.ts'
export { findMoment, TIMES, type MomentProposal, type MomentSearch, type TimeOfDay } from './core/find-moment.ts'
export { areSlots, keyOfSlots, type WeeklyMoment, type WeeklySlot } from './core/weekly-moment.ts'
