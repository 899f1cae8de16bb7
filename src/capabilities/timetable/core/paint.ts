import type { Id } from '#kernel/id.ts'
import { clock, overlaps, type KnownLesson, type Period, type WeekLesson } from './lesson.ts'

/** A week of one group: who teaches it on which day in which part of the day; nobody of ours during gym or a specialist. */
export type PaintedWeek = { weekday: number; period: number; person: Id | null }[]

/** The lessons that a painted week comes down to. */
export function lessonsOfWeek(group: string, week: PaintedWeek, parts: readonly Period[]): WeekLesson[] {
  return week.flatMap(({ weekday, period, person }) => {
    const part = parts.find((one) => one.period === period)
    return person === null || !part
      ? []
      : [{ person, group, subject: '', room: '', weekday, start: part.start, end: part.end }]
  })
}

/** Who would stand before two groups at once, and when. */
export function doubleBooked(painted: readonly WeekLesson[], others: readonly KnownLesson[]) {
  return painted.flatMap((lesson) => {
    const other = others.find((one) => one.person === lesson.person && overlaps(one, lesson))
    return other
      ? [{ person: lesson.person, group: other.group, weekday: lesson.weekday, at: clock(lesson.start) }]
      : []
  })
}
