/**
 * Whether a plan keeps every hard rule, and what it is worth. Knows nothing of how plans are made: written from the
 * rules alone, the obvious way, so that it can vouch for the planner. Nobody sees a plan that it has not passed.
 */
import {
  dayOfSlot,
  demandOf,
  weekOfSlot,
  type PlanLesson,
  type PlanPerson,
  type Visit,
  type VisitInstance
} from './instance.ts'

export type Breach = {
  rule:
    | 'unknown'
    | 'wish_twice'
    | 'pair_twice'
    | 'not_the_wish'
    | 'own_lesson'
    | 'lesson_closed'
    | 'lesson_full'
    | 'focus_missing'
    | 'other_site'
    | 'visitor_busy'
    | 'cover_missing'
    | 'cover_needless'
    | 'cover_not_accepted'
    | 'cover_busy'
    | 'talk_not_after'
    | 'talk_too_late'
    | 'talk_busy'
    | 'two_places'
    | 'too_many_visits'
    | 'too_many_hosted'
    | 'too_many_covered'
    | 'travel_busy'
    | 'locked_moved'
  /** Whose visits clash, by wish. */
  wishes: string[]
  person?: string
  slot?: number
}

type Index = {
  people: Map<string, PlanPerson>
  lessons: Map<string, PlanLesson>
  /** The group that somebody teaches at a slot. */
  taught: Map<string, string>
}

function indexOf(instance: VisitInstance): Index {
  const taught = new Map<string, string>()
  for (const lesson of instance.lessons)
    for (let slot = lesson.start; slot < lesson.start + lesson.len; slot++)
      taught.set(`${lesson.teacher} ${slot}`, lesson.group)
  return {
    people: new Map(instance.people.map((person) => [person.id, person])),
    lessons: new Map(instance.lessons.map((lesson) => [lesson.id, lesson])),
    taught
  }
}

/** Every breach of a hard rule; empty for a plan that can be carried out. */
export function breachesOf(instance: VisitInstance, visits: readonly Visit[]): Breach[] {
  const index = indexOf(instance)
  const breaches: Breach[] = visits.flatMap((visit) => breachesOfOne(instance, index, visit))
  if (breaches.some(({ rule }) => rule === 'unknown')) return breaches
  return [...breaches, ...clashes(instance, index, visits), ...movedLocks(instance, visits)]
}

function breachesOfOne(instance: VisitInstance, index: Index, visit: Visit): Breach[] {
  const found: Breach[] = []
  const breach = (rule: Breach['rule'], person?: string, slot?: number) =>
    void found.push({
      rule,
      wishes: [visit.wish],
      ...(person ? { person } : {}),
      ...(slot === undefined ? {} : { slot })
    })
  const wish = instance.wishes.find(({ id }) => id === visit.wish)
  const visitor = index.people.get(visit.visitor)
  const host = index.people.get(visit.host)
  const lesson = index.lessons.get(visit.lesson)
  const cover = visit.cover === null ? null : index.people.get(visit.cover)
  if (!wish || !visitor || !host || !lesson || cover === undefined) {
    breach('unknown')
    return found
  }
  const { slot, talk } = visit
  const day = dayOfSlot(instance, slot)

  if (wish.visitor !== visitor.id || (wish.host !== null && wish.host !== host.id)) breach('not_the_wish')
  if (visitor.id === host.id) breach('own_lesson', host.id)
  if (!lesson.open || lesson.teacher !== host.id || slot < lesson.start || slot >= lesson.start + lesson.len)
    breach('lesson_closed', host.id, slot)
  if (host.grid[slot] !== 'T') breach('lesson_closed', host.id, slot)
  if (wish.focus !== null && !lesson.focus.includes(wish.focus)) breach('focus_missing')
  if (wish.focus !== null && wish.host === null && visitor.site !== host.site) breach('other_site')

  if (visitor.site !== host.site) {
    for (const at of travelOf(instance, slot))
      if (dayOfSlot(instance, at) !== day || visitor.grid[at] !== 'F') breach('travel_busy', visitor.id, at)
    if (cover) breach('cover_needless', cover.id, slot)
  } else if (visitor.grid[slot] === 'F') {
    if (cover) breach('cover_needless', cover.id, slot)
  } else if (visitor.grid[slot] === 'T') {
    const group = index.taught.get(`${visitor.id} ${slot}`)
    const accepted = instance.groups.find(({ id }) => id === group)?.accept ?? []
    if (!cover) breach('cover_missing', visitor.id, slot)
    else {
      if (!accepted.includes(cover.id)) breach('cover_not_accepted', cover.id, slot)
      if (cover.grid[slot] !== 'F') breach('cover_busy', cover.id, slot)
    }
  } else breach('visitor_busy', visitor.id, slot)

  if (talk <= slot) breach('talk_not_after')
  if (dayOfSlot(instance, talk) - day > instance.rules.talkWithinDays) breach('talk_too_late')
  for (const person of [visitor, host]) if (person.grid[talk] !== 'F') breach('talk_busy', person.id, talk)
  return found
}

const travelOf = (instance: VisitInstance, slot: number): number[] => {
  const { travelSlots } = instance.rules
  return Array.from({ length: 2 * travelSlots + 1 }, (_, step) => slot - travelSlots + step)
}

