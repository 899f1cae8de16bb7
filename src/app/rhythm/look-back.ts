import { addDays, weekdayOf, type Day } from '#kernel/days.ts'
import { worksOn, type WorkingDays } from '#people'

/** Who works on no school day in so many days is not reminded: then it is about too long ago. */
const FAR = 21

/**
 * The morning on which somebody is reminded to look back on a week: the first one at work after it, holidays and days
 * off left out. Null for who is not there in the three weeks after it.
 */
export function lookBackOn(sunday: Day, workingDays: WorkingDays | null, isFree: (day: Day) => boolean): Day | null {
  for (let after = 1; after <= FAR; after++) {
    const day = addDays(sunday, after)
    if (weekdayOf(day) <= 5 && worksOn(workingDays, day) && !isFree(day)) return day
  }
  return null
}
