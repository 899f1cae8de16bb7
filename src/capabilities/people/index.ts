export {
  fullName,
  worksOn,
  WORKDAYS,
  type Person,
  type PersonName,
  type WorkingDays,
  type Workday
} from './core/person.ts'
export type { PersonForm } from './core/person-form.ts'
export { matchesPerson } from './core/search.ts'
export { HUES, proposeHue, proposeMark, type Unit } from './core/unit.ts'
export { mayManagePeople, mayManageUnit, type Grant, type Role } from './policy.ts'
export type { ImportPlan, PlannedRow, Change } from './core/roster/plan.ts'
export type { ReadColumn, Reading, ReadingChoices, RosterField, RowProblem } from './core/roster/types.ts'
export { ROSTER_FIELDS } from './core/roster/types.ts'
export { suggestEmail } from './core/roster/email.ts'
