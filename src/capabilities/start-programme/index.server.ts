export {
  changeTeam,
  decideAgain,
  evaluateStep,
  holdMeeting,
  letUnitJoin,
  startProgramme,
  takeUnitBack,
  candidatesOf,
  todayOf,
  type StartWish
} from './use-cases.server.ts'
export {
  programmeFor,
  programmeState,
  stepFor,
  stepOfToday,
  topicsFor,
  type ProgrammeView,
  type StepView,
  type TrackView
} from './reading.server.ts'
export { forgetPersonInProgramme } from './store.server.ts'
