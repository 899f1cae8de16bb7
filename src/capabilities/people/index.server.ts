export type { Grant, Role } from './policy.ts'
export type { Unit } from './core/unit.ts'
export { demandManager, demandMayEnter, demandUnitManager } from './authority.server.ts'
export { circleOf, directoryOf, timeZoneOf, type Colleague } from './circle.server.ts'
export {
  countRows,
  importPeople,
  previewForPage,
  previewImport,
  UNDO_TIME,
  type ImportDone,
  type ImportOrder
} from './import.server.ts'
export { addPerson, changePerson, leaveSchool, returnToSchool, type PersonChanged } from './people.server.ts'
export { readRoster, type RosterReading, type RosterSource } from './roster-file/read-roster.server.ts'
export { fieldLabel, problemSentence, refusalSentence } from './roster-file/sentences.server.ts'
export { planRoster } from './roster-file/plan-roster.server.ts'
export { planImport } from './core/roster/plan.ts'
export { toJson, type RosterJson } from './core/roster/roster-json.ts'
export { FILE_BYTES } from './roster-file/limits.server.ts'
export { kindOfBytes } from './roster-file/file-kind.server.ts'
export { readBytes as readCells } from './roster-file/read-bytes.server.ts'
export {
  addFounder,
  ensureSchool,
  findSchoolNamed,
  hasRealSchools,
  listDemonstrations,
  listSchools,
  schoolNames,
  schoolSign,
  thisSchool,
  type School
} from './schools.server.ts'
export { chooseMoment, lockMoments, weeklyMomentOf, weeklyMomentsOf } from './moments.server.ts'
export { placeStaff, type Staff } from './staff.server.ts'
export { forgetImportChanges, forgetImportChangesOf } from './store/import-changes.server.ts'
export { undoPeopleImport, type UndoDone } from './undo-import.server.ts'
export { endInUnit, moveUnits, placeInUnit } from './memberships.server.ts'
export { membersOn, timesOf, type MemberOn, type TimeInUnit } from './store/memberships.server.ts'
export { checkUnitNow, duosIn, setThresholds, thresholdsOf, type CheckedUnit } from './unit-check.server.ts'
export { findImport, hasImported, listImports, type DoneImport, type ImportCounts } from './store/imports.server.ts'
export {
  arrivalOf,
  arrivalsOf,
  findPerson,
  findPersonByEmail,
  fullNames,
  membershipHistory,
  listPeople,
  type PersonInUnits
} from './store/people.server.ts'
export { findUnit, listUnits, standingOf, unitMembers, unitsOf, type UnitWithMembers } from './store/units.server.ts'
export { listSites, ownSiteOf, sitesOfUnits, whereEverybodyIs } from './store/sites.server.ts'
export { addSites, changeSite, dropSite, placePerson, placeUnits } from './sites.server.ts'
export { changeUnit, makeUnit, setMembers, setUnitsOf } from './units.server.ts'
export { askSecondStep, asksSecondStep, endRole, giveRole, noteSecondStepReset } from './roles.server.ts'
export { erasePerson, findErasable } from './erasing.server.ts'
export { grantRole, heldRoles, roleHistory } from './store/roles.server.ts'
export {
  forgetOldChanges,
  listChanges,
  recordChange,
  type AuditEntry,
  type AuditKind,
  type Before
} from './store/audit.server.ts'
