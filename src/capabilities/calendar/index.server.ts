export { forgetPersonInCalendar } from './forget-person.server.ts'
export {
  addFreeFile,
  addFreeTime,
  changeSession,
  chooseRegion,
  endFeed,
  firstDayOfChange,
  forgetLeftOver,
  hasFeed,
  makeFeed,
  nextSessions,
  removeFreeTime,
  SESSIONS_CHANGED,
  sessionsOf,
  whoseFeed,
  type SessionWish
} from './use-cases.server.ts'
export { freeTimesOf, ownFreeTimes, regionOf } from './store.server.ts'
export { readHolidays } from './content.server.ts'
export { calendarText, type CalendarEvent } from './feed.server.ts'
export { invitationText, methodOf, type InvitationMethod } from './invitation.server.ts'
