export { planOf, runPlanner, type PlannerOptions, type PlannerOutcome } from './planner/run-planner.server.ts'
export {
  acceptInvitation,
  closeLesson,
  dropInvitation,
  dropWish,
  giveTimes,
  inviteToLesson,
  offerCover,
  openLessons,
  setVisitSettings,
  takeBackTime,
  wishVisit
} from './offers.server.ts'
export {
  listClosedLessons,
  listCovers,
  listHosts,
  listTimes,
  openInvitations,
  findWish,
  openWishes,
  questionsOf,
  settingsOf
} from './store/offers.server.ts'
export { writeVisitHistory, type PastVisits } from './history.server.ts'
export { periodFor } from './facts.server.ts'
export { brokenVisits, findHelp, fixPlan, preparePlan, storeHelp, storePlan, type PlanOrder } from './plan.server.ts'
export {
  answerVisit,
  callInIll,
  chooseMoment,
  possibleMoments,
  tellMissed,
  type Moment,
  type Repaired
} from './agreeing.server.ts'
export {
  calendarVisits,
  countedPlans,
  countedVisits,
  findVisit,
  latestPlan,
  liveVisitOf,
  liveVisits,
  VISIT_CHANGED,
  visitsOf,
  type CalendarVisit,
  type HelpFound,
  type StoredPlan,
  type Unmet
} from './store/visits.server.ts'
export { visitsOfUnit, type UnitVisit } from './for-unit.server.ts'
export { openPapers, type Papers } from './papers.server.ts'
export {
  chooseGuide,
  decideInTalk,
  dropGuide,
  listGuides,
  makeGuide,
  openVisit,
  roundOffTalk,
  sayInTalk,
  sharedWithMe,
  writeNote,
  type OpenedVisit,
  type SharedAnswer,
  type TalkAnswer
} from './talk.server.ts'
export { forgetVisitsOf } from './store/papers.server.ts'
