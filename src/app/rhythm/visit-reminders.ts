import { addDays, type Day } from '#kernel/days.ts'
import { momentAt } from '#kernel/moments.ts'
import { worksOn, type WorkingDays } from '#people'

/** Before the first lesson (minute of the day): when the reminder of a day goes out. */
export const REMIND_AT = 6 * 60 + 30

/**
 * The morning on which somebody is reminded of a lesson visit: the last one at work before it, so that there is a day
 * left to say that it cannot be. Who works on no other day of that week hears it on the day itself.
 */
export function remindOn(visit: Day, workingDays: WorkingDays | null): Day {
  for (let before = 1; before < 7; before++)
    if (worksOn(workingDays, addDays(visit, -before))) return addDays(visit, -before)
  return visit
}

/** Does this morning remind somebody of a visit? Of one that was agreed on after its morning, the day itself does. */
export function isReminded(
  { day, agreedAt }: { day: Day; agreedAt: Date | null },
  workingDays: WorkingDays | null,
  today: Day,
  timeZone: string
): boolean {
  const on = remindOn(day, workingDays)
  if (today === on) return true
  return today === day && agreedAt !== null && agreedAt.getTime() > momentAt(on, REMIND_AT, timeZone)
}
