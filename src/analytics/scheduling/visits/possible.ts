/**
 * Everything that could be planned, as flat arrays: for each wish the moments at which a visit is possible at all (an
 * open lesson of a host that fits, a visitor who is free, covered or away), for each pair the free slots that both
 * share, for each covered moment who could take over. What locked visits take is taken out beforehand.
 *
 * Shapes: n moments, m pairs, P people, S slots. `Int32Array` throughout; -1 = none.
 */
import {
  dayOfSlot,
  DAYS_A_WEEK,
  demandOf,
  type PlanLesson,
  type PreviousVisit,
  type VisitInstance
} from './instance.ts'

/** How the visitor can be there: free, his class covered, or on another site with travel around it. */
export const FREE = 0
export const COVERED = 1
export const AWAY = 2

export type Moments = {
  count: number
  wish: Int32Array
  pair: Int32Array
  slot: Int32Array
  lesson: Int32Array
  how: Uint8Array
  /** The points of the visit itself: wish, another unit, not met lately, same slot as before. */
  value: Float64Array
  /** Where in the pair's shared slots the first possible talk stands. */
  talkFrom: Int32Array
  /** The set of possible covers; -1 when nobody is needed. */
  covers: Int32Array
}

export type Pairs = {
  count: number
  visitor: Int32Array
  host: Int32Array
  /** Moments of pair i: [first[i], first[i + 1]). */
  first: Int32Array
  /** Shared free slots of pair i: shared[sharedFirst[i]] up to sharedFirst[i + 1], ascending. */
  sharedFirst: Int32Array
  shared: Int32Array
  /** The talk, the cover that it had in the plan before; -1 = none. */
  talkBefore: Int32Array
  coverBefore: Int32Array
  /** How many wishes of the visitor this pair can meet: over one, the pair needs a row of its own. */
  wishes: Int32Array
}

/** People who can take over at one moment: covers[first[i]] up to first[i + 1]; slot as in `Moments`. */
export type CoverSets = { first: Int32Array; people: Int32Array; slot: Int32Array }

export type Visitors = {
  /** People with wishes that are still open or locked, as indexes. */
  people: Int32Array
  /** What each could have, and has by locked visits already. */
  demand: Int32Array
  locked: Int32Array
}

export type Possible = {
  instance: VisitInstance
  slots: number
  weeks: number
  people: number
  moments: Moments
  pairs: Pairs
  covers: CoverSets
  visitors: Visitors
  /** What is left of the weekly maxima, per person and week: [person * weeks + week]. */
  visitsLeft: Int32Array
  hostingLeft: Int32Array
  coveringLeft: Int32Array
  /** What is left of each lesson, and whether a row is needed for it. */
  lessonLeft: Int32Array
  locked: PreviousVisit[]
}

class Growing {
  readonly values: number[] = []
  push(value: number): void {
    this.values.push(value)
  }
  done = (): Int32Array => Int32Array.from(this.values)
}

