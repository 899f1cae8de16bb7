export type { Grant, Role } from './policy.ts'
export type { Unit } from './core/unit.ts'
export { demandManager, demandUnitManager } from './authority.server.ts'
export { circleOf, directoryOf, timeZoneOf, type Colleague } from './circle.server.ts'
export {
  countRows,
  importPeople,
  previewForPage,
  previewImport,
  type ImportDone,
  type ImportOrder
} from './import.server.ts'
export { addPerson, changePerson, leaveSchool, returnToSchool, type PersonChanged } from './people.server.ts'
export { readRoster } from './roster-file/read-roster.server.ts'
export { fieldLabel, problemSentence, refusalSentence } from './roster-file/sentences.server.ts'
export { planImport } from './core/roster/plan.ts'
export { toJson, type RosterJson } from './core/roster/roster-json.ts'
export { FILE_BYTES } from './roster-file/limits.server.ts'
export {
  addFounder,
  ensureSchool,
  findSchoolNamed,
  listSchools,
  schoolNames,
  thisSchool,
  type School
} from './schools.server.ts'
export { findImport, hasImported, type DoneImport, type ImportCounts } from './store/imports.server.ts'
export { findPerson, findPersonByEmail, listPeople, type PersonInUnits } from './store/people.server.ts'
export {
  findUnit,
  grantRole,
  listUnits,
  standingOf,
  unitMembers,
  unitsOf,
  type UnitWithMembers
} from './store/units.server.ts'
export { changeUnit, makeUnit, setMembers, setUnitsOf } from './units.server.ts'
