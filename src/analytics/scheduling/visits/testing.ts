/**
 * For tests: small random schools, and the slow obvious planner that vouches for the fast one. It tries every visit of
 * every wish with every talk and cover, and gives up a branch only when even all remaining wishes could not save it.
 */
import type { Random } from '#kernel/random.ts'
import { breachesOf, valueOf } from './check.ts'
import type { PlanLesson, PlanPerson, Visit, VisitInstance, Wish } from './instance.ts'

export const WEIGHTS: VisitInstance['weights'] = {
  wish: 10,
  crossUnit: 6,
  recent: 8,
  nextDayTalk: 2,
  maxUnmet: 40,
  never: 30,
  keepVisit: 6,
  keepTalk: 2,
  keepCover: 2
}

export type Size = { people: number; days: number; slotsPerDay: number; wishes: number }

/** A school of a few people in two units and on two sites, with short days. */
export function randomInstance(random: Random, size: Size = { people: 5, days: 2, slotsPerDay: 4, wishes: 4 }) {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!
  const slots = size.days * size.slotsPerDay
  const people = Array.from({ length: size.people }, (_, at): PlanPerson => ({
    id: `p${at}`,
    role: 'teacher',
    site: random() < 0.85 ? 'a' : 'b',
    unit: pick(['low', 'high']),
    grid: Array.from({ length: slots }, () => pick(['T', 'T', 'F', 'F', 'F', 'B'])).join(''),
    maxVisitPerWeek: pick([1, 2]),
    maxHostPerWeek: pick([1, 2]),
    coverCapPerWeek: pick([0, 1, 2]),
    coverCost: pick([0, 3, 5])
  }))
  const ids = people.map(({ id }) => id)
  const groups = ids.map((id) => ({ id: `g-${id}`, accept: ids.filter((other) => other !== id && random() < 0.5) }))
  const lessons = people.flatMap(({ id, grid }): PlanLesson[] =>
    [...grid].flatMap((letter, slot) =>
      letter === 'T'
        ? [
            {
              id: `${id}-${slot}`,
              teacher: id,
              group: `g-${id}`,
              start: slot,
              len: 1,
              open: random() < 0.8,
              focus: random() < 0.5 ? ['maths'] : []
            }
          ]
        : []
    )
  )
  const wishes = Array.from({ length: size.wishes }, (_, at): Wish => {
    const isFocus = random() < 0.4
    return {
      id: `w${at}`,
      visitor: pick(ids),
      host: isFocus ? null : pick(ids),
      focus: isFocus ? 'maths' : null,
      weight: pick([1, 2, 3])
    }
  })
  const instance: VisitInstance = {
    slotsPerDay: size.slotsPerDay,
    days: size.days,
    weeks: 1,
    people,
    groups,
    lessons,
    wishes,
    recent: random() < 0.5 ? [{ visitor: pick(ids), host: pick(ids), weeksAgo: pick([2, 12]) }] : [],
    previous: [],
    rules: { maxVisitsPerLesson: 1, travelSlots: 1, talkWithinDays: 1, recentWeeks: 8 },
    weights: WEIGHTS
  }
  return instance
}

/** All visits by which one wish could be met, were it alone. */
export function everyVisit(instance: VisitInstance, wish: Wish): Visit[] {
  const slots = instance.slotsPerDay * instance.days
  const found: Visit[] = []
  for (const lesson of instance.lessons)
    for (let slot = lesson.start; slot < lesson.start + lesson.len; slot++)
      for (const cover of [null, ...instance.people.map(({ id }) => id)]) {
        const base = { wish: wish.id, visitor: wish.visitor, host: lesson.teacher, slot, lesson: lesson.id, cover }
        const first = breachesOf({ ...instance, previous: [] }, [{ ...base, talk: slot }])
        // Only the talk may still be wrong: it has not been chosen yet.
        if (first.some(({ rule }) => !rule.startsWith('talk') && rule !== 'two_places')) continue
        for (let talk = slot + 1; talk < slots; talk++) {
          const visit = { ...base, talk }
          if (breachesOf({ ...instance, previous: [] }, [visit]).length === 0) found.push(visit)
        }
      }
  return found
}

/** The points of the best plan, by trying everything that is not hopeless. For a handful of wishes only. */
export function bestByTrying(instance: VisitInstance): number {
  const plain = { ...instance, weights: { ...instance.weights, maxUnmet: 0, never: 0 } }
  const choices = instance.wishes
    .map((wish) => ({
      visitor: wish.visitor,
      visits: everyVisit(instance, wish)
        .map((visit) => ({ visit, points: valueOf(plain, [visit]).total }))
        .sort((a, b) => b.points - a.points)
    }))
    .filter(({ visits }) => visits.length > 0)
    .sort((a, b) => a.visits.length - b.visits.length)
  /** Two visits that cannot both be: looked up, since the same two meet in many branches. */
  const clash = new Map<Visit, Set<Visit>>()
  const all = choices.flatMap(({ visits }) => visits.map(({ visit }) => visit))
  for (const one of all)
    clash.set(one, new Set(all.filter((other) => other !== one && breachesOf(instance, [one, other]).length > 0)))

  let best = valueOf(instance, []).total
  const taken: Visit[] = []
  const mostOf = new Map(instance.people.map(({ id, maxVisitPerWeek }) => [id, maxVisitPerWeek * instance.weeks]))
  /** The points that the wishes from `depth` on could bring at best: all met, up to what each visitor may have. */
  const hopeFrom = (depth: number): number => {
    const left = new Map(mostOf)
    for (const { visitor } of taken) left.set(visitor, left.get(visitor)! - 1)
    const dreamt: Visit[] = []
    let hope = 0
    for (const { visitor, visits } of choices.slice(depth).sort((x, y) => y.visits[0]!.points - x.visits[0]!.points)) {
      if (left.get(visitor)! <= 0) continue
      left.set(visitor, left.get(visitor)! - 1)
      hope += Math.max(0, visits[0]!.points)
      dreamt.push({ ...visits[0]!.visit, host: `dream ${dreamt.length}` })
    }
    const { maxUnmet, never } = valueOf(instance, [...taken, ...dreamt])
    return hope + maxUnmet + never
  }
  const go = (depth: number, points: number) => {
    const choice = choices[depth]
    if (!choice) {
      if (breachesOf(instance, taken).length === 0) best = Math.max(best, valueOf(instance, taken).total)
      return
    }
    if (points + hopeFrom(depth) <= best) return
    for (const { visit, points: more } of choice.visits) {
      if (taken.some((earlier) => clash.get(earlier)!.has(visit))) continue
      taken.push(visit)
      go(depth + 1, points + more)
      taken.pop()
    }
    go(depth + 1, points)
  }
  go(0, 0)
  return best
}
