export { isFor, readingMinutes, standsIn, type BulletinItem, type ItemKind } from './core/item.ts'
export { LINE_LIMIT, REACTION_LIMIT, readLine } from './core/line.ts'
export {
  REACTIONS,
  type ReactionAnswer,
  type ReactionKind,
  type WallReaction,
  type WallThing
} from './core/reaction.ts'
export { daysWaiting, type Addressee, type RequestStatus, type SupportRequest } from './core/request.ts'
export { SPOKEN_LIMIT, spokenSeconds } from './core/spoken.ts'
export { readWeek, weekAfter, weekBefore, weekOf, type Week } from './core/week.ts'
export {
  mayAddToBulletin,
  mayAnnounceVisit,
  mayAnswer,
  mayFollowUp,
  mayInformUnits,
  mayReact,
  type Asker
} from './policy.ts'
export type { BulletinEvent } from './events.ts'
