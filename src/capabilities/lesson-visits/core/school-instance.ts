import { breachesOf, type Breach } from '#analytics/scheduling/visits/check.ts'
import type {
  PlanLesson,
  PlanPerson,
  PreviousVisit,
  Visit,
  VisitInstance
} from '#analytics/scheduling/visits/instance.ts'
import { daysBetween, weekdayOf, type Day } from '#kernel/days.ts'
import type { Id } from '#kernel/id.ts'
import { WORKDAYS, type WorkingDays } from '#people'
import { overlaps, type WeekLesson } from '#timetable'
import {
  isOpenOn,
  type ClosedLesson,
  type Cover,
  type Host,
  type OwnTime,
  type VisitSettings,
  type VisitWish
} from './offers.ts'
import { daysOf, SLOT, slotOf, slotsPerDay, type Period } from './period.ts'
import type { LessonVisit } from './visit.ts'

/** Everything of a school that lesson visits are planned from. */
export type SchoolFacts = {
  period: Period
  settings: VisitSettings
  /** `site`: where somebody works; null everywhere in a school in one place. */
  people: { id: Id; unit: Id | null; site: Id | null; workingDays: WorkingDays | null; isLeader: boolean }[]
  lessons: WeekLesson[]
  times: OwnTime[]
  hosts: Host[]
  closed: ClosedLesson[]
  covers: Cover[]
  wishes: VisitWish[]
  /** Visits of this period: agreed ones stay, proposals are kept where that costs nothing. */
  visits: LessonVisit[]
  /** Visits that have been, with the day. */
  past: { visitor: Id; host: Id; day: Day }[]
  absences: { person: Id; day: Day }[]
  /** Days on which there is no school: holidays, national days, days off of the school's own. */
  freeDays: Day[]
  /** Nothing is planned before this moment. */
  notBefore: { day: Day; minute: number }
}

export type SchoolInstance = {
  instance: VisitInstance
  /** Agreed visits that cannot stay: their lesson went, or somebody is not there any more. */
  broken: {
    visit: Id
    rules: (Breach['rule'] | 'lesson_gone' | 'no_school')[]
    /** The agreed visits that it cannot be together with. */
    beside: Id[]
  }[]
  groupOf: ReadonlyMap<string, string>
}

const NOON = 750
const WEIGHTS = {
  wish: 10,
  recent: 8,
  nextDayTalk: 2,
  maxUnmet: 40,
  never: 30,
  keepVisit: 6,
  keepTalk: 2,
  keepCover: 2
}
const RULES = { maxVisitsPerLesson: 1, talkWithinDays: 1, recentWeeks: 8 }
const COVER_COST = { leader: 7, other: 4 }

/** The school as the planner sees it: the same facts, in slots and ids. */
export function schoolInstance(facts: SchoolFacts): SchoolInstance {
  const { period, settings } = facts
  const wishes = facts.wishes.filter(
    ({ person, host }) => isKnown(facts, person) && (host === null || isKnown(facts, host))
  )
  const taught = weekOfLessons(facts)
  const people = facts.people.map((person): PlanPerson => {
    const cover = facts.covers.find((one) => one.person === person.id)
    return {
      id: person.id,
      role: '',
      site: person.site ?? '',
      unit: person.unit ?? person.id,
      grid: gridOf(facts, person, taught),
      maxVisitPerWeek: settings.visitsAWeek,
      maxHostPerWeek: settings.hostingAWeek,
      coverCapPerWeek: cover?.weeklyMax ?? 0,
      coverCost: person.isLeader ? COVER_COST.leader : COVER_COST.other
    }
  })
  const { lessons, groups, groupOf } = lessonsInSlots(facts, taught, people)
  const instance: VisitInstance = {
    slotsPerDay: slotsPerDay(period),
    days: period.weeks * 5,
    weeks: period.weeks,
    people,
    groups,
    lessons,
    wishes: wishes.map(({ id, person, host, focus, at }) => ({
      id,
      visitor: person,
      host,
      // Who is named is enough: what is to be learnt there is said in the question.
      focus: host === null ? focus : null,
      weight: Math.min(5, 3 + weeksSince(at, facts.notBefore.day))
    })),
    recent: facts.past.map(({ visitor, host, day }) => ({
      visitor,
      host,
      weeksAgo: Math.max(0, Math.floor(daysBetween(day, facts.notBefore.day) / 7))
    })),
    previous: [],
    rules: { ...RULES, travelSlots: settings.travel },
    weights: { ...WEIGHTS, crossUnit: settings.crossUnit }
  }
  return keepAgreed(facts, instance, groupOf)
}

const isKnown = ({ people }: SchoolFacts, id: Id): boolean => people.some((person) => person.id === id)
const weeksSince = (at: number, day: Day): number => Math.max(0, Math.floor((Date.parse(day) - at) / (7 * 86_400_000)))

type Taught = { person: Id; weekday: number; start: number; end: number; groups: string[] }

