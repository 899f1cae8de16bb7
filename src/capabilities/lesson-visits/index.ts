export { readInstance, type FileProblem } from './core/instance-file.ts'
export { FOCI, isFocus, type Focus } from './core/foci.ts'
export {
  FIXERS,
  isOpenOn,
  type Band,
  type Cover,
  type Fixer,
  type Host,
  type Invitation,
  type OwnTime,
  type TimeKind,
  type VisitSettings,
  type VisitWish
} from './core/offers.ts'
export { missingIn, type Missing } from './core/missing.ts'
export { mayFixVisit, mayPlanVisits, maySeeOverview, maySetVisits, mayTakePart } from './policy.ts'
export { daysOf, mondayOf, type Period as VisitPeriod } from './core/period.ts'
export { isLive, roleIn, VISIT_MINUTES, visitsPaid, waitsFor, type LessonVisit, type VisitRole } from './core/visit.ts'
export { guideOfAmbitions, readAmbitions, type AmbitionWords } from './core/ambitions.ts'
export { GUIDE_NAME_LENGTH, TALK_QUESTIONS, type Guide, type TalkQuestion } from './core/talk.ts'
export { countPerUnit, coverLacking, placeIn, type UnitCount } from './core/overview.ts'
