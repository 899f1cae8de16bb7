import * as t from '#texts/people'
import { WORKDAYS, type WorkingDays, type Workday } from '../core/person.ts'

/** From three days on a row of whole days reads quicker as "ma t/m do". */
const SHORTEST_SPAN = 3

/** Working days as people write them: "ma t/m do", "di do wo(o)". Empty where nobody said. */
export function daysText(days: WorkingDays | null): string {
  if (!days) return ''
  const present = WORKDAYS.filter((day) => days[day] !== 'off')
  if (present.length === 0) return t.days_none()
  const [first, last] = [present[0]!, present.at(-1)!]
  const isSpan = WORKDAYS.indexOf(last) - WORKDAYS.indexOf(first) === present.length - 1
  if (present.length >= SHORTEST_SPAN && isSpan && present.every((day) => days[day] === 'full'))
    return t.days_span({ first: dayName(first), last: dayName(last) })
  return present.map((day) => t.day_part({ day: dayName(day), part: days[day] })).join(' ')
}

export const dayName = (day: Workday): string => t.day_short({ day })
export const longDayName = (day: Workday): string => t.day_long({ day })
