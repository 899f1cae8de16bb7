import {
  keyOf,
  LONGEST,
  overlaps,
  TEXT_LIMIT,
  type LineProblem,
  type ReadLesson,
  type SkippedLine,
  type TimetableFormat,
  type TimetableReading
} from '../lesson.ts'

/** Gathers what a reader finds, and holds what is true of every timetable: no doubles, no nonsense, one place at a time. */
export function createCollector(format: TimetableFormat) {
  const lessons: ReadLesson[] = []
  const problems: LineProblem[] = []
  const skipped: SkippedLine[] = []
  const seen = new Set<string>()
  const byTeacher = new Map<string, ReadLesson[]>()

  const problem = (line: number, what: LineProblem['problem'], found = ''): void =>
    void problems.push({ line, problem: what, found: found.slice(0, TEXT_LIMIT) })
  const skip = (line: number, why: SkippedLine['why']): void => void skipped.push({ line, why })

  function add(lesson: ReadLesson): void {
    const { line, teacher, group, subject, room, weekday, start, end } = lesson
    const texts = [teacher, group, subject, room]
    const broken = texts.find((text) => text.includes('\ufffd'))
    const long = texts.find((text) => text.length > TEXT_LIMIT)
    if (broken !== undefined) return problem(line, 'letters_broken', broken)
    if (long !== undefined) return problem(line, 'value_too_long', long)
    if (weekday > 5) return problem(line, 'weekend', String(weekday))
    if (end <= start) return problem(line, 'lesson_empty')
    if (end - start > LONGEST) return problem(line, 'lesson_too_long', String(Math.round((end - start) / 60)))
    if (teacher === '') return skip(line, 'nobody')
    const code = teacher.toLowerCase()
    const key = `${code} ${keyOf(lesson)}`
    if (seen.has(key)) {
      // A week-by-week export tells the same lesson every week; a list of lessons that does is told so.
      return format === 'gpu001' || format === 'sheet' ? skip(line, 'double') : undefined
    }
    // Two groups at exactly the same time are one lesson to both; half over each other is a mistake.
    const clash = (byTeacher.get(code) ?? []).find(
      (other) => overlaps(lesson, other) && (other.start !== start || other.end !== end)
    )
    if (clash && (format === 'gpu001' || format === 'sheet')) return problem(line, 'overlaps', String(clash.line))
    seen.add(key)
    lessons.push(lesson)
    byTeacher.set(code, [...(byTeacher.get(code) ?? []), lesson])
  }

  const done = (): TimetableReading => ({
    format,
    lessons,
    problems: problems.sort((a, b) => a.line - b.line),
    skipped
  })
  return { add, problem, skip, done }
}

export type Collector = ReturnType<typeof createCollector>
