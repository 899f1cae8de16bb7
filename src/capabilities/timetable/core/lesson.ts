import type { Id } from '#kernel/id.ts'

/** One hour of the school's day: period 1 is from minute 510 (8:30) to 560. A primary school calls it a part of the day. */
export type Period = { period: number; start: number; end: number }

/** Where a lesson came from; what is painted by hand and what a file brought do not touch each other. */
export const SOURCES = ['gpu001', 'zermelo', 'ical', 'sheet', 'painted'] as const
export type Source = (typeof SOURCES)[number]

/** What somebody does every week at this time. Without a group it is no lesson, only time that is taken. */
export type WeekLesson = {
  person: Id
  group: string
  subject: string
  room: string
  /** 1 = Monday. */
  weekday: number
  /** Minutes since midnight. */
  start: number
  end: number
}

export type KnownLesson = WeekLesson & { id: Id; source: Source }

/** A lesson as a file tells it: the teacher still by the code of the timetable. */
export type ReadLesson = Omit<WeekLesson, 'person'> & { line: number; teacher: string }

export const LINE_PROBLEMS = [
  'too_few_fields',
  'day_unknown',
  'period_unknown',
  'period_without_time',
  'time_invalid',
  'lesson_empty',
  'lesson_too_long',
  'weekend',
  'value_too_long',
  'letters_broken',
  'other_year',
  'overlaps'
] as const
export type LineProblem = { line: number; problem: (typeof LINE_PROBLEMS)[number]; found: string }

/** Why a line brings nothing, without anything being wrong with it. */
export type SkippedLine = { line: number; why: 'unplaced' | 'double' | 'cancelled' | 'nobody' }

export type TimetableFormat = Exclude<Source, 'painted'>
export type TimetableReading = {
  format: TimetableFormat
  lessons: ReadLesson[]
  problems: LineProblem[]
  skipped: SkippedLine[]
}

/** Longer than this (minutes) is no lesson but a mistake. */
export const LONGEST = 5 * 60
export const TEXT_LIMIT = 80

/** What makes two lessons the same one; the line it stood on does not. */
export const keyOf = ({ weekday, start, end, group, subject, room }: Omit<WeekLesson, 'person'>): string =>
  JSON.stringify([weekday, start, end, group, subject, room])

export const overlaps = (
  a: Pick<WeekLesson, 'weekday' | 'start' | 'end'>,
  b: Pick<WeekLesson, 'weekday' | 'start' | 'end'>
): boolean => a.weekday === b.weekday && a.start < b.end && b.start < a.end

const pad = (number: number): string => String(number).padStart(2, '0')

/** 510 as "08:30". */
export const clock = (minute: number): string => `${pad(Math.floor(minute / 60))}:${pad(minute % 60)}`

/** "8:30", "08.30", "0830" or "8u30" as minutes since midnight; null when it is no time. */
export function readClock(text: string): number | null {
  const found = /^(\d{1,2})[:.uUhH](\d{2})(?::\d{2})?$/.exec(text.trim()) ?? /^(\d{1,2})(\d{2})$/.exec(text.trim())
  if (!found) return null
  const [hours, minutes] = [Number(found[1]), Number(found[2])]
  return hours < 24 && minutes < 60 ? hours * 60 + minutes : null
}