/** What only shows between visits: two places at once, more than a maximum, the same twice. */
function clashes(instance: VisitInstance, index: Index, visits: readonly Visit[]): Breach[] {
  const found: Breach[] = []
  const groups = new Map<
    string,
    { wishes: string[]; most: number; rule: Breach['rule']; person?: string; slot?: number }
  >()
  const count = (key: string, most: number, rule: Breach['rule'], wish: string, person?: string, slot?: number) => {
    const group = groups.get(key) ?? {
      wishes: [],
      most,
      rule,
      ...(person ? { person } : {}),
      ...(slot === undefined ? {} : { slot })
    }
    group.wishes.push(wish)
    groups.set(key, group)
  }
  for (const visit of visits) {
    const { wish, visitor, host, cover, slot, talk } = visit
    const week = weekOfSlot(instance, slot)
    const busy = (person: string, at: number) => count(`at ${person} ${at}`, 1, 'two_places', wish, person, at)
    const isAway = index.people.get(visitor)!.site !== index.people.get(host)!.site
    for (const at of isAway ? travelOf(instance, slot) : [slot]) busy(visitor, at)
    busy(host, slot)
    busy(visitor, talk)
    busy(host, talk)
    count(`wish ${wish}`, 1, 'wish_twice', wish)
    count(`pair ${visitor} ${host}`, 1, 'pair_twice', wish, visitor)
    count(`lesson ${visit.lesson}`, instance.rules.maxVisitsPerLesson, 'lesson_full', wish, host, slot)
    count(`visits ${visitor} ${week}`, index.people.get(visitor)!.maxVisitPerWeek, 'too_many_visits', wish, visitor)
    count(`hosted ${host} ${week}`, index.people.get(host)!.maxHostPerWeek, 'too_many_hosted', wish, host)
    if (cover === null) continue
    busy(cover, slot)
    count(`covers ${cover} ${week}`, index.people.get(cover)!.coverCapPerWeek, 'too_many_covered', wish, cover)
  }
  for (const { wishes, most, rule, person, slot } of groups.values())
    if (wishes.length > most)
      found.push({ rule, wishes, ...(person ? { person } : {}), ...(slot === undefined ? {} : { slot }) })
  return found
}

const isSame = (a: Visit, b: Visit): boolean =>
  a.visitor === b.visitor && a.host === b.host && a.slot === b.slot && a.cover === b.cover && a.talk === b.talk

const movedLocks = (instance: VisitInstance, visits: readonly Visit[]): Breach[] =>
  instance.previous
    .filter((earlier) => earlier.locked && !visits.some((visit) => isSame(visit, earlier)))
    .map(({ wish }) => ({ rule: 'locked_moved', wishes: [wish] }))

/** The points of a plan, term by term; `total` is what is maximised. */
export function valueOf(instance: VisitInstance, visits: readonly Visit[]) {
  const { weights, rules } = instance
  const people = new Map(instance.people.map((person) => [person.id, person]))
  const wishes = new Map(instance.wishes.map((wish) => [wish.id, wish]))
  const sum = (values: number[]) => values.reduce((total, value) => total + value, 0)
  const haveMet = (visit: Visit) =>
    instance.recent.some(
      (met) => met.visitor === visit.visitor && met.host === visit.host && met.weeksAgo <= rules.recentWeeks
    )
  const asked = new Map<string, number>()
  for (const wish of instance.wishes) asked.set(wish.visitor, (asked.get(wish.visitor) ?? 0) + 1)
  const met = new Map<string, number>()
  for (const visit of visits) met.set(visit.visitor, (met.get(visit.visitor) ?? 0) + 1)
  const unmet = [...asked].map(
    ([visitor, count]) =>
      demandOf(count, people.get(visitor)!.maxVisitPerWeek, instance.weeks) - (met.get(visitor) ?? 0)
  )
  const kept = instance.previous
    .filter((earlier) => !earlier.locked)
    .map((earlier) => {
      const visit = visits.find((now) => now.visitor === earlier.visitor && now.host === earlier.host)
      if (!visit) return 0
      return (
        (visit.slot === earlier.slot ? weights.keepVisit : 0) +
        (visit.talk === earlier.talk ? weights.keepTalk : 0) +
        (earlier.cover !== null && visit.cover === earlier.cover ? weights.keepCover : 0)
      )
    })
  const terms = {
    wishes: sum(visits.map((visit) => weights.wish * (wishes.get(visit.wish)?.weight ?? 0))),
    crossUnit:
      weights.crossUnit * visits.filter((v) => people.get(v.visitor)?.unit !== people.get(v.host)?.unit).length,
    recent: -weights.recent * visits.filter(haveMet).length,
    covers: -sum(visits.map(({ cover }) => (cover === null ? 0 : (people.get(cover)?.coverCost ?? 0)))),
    nextDayTalk:
      -weights.nextDayTalk * visits.filter((v) => dayOfSlot(instance, v.talk) !== dayOfSlot(instance, v.slot)).length,
    maxUnmet: -weights.maxUnmet * Math.max(0, ...unmet),
    never: -weights.never * [...asked.keys()].filter((visitor) => !met.has(visitor)).length,
    kept: sum(kept)
  }
  return { ...terms, total: sum(Object.values(terms)) }
}

/** The gap of a plan in percent of all wish terms together. */
export function gapOf(instance: VisitInstance, objective: number, bound: number): number {
  const all = instance.weights.wish * instance.wishes.reduce((sum, wish) => sum + wish.weight, 0)
  return all === 0 ? 0 : (100 * Math.max(0, bound - objective)) / all
}
