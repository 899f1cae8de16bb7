export { aboutPersonInBulletin, type InBulletin } from './about-person.server.ts'
export { forgetPersonInBulletin } from './forget-person.server.ts'
export { askerOf, type Asking } from './asking.server.ts'
export { addInformation, takeBackInformation } from './information.server.ts'
export { addItem, putOut, removeItem } from './items.server.ts'
export { writeBulletinHistory, type PastBulletin } from './history-writer.server.ts'
export { react, unreact } from './reactions.server.ts'
export {
  answerAsUnit,
  answerRequest,
  askAgain,
  askFor,
  takeBackRequest,
  takeUpRequest,
  thank
} from './requests.server.ts'
export { listInformation, markTold, type Information } from './store/information.server.ts'
export { itemsOfWeek, withdrawItem } from './store/items.server.ts'
export { answerReaction, reactionsBy, reactionsSince } from './store/reactions.server.ts'
export { findRequest, openRequests, requestsAnsweredBy, requestsAsked, thankFor } from './store/requests.server.ts'
export { findRequests, type FoundRequest } from './store/search.server.ts'
