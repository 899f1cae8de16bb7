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
  stepsToLookBackOn,
  stepTitle,
  topicsFor,
  type ProgrammeView,
  type StepView,
  type Unseen,
  type TrackView
} from './reading.server.ts'
export { forgetPersonInProgramme } from './forget-person.server.ts'
export { readObservationForm, readStatements } from './content.server.ts'
export {
  observationsAt,
  observationsOf,
  recentObservations,
  shareObservation,
  takeObservationBack,
  type ObservationView
} from './observing.server.ts'
export { giveVoice, isAskedToday, voicesFor, type VoicesView } from './voices.server.ts'
