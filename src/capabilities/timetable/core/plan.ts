import type { Id } from '#kernel/id.ts'
import { keyOf, type KnownLesson, type TimetableReading, type WeekLesson } from './lesson.ts'
import { createMatcher, type KnownCode, type Teacher } from './teachers.ts'

export type TimetablePlan = {
  fresh: WeekLesson[]
  same: number
  /** In the school's timetable and no longer in the file. */
  gone: KnownLesson[]
  /** Codes of which nobody knows whose they are, and how many lessons wait for that. */
  unknown: { code: string; lessons: number }[]
  /** Codes of people who are not ours: their lessons stay out. */
  left: number
  /** Whose code we took each to be, when nobody said so before. */
  guessed: { code: string; person: Id }[]
}

/**
 * What taking over a timetable comes down to. A file is the whole timetable: what it lacks goes, but for a calendar,
 * which is of those people alone. What was painted by hand is nobody's but the painter's.
 */
export function planTimetable(
  reading: Pick<TimetableReading, 'format' | 'lessons'>,
  teachers: readonly Teacher[],
  said: readonly KnownCode[],
  known: readonly KnownLesson[]
): TimetablePlan {
  const match = createMatcher(teachers, said)
  const unknown = new Map<string, number>()
  const guessed = new Map<string, Id>()
  const wanted = new Map<string, WeekLesson>()
  let left = 0
  for (const { teacher, line: _, ...lesson } of reading.lessons) {
    const found = match(teacher)
    if (!found) unknown.set(teacher, (unknown.get(teacher) ?? 0) + 1)
    else if (found.person === null) left++
    else {
      if (found.how === 'code') guessed.set(teacher, found.person)
      wanted.set(`${found.person} ${keyOf(lesson)}`, { ...lesson, person: found.person })
    }
  }
  const touched = new Set([...wanted.values()].map(({ person }) => person))
  const held = known.filter(
    ({ source, person }) => source !== 'painted' && (reading.format !== 'ical' || touched.has(person))
  )
  const heldKeys = new Set(held.map((lesson) => `${lesson.person} ${keyOf(lesson)}`))
  const fresh = [...wanted].flatMap(([key, lesson]) => (heldKeys.has(key) ? [] : [lesson]))
  return {
    fresh,
    same: wanted.size - fresh.length,
    gone: held.filter((lesson) => !wanted.has(`${lesson.person} ${keyOf(lesson)}`)),
    unknown: [...unknown].map(([code, lessons]) => ({ code, lessons })).sort((a, b) => (a.code < b.code ? -1 : 1)),
    left,
    guessed: [...guessed].map(([code, person]) => ({ code, person })).sort((a, b) => (a.code < b.code ? -1 : 1))
  }
}