/** The lessons of the timetable and those that people gave themselves; two groups at the same time are one lesson. */
function weekOfLessons({ lessons, times }: SchoolFacts): Taught[] {
  const merged = new Map<string, Taught>()
  const add = ({
    person,
    weekday,
    start,
    end,
    group
  }: Pick<WeekLesson, 'person' | 'weekday' | 'start' | 'end' | 'group'>) => {
    const key = `${person} ${weekday} ${start} ${end}`
    const known = merged.get(key) ?? { person, weekday, start, end, groups: [] }
    merged.set(key, { ...known, groups: [...known.groups, group] })
  }
  for (const lesson of lessons) if (lesson.group !== '') add(lesson)
  const inTimetable = [...merged.values()]
  for (const time of times)
    if (time.kind === 'teach' && !inTimetable.some((one) => one.person === time.person && overlaps(one, time)))
      add(time)
  return [...merged.values()]
}

function gridOf(facts: SchoolFacts, person: SchoolFacts['people'][number], taught: readonly Taught[]): string {
  const { period, lessons, times, absences, freeDays, notBefore } = facts
  const own = taught.filter((lesson) => lesson.person === person.id)
  const busy = lessons.filter((lesson) => lesson.person === person.id && lesson.group === '')
  const given = times.filter((time) => time.person === person.id && time.kind !== 'teach')
  const hasTimetable = lessons.some((lesson) => lesson.person === person.id)
  const letters: string[] = []
  for (const day of daysOf(period)) {
    const weekday = weekdayOf(day)
    const part = person.workingDays?.[WORKDAYS[weekday - 1]!] ?? 'full'
    const isAway =
      freeDays.includes(day) || absences.some((absence) => absence.person === person.id && absence.day === day)
    for (let at = 0; at < slotsPerDay(period); at++) {
      const start = period.dayStart + at * SLOT
      const slot = { weekday, start, end: start + SLOT }
      const isPast = day < notBefore.day || (day === notBefore.day && start < notBefore.minute)
      const isOff = part === 'off' || (part === 'am' && start >= NOON) || (part === 'pm' && start < NOON)
      if (isAway || isPast || isOff) letters.push('-')
      else if (own.some((lesson) => within(slot, lesson))) letters.push('T')
      else if ([...own, ...busy].some((lesson) => overlaps(slot, lesson))) letters.push('B')
      else letters.push(hasTimetable || given.some((time) => within(slot, time)) ? 'F' : 'B')
    }
  }
  return letters.join('')
}

type Span = { weekday: number; start: number; end: number }
const within = (slot: Span, span: Span): boolean =>
  slot.weekday === span.weekday && span.start <= slot.start && slot.end <= span.end

/**
 * The lessons of the period in whole slots. Who may take over a class depends on the time of day as well, so a lesson
 * is cut where that changes, and a group is named after who accepts it, on its site.
 */
function lessonsInSlots(facts: SchoolFacts, taught: readonly Taught[], people: readonly PlanPerson[]) {
  const { period } = facts
  const schoolDays = new Map<number, Day[]>()
  for (const day of daysOf(period).filter((day) => !facts.freeDays.includes(day)))
    schoolDays.set(weekdayOf(day), [...(schoolDays.get(weekdayOf(day)) ?? []), day])
  const lessons: PlanLesson[] = []
  const groups = new Map<string, string[]>()
  const groupOf = new Map<string, string>()
  const siteOf = new Map(people.map(({ id, site }) => [id, site]))
  for (const lesson of taught.filter(({ person }) => siteOf.has(person))) {
    const host = facts.hosts.find((one) => one.person === lesson.person)
    const isClosed = facts.closed.some(
      (one) => one.person === lesson.person && one.weekday === lesson.weekday && one.start === lesson.start
    )
    const first = Math.max(0, Math.ceil((lesson.start - period.dayStart) / SLOT))
    const last = Math.min(Math.floor((lesson.end - period.dayStart) / SLOT), slotsPerDay(period))
    const site = siteOf.get(lesson.person)!
    // The same in every week of the period.
    const pieces = Array.from({ length: Math.max(0, last - first) }, (_, from) => {
      const minute = period.dayStart + (first + from) * SLOT
      const slot = { weekday: lesson.weekday, start: minute, end: minute + SLOT }
      const accept = acceptedAt(facts, lesson, slot).filter((id) => siteOf.get(id) === site)
      const group = [site, ...accept].join(' ')
      return { minute, group, accept }
    })
    for (const day of schoolDays.get(lesson.weekday) ?? []) {
      let piece = null as PlanLesson | null
      for (const { minute, group, accept } of pieces) {
        if (piece?.group === group) piece.len++
        else {
          groups.set(group, accept)
          const start = slotOf(period, day, minute)!
          piece = {
            id: `${lesson.person} ${start}`,
            teacher: lesson.person,
            group,
            start,
            len: 1,
            open: isOpenOn(host, day) && !isClosed,
            focus: host?.foci ?? []
          }
          lessons.push(piece)
          groupOf.set(piece.id, lesson.groups.filter(Boolean).join(', '))
        }
      }
    }
  }
  return { lessons, groups: [...groups].map(([id, accept]) => ({ id, accept })), groupOf }
}

