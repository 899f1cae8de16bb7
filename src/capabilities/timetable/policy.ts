import { mayManagePeople, type Grant } from '#people'

/** Who keeps the list of people brings the timetable in, tells whose code is whose, and paints weeks. */
export const mayKeepTimetable = (grants: readonly Grant[]): boolean => mayManagePeople(grants)
