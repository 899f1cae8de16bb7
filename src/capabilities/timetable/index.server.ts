export { forgetPersonInTimetable } from './forget-person.server.ts'
export { readTimetable } from './reading/read-timetable.server.ts'
export { templateFile } from './reading/template.server.ts'
export { importTimetable, paintWeek, previewTimetable, sayCodes, setPeriods } from './use-cases.server.ts'
export {
  insertLessons,
  latestTimetable,
  lessonsOf,
  periodsOf,
  writePeriods,
  type DoneTimetable
} from './store.server.ts'
