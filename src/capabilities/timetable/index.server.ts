export { readTimetable } from './reading/read-timetable.server.ts'
export { templateFile } from './reading/template.server.ts'
export { importTimetable, paintWeek, previewTimetable, sayCodes, setPeriods } from './use-cases.server.ts'
export { latestTimetable, lessonsOf, periodsOf, type DoneTimetable } from './store.server.ts'
