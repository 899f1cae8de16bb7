import type { Day } from '#kernel/days.ts'
import type { Tx } from '#platform/db/door.ts'

/** Does a membership (`m`) hold on a day? Without one: today, by the school's own calendar. */
export const isOn = ({ sql }: Tx, day: Day | null = null) =>
  day === null
    ? sql`m.since <= (select school_today()) and (m.until is null or m.until > (select school_today()))`
    : sql`m.since <= ${day}::date and (m.until is null or m.until > ${day}::date)`