/** Compiles an instance. Pure; the same instance gives the same arrays in the same order. */
export function possibleOf(instance: VisitInstance): Possible {
  const { slotsPerDay, rules, weights } = instance
  const slots = slotsPerDay * instance.days
  const weeks = Math.max(instance.weeks, Math.ceil(instance.days / DAYS_A_WEEK))
  const people = instance.people.length
  const personOf = new Map(instance.people.map((person, index) => [person.id, index]))
  const lessonAt = new Map(instance.lessons.map((lesson, index) => [lesson.id, index]))
  const weekOf = (slot: number) => Math.floor(slot / (slotsPerDay * DAYS_A_WEEK))

  const perWeek = (most: (person: VisitInstance['people'][number]) => number) =>
    Int32Array.from({ length: people * weeks }, (_, at) => most(instance.people[Math.floor(at / weeks)]!))
  const visitsLeft = perWeek((person) => person.maxVisitPerWeek)
  const hostingLeft = perWeek((person) => person.maxHostPerWeek)
  const coveringLeft = perWeek((person) => person.coverCapPerWeek)
  const lessonLeft = Int32Array.from(instance.lessons, () => rules.maxVisitsPerLesson)
  const taken = new Uint8Array(people * slots)

  const locked = instance.previous.filter((visit) => visit.locked)
  const done = new Set<string>()
  for (const visit of locked) {
    const visitor = personOf.get(visit.visitor)!
    const host = personOf.get(visit.host)!
    const week = weekOf(visit.slot)
    const isAway = instance.people[visitor]!.site !== instance.people[host]!.site
    const around = isAway ? rules.travelSlots : 0
    for (let at = visit.slot - around; at <= visit.slot + around; at++) taken[visitor * slots + at] = 1
    for (const [person, at] of [
      [host, visit.slot],
      [visitor, visit.talk],
      [host, visit.talk]
    ] as const)
      taken[person * slots + at] = 1
    visitsLeft[visitor * weeks + week]!--
    hostingLeft[host * weeks + week]!--
    if (visit.cover !== null) {
      const cover = personOf.get(visit.cover)!
      taken[cover * slots + visit.slot] = 1
      coveringLeft[cover * weeks + week]!--
    }
    lessonLeft[lessonAt.get(visit.lesson)!]!--
    done.add(visit.wish)
    done.add(`${visit.visitor} ${visit.host}`)
  }

  const grids = instance.people.map(({ grid }) => grid)
  const isFree = (person: number, slot: number) =>
    slot >= 0 && slot < slots && grids[person]![slot] === 'F' && !taken[person * slots + slot]
  const acceptedBy = new Map(
    instance.groups.map(({ id, accept }) => [id, accept.flatMap((who) => personOf.get(who) ?? [])])
  )
  /** The group that somebody teaches at a slot. */
  const taught = new Map<number, string>()
  const openLessons = new Map<number, number[]>()
  instance.lessons.forEach((lesson, index) => {
    const teacher = personOf.get(lesson.teacher)
    if (teacher === undefined) return
    for (let at = lesson.start; at < lesson.start + lesson.len; at++) taught.set(teacher * slots + at, lesson.group)
    if (lesson.open && lessonLeft[index]! > 0) push(openLessons, teacher, index)
  })

  const haveMet = new Set(
    instance.recent.filter((met) => met.weeksAgo <= rules.recentWeeks).map((met) => `${met.visitor} ${met.host}`)
  )
  const before = new Map(
    instance.previous.filter((visit) => !visit.locked).map((visit) => [`${visit.visitor} ${visit.host}`, visit])
  )

  const coverFirst = new Growing()
  const coverPeople = new Growing()
  const coverSlot = new Growing()
  const coverSetOf = new Map<number, number>()
  coverFirst.push(0)
  /** Who can take over from somebody at a slot, as a set; -1 when nobody can. */
  function coversFor(visitor: number, slot: number): number {
    const key = visitor * slots + slot
    const known = coverSetOf.get(key)
    if (known !== undefined) return known
    const able = (acceptedBy.get(taught.get(key) ?? '') ?? []).filter(
      (person) => person !== visitor && isFree(person, slot) && coveringLeft[person * weeks + weekOf(slot)]! > 0
    )
    let set = -1
    if (able.length > 0) {
      for (const person of able) coverPeople.push(person)
      set = coverSlot.values.length
      coverFirst.push(coverPeople.values.length)
      coverSlot.push(slot)
    }
    coverSetOf.set(key, set)
    return set
  }

  /** How somebody can be at another's lesson at a slot, or null. */
  function howAt(visitor: number, host: number, slot: number): { how: number; covers: number } | null {
    if (taken[visitor * slots + slot] || taken[host * slots + slot]) return null
    if (visitsLeft[visitor * weeks + weekOf(slot)]! <= 0 || hostingLeft[host * weeks + weekOf(slot)]! <= 0) return null
    if (instance.people[visitor]!.site !== instance.people[host]!.site) {
      for (let at = slot - rules.travelSlots; at <= slot + rules.travelSlots; at++)
        if (!isFree(visitor, at) || dayOfSlot(instance, at) !== dayOfSlot(instance, slot)) return null
      return { how: AWAY, covers: -1 }
    }
    if (grids[visitor]![slot] === 'F') return { how: FREE, covers: -1 }
    if (grids[visitor]![slot] !== 'T') return null
    const covers = coversFor(visitor, slot)
    return covers < 0 ? null : { how: COVERED, covers }
  }

  type Draft = { wish: number; lesson: number; slot: number; how: number; covers: number }
  const drafts = new Map<number, Draft[]>()
  instance.wishes.forEach((wish, index) => {
    const visitor = personOf.get(wish.visitor)
    if (visitor === undefined || done.has(wish.id)) return
    const named = wish.host === null ? null : personOf.get(wish.host)
    const hosts =
      named === null
        ? instance.people.flatMap((person, at) =>
            wish.focus === null || person.site === instance.people[visitor]!.site ? [at] : []
          )
        : named === undefined
          ? []
          : [named]
    for (const host of hosts) {
      if (host === visitor || done.has(`${wish.visitor} ${instance.people[host]!.id}`)) continue
      for (const lessonIndex of openLessons.get(host) ?? []) {
        const lesson: PlanLesson = instance.lessons[lessonIndex]!
        if (wish.focus !== null && !lesson.focus.includes(wish.focus)) continue
        for (let slot = lesson.start; slot < lesson.start + lesson.len; slot++) {
          if (grids[host]![slot] !== 'T') continue
          const way = howAt(visitor, host, slot)
          if (way) push(drafts, visitor * people + host, { wish: index, lesson: lessonIndex, slot, ...way })
        }
      }
    }
  })

  const wish = new Growing()
  const pair = new Growing()
  const slot = new Growing()
  const lesson = new Growing()
  const how = new Growing()
  const value: number[] = []
  const talkFrom = new Growing()
  const covers = new Growing()
  const visitorOf = new Growing()
  const hostOf = new Growing()
  const first = new Growing()
  const sharedFirst = new Growing()
  const shared = new Growing()
  const talkBefore = new Growing()
  const coverBefore = new Growing()
  const wishesOfPair = new Growing()
  first.push(0)
  sharedFirst.push(0)
  for (const [key, list] of [...drafts].sort(([a], [b]) => a - b)) {
    const visitor = Math.floor(key / people)
    const host = key % people
    const from = shared.values.length
    for (let at = 0; at < slots; at++) if (isFree(visitor, at) && isFree(host, at)) shared.push(at)
    const both = shared.values.slice(from)
    const name = `${instance.people[visitor]!.id} ${instance.people[host]!.id}`
    const earlier = before.get(name)
    const place = visitorOf.values.length
    let kept = 0
    for (const draft of list.sort((a, b) => a.slot - b.slot || a.wish - b.wish)) {
      const after = draft.slot + (draft.how === AWAY ? rules.travelSlots : 0)
      const talkAt = both.findIndex((at) => at > after)
      const lastDay = dayOfSlot(instance, draft.slot) + rules.talkWithinDays
      if (talkAt < 0 || dayOfSlot(instance, both[talkAt]!) > lastDay) continue
      kept++
      wish.push(draft.wish)
      pair.push(place)
      slot.push(draft.slot)
      lesson.push(draft.lesson)
      how.push(draft.how)
      covers.push(draft.covers)
      talkFrom.push(talkAt)
      value.push(
        weights.wish * instance.wishes[draft.wish]!.weight +
          (instance.people[visitor]!.unit === instance.people[host]!.unit ? 0 : weights.crossUnit) -
          (haveMet.has(name) ? weights.recent : 0) +
          (earlier?.slot === draft.slot ? weights.keepVisit : 0)
      )
    }
    if (kept === 0) {
      shared.values.length = from
      continue
    }
    visitorOf.push(visitor)
    hostOf.push(host)
    first.push(slot.values.length)
    sharedFirst.push(shared.values.length)
    talkBefore.push(earlier?.talk ?? -1)
    coverBefore.push(earlier?.cover == null ? -1 : (personOf.get(earlier.cover) ?? -1))
    wishesOfPair.push(new Set(list.map((draft) => draft.wish)).size)
  }

  const asked = new Map<number, number>()
  for (const { visitor } of instance.wishes) {
    const person = personOf.get(visitor)
    if (person !== undefined) asked.set(person, (asked.get(person) ?? 0) + 1)
  }
  const visitorPeople = [...asked.keys()].sort((a, b) => a - b)
  return {
    instance,
    slots,
    weeks,
    people,
    moments: {
      count: slot.values.length,
      wish: wish.done(),
      pair: pair.done(),
      slot: slot.done(),
      lesson: lesson.done(),
      how: Uint8Array.from(how.values),
      value: Float64Array.from(value),
      talkFrom: talkFrom.done(),
      covers: covers.done()
    },
    pairs: {
      count: visitorOf.values.length,
      visitor: visitorOf.done(),
      host: hostOf.done(),
      first: first.done(),
      sharedFirst: sharedFirst.done(),
      shared: shared.done(),
      talkBefore: talkBefore.done(),
      coverBefore: coverBefore.done(),
      wishes: wishesOfPair.done()
    },
    covers: { first: coverFirst.done(), people: coverPeople.done(), slot: coverSlot.done() },
    visitors: {
      people: Int32Array.from(visitorPeople),
      demand: Int32Array.from(visitorPeople, (person) =>
        demandOf(asked.get(person)!, instance.people[person]!.maxVisitPerWeek, instance.weeks)
      ),
      locked: Int32Array.from(
        visitorPeople,
        (person) => locked.filter(({ visitor }) => personOf.get(visitor) === person).length
      )
    },
    visitsLeft,
    hostingLeft,
    coveringLeft,
    lessonLeft,
    locked
  }
}

function push<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): void {
  const list = map.get(key)
  if (list) list.push(value)
  else map.set(key, [value])
}
