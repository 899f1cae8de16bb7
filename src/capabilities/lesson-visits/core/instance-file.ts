import * as v from 'valibot'
import type { VisitInstance } from '#analytics/scheduling/visits/instance.ts'

const count = v.pipe(v.number(), v.integer(), v.minValue(0))
const points = v.pipe(v.number(), v.finite(), v.minValue(0))
const id = v.pipe(v.string(), v.minLength(1))

const visit = v.object({
  wish: id,
  visitor: id,
  host: id,
  slot: count,
  lesson: id,
  cover: v.nullable(id),
  talk: count,
  locked: v.optional(v.boolean(), false)
})

/** The file of the visit planner; what else it holds (names, subjects, skills) is left alone. */
const instance = v.object({
  slotsPerDay: v.pipe(count, v.minValue(1), v.maxValue(200)),
  days: v.pipe(count, v.minValue(1), v.maxValue(60)),
  weeks: v.pipe(count, v.minValue(1)),
  people: v.array(
    v.object({
      id,
      role: v.optional(v.string(), ''),
      site: v.optional(v.string(), ''),
      unit: v.optional(v.string(), ''),
      grid: v.pipe(v.string(), v.regex(/^[TFB-]*$/)),
      maxVisitPerWeek: count,
      maxHostPerWeek: count,
      coverCapPerWeek: count,
      coverCost: points
    })
  ),
  groups: v.array(v.object({ id, accept: v.array(id) })),
  lessons: v.array(
    v.object({
      id,
      teacher: id,
      group: id,
      start: count,
      len: v.pipe(count, v.minValue(1)),
      open: v.boolean(),
      focus: v.array(v.string())
    })
  ),
  wishes: v.array(
    v.object({
      id,
      visitor: id,
      host: v.nullable(id),
      focus: v.nullable(v.string()),
      weight: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(5))
    })
  ),
  recent: v.optional(v.array(v.object({ visitor: id, host: id, weeksAgo: count })), []),
  previous: v.optional(v.array(visit), []),
  rules: v.object({ maxVisitsPerLesson: count, travelSlots: count, talkWithinDays: count, recentWeeks: count }),
  weights: v.object({
    wish: points,
    crossUnit: points,
    recent: points,
    nextDayTalk: points,
    maxUnmet: points,
    never: points,
    keepVisit: points,
    keepTalk: points,
    keepCover: points
  })
})

/** Where in the file something is wrong, as a path (`people.3.grid`), and what. */
export type FileProblem = { path: string; problem: 'shape' | 'double' | 'unknown' | 'out_of_period' | 'grid_length' }

/** Reads an instance, or says everything that is wrong with it. */
export function readInstance(json: unknown): { instance: VisitInstance } | { problems: FileProblem[] } {
  const parsed = v.safeParse(instance, json)
  if (!parsed.success)
    return { problems: parsed.issues.map((issue) => ({ path: v.getDotPath(issue) ?? '', problem: 'shape' })) }
  const problems = inconsistencies(parsed.output)
  return problems.length > 0 ? { problems } : { instance: parsed.output }
}

function inconsistencies(read: VisitInstance): FileProblem[] {
  const found: FileProblem[] = []
  const slots = read.slotsPerDay * read.days
  const note = (path: string, problem: FileProblem['problem']) => void found.push({ path, problem })
  const unique = (name: string, ids: string[]): Set<string> => {
    const seen = new Set<string>()
    ids.forEach((one, at) => {
      if (seen.has(one)) note(`${name}.${at}.id`, 'double')
      seen.add(one)
    })
    return seen
  }
  const idsOf = (list: { id: string }[]) => list.map((one) => one.id)
  const people = unique('people', idsOf(read.people))
  const groups = unique('groups', idsOf(read.groups))
  const lessons = unique('lessons', idsOf(read.lessons))
  const wishes = unique('wishes', idsOf(read.wishes))
  const known = (ids: Set<string>, one: string, path: string) => {
    if (!ids.has(one)) note(path, 'unknown')
  }
  read.people.forEach((person, at) => {
    if (person.grid.length !== slots) note(`people.${at}.grid`, 'grid_length')
  })
  read.lessons.forEach((lesson, at) => {
    known(people, lesson.teacher, `lessons.${at}.teacher`)
    known(groups, lesson.group, `lessons.${at}.group`)
    if (lesson.start + lesson.len > slots) note(`lessons.${at}.start`, 'out_of_period')
  })
  read.wishes.forEach((wish, at) => {
    known(people, wish.visitor, `wishes.${at}.visitor`)
    if (wish.host !== null) known(people, wish.host, `wishes.${at}.host`)
  })
  read.previous.forEach((earlier, at) => {
    known(people, earlier.visitor, `previous.${at}.visitor`)
    known(people, earlier.host, `previous.${at}.host`)
    if (earlier.cover !== null) known(people, earlier.cover, `previous.${at}.cover`)
    if (!earlier.locked) return
    known(wishes, earlier.wish, `previous.${at}.wish`)
    known(lessons, earlier.lesson, `previous.${at}.lesson`)
    if (earlier.slot >= slots || earlier.talk >= slots) note(`previous.${at}.slot`, 'out_of_period')
  })
  return found
}
