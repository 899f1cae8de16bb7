import type { Day } from '#kernel/days.ts'
import { VISIT_MINUTES, type LessonVisit } from './visit.ts'

/** What came of a visit that was agreed on: it took place, it is still to come (or to be agreed anew), or it is off. */
export type Came = 'took_place' | 'to_come' | 'dropped'

/** What came of it by now, on the clock of the school. */
export function cameOf(
  { state, day, start }: Pick<LessonVisit, 'state' | 'day' | 'start'>,
  now: { day: Day; minute: number }
): Came {
  if (state === 'done') return 'took_place'
  if (state === 'declined' || state === 'cancelled') return 'dropped'
  const isOver = day < now.day || (day === now.day && start + VISIT_MINUTES <= now.minute)
  return state === 'agreed' && isOver ? 'took_place' : 'to_come'
}
