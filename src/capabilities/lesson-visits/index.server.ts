export { runPlanner, type PlannerOptions, type PlannerOutcome } from './planner/run-planner.server.ts'
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
  openWishes,
  settingsOf
} from './store/offers.server.ts'
