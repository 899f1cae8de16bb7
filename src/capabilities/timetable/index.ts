export {
  clock,
  keyOf,
  overlaps,
  readClock,
  type KnownLesson,
  type LineProblem,
  type Period,
  type SkippedLine,
  type TimetableFormat,
  type TimetableReading,
  type WeekLesson
} from './core/lesson.ts'
export { PERIODS_AT_MOST, USUAL } from './core/periods.ts'
export { TEMPLATE } from './core/read/sheet.ts'
export type { PaintedWeek } from './core/paint.ts'
export type { TimetablePlan } from './core/plan.ts'
export { mayKeepTimetable } from './policy.ts'
