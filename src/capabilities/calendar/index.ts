export { clashesOf, overlap, type TimedSession } from './core/clashes.ts'
export {
  HOLIDAYS,
  isRegion,
  REGIONS,
  whyFree,
  type FreeTime,
  type Holiday,
  type NationalDay,
  type Region
} from './core/free-days.ts'
export { isHeld, type PlannedSession, type SessionChange, type WeeklyPattern, type When } from './core/sessions.ts'
export { mayChangeSession } from './policy.ts'