const fold = (group: string): string => group.trim().toLowerCase()

/** Who takes over these groups at this time: offered for each of them, and for this hour or for every free one. */
function acceptedAt({ covers, times }: SchoolFacts, lesson: Taught, slot: Span): Id[] {
  return covers
    .filter(({ person, groups }) => {
      if (person === lesson.person) return false
      const offered = groups.map(fold)
      if (offered.length > 0 && !lesson.groups.every((group) => offered.includes(fold(group)))) return false
      const own = times.filter((time) => time.person === person && time.kind === 'cover')
      return own.length === 0 || own.some((time) => within(slot, time))
    })
    .map(({ person }) => person)
    .sort()
}

/** Agreed visits are locked where they still can be; proposals are kept where that costs nothing. */
function keepAgreed(facts: SchoolFacts, instance: VisitInstance, groupOf: ReadonlyMap<string, string>): SchoolInstance {
  const { period, notBefore } = facts
  const broken: SchoolInstance['broken'] = []
  const previous: PreviousVisit[] = []
  let built = instance
  const coming = facts.visits
    .filter(({ day, start }) => day > notBefore.day || (day === notBefore.day && start >= notBefore.minute))
    .sort((a, b) => (a.state === b.state ? 0 : a.state === 'agreed' ? -1 : 1))
  for (const visit of coming) {
    const isLocked = visit.state === 'agreed'
    const slot = slotOf(period, visit.day, visit.start)
    const talk = slotOf(period, visit.talkDay, visit.talkStart)
    const lesson = built.lessons.find(
      ({ teacher, start, len }) => slot !== null && teacher === visit.host && start <= slot && slot < start + len
    )
    if (slot === null || talk === null || !lesson) {
      const rule = facts.freeDays.includes(visit.day) ? 'no_school' : 'lesson_gone'
      if (isLocked) broken.push({ visit: visit.id, rules: [rule], beside: [] })
      continue
    }
    const planned: Visit = {
      wish: visit.wish,
      visitor: visit.visitor,
      host: visit.host,
      slot,
      lesson: lesson.id,
      cover: visit.cover,
      talk
    }
    if (!isLocked) {
      previous.push({ ...planned, locked: false })
      continue
    }
    const allowed = allowAgreed(built, planned)
    const locked = previous.filter((one) => one.locked)
    const breaches = breachesOf({ ...allowed, previous: [] }, [...locked, planned])
    if (breaches.length > 0) {
      const others = new Set(breaches.flatMap(({ wishes }) => wishes).filter((wish) => wish !== visit.wish))
      broken.push({
        visit: visit.id,
        rules: [...new Set(breaches.map(({ rule }) => rule))],
        beside: coming.filter(({ wish }) => others.has(wish)).map(({ id }) => id)
      })
    } else {
      built = allowed
      previous.push({ ...planned, locked: true })
    }
  }
  const lost = new Set(broken.map(({ visit }) => facts.visits.find(({ id }) => id === visit)!.wish))
  const wishes = built.wishes.filter(({ id }) => !lost.has(id))
  const asked = new Set(wishes.map(({ id }) => id))
  return {
    instance: { ...built, wishes, previous: previous.filter(({ wish }) => asked.has(wish)) },
    broken,
    groupOf
  }
}

/**
 * What was agreed stays agreed when a wish, an openness or a maximum changed since: those bind new visits. What nobody
 * can help, such as being in two places, still breaks it.
 */
function allowAgreed(instance: VisitInstance, visit: Visit): VisitInstance {
  const room = (person: PlanPerson): PlanPerson => ({
    ...person,
    ...(person.id === visit.visitor ? { maxVisitPerWeek: Math.max(person.maxVisitPerWeek, 2) } : {}),
    ...(person.id === visit.host ? { maxHostPerWeek: Math.max(person.maxHostPerWeek, 3) } : {}),
    ...(person.id === visit.cover ? { coverCapPerWeek: Math.max(person.coverCapPerWeek, 1) } : {})
  })
  const own = instance.lessons.find(
    ({ teacher, start, len }) => teacher === visit.visitor && start <= visit.slot && visit.slot < start + len
  )
  return {
    ...instance,
    people: instance.people.map(room),
    lessons: instance.lessons.map((lesson) => (lesson.id === visit.lesson ? { ...lesson, open: true } : lesson)),
    wishes: instance.wishes.map((wish) => (wish.id === visit.wish ? { ...wish, host: visit.host, focus: null } : wish)),
    groups: instance.groups.map((group) =>
      visit.cover !== null && group.id === own?.group && !group.accept.includes(visit.cover)
        ? { ...group, accept: [...group.accept, visit.cover] }
        : group
    )
  }
}
