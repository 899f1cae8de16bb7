export { VIEWS, type Cast, type View } from './core/cast.ts'
export { castOf, DEFAULT_NAME, DEFAULT_SEED } from './core/school.ts'
export { isSchoolDay } from './core/weeks.ts'
export {
  mayLookAround,
  mayLookAs,
  mayRemakeDemonstration,
  mayRemoveDemonstration,
  mayWelcomeVisitors,
  type Onlooker
} from './policy.ts'
