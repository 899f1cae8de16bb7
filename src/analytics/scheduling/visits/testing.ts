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
  const bare = { ...instance, previous: [] }
  const { slotsPerDay, rules } = instance
  const found: Visit[] = []
  for (const lesson of instance.lessons) {
    if (lesson.teacher === wish.visitor || (wish.host !== null && lesson.teacher !== wish.host)) continue
    for (let slot = lesson.start; slot < lesson.start + lesson.len; slot++) {
      const last = Math.min(instance.days, Math.floor(slot / slotsPerDay) + rules.talkWithinDays + 1) * slotsPerDay
      for (const cover of [null, ...instance.people.map(({ id }) => id)]) {
        const base = { wish: wish.id, visitor: wish.visitor, host: lesson.teacher, slot, lesson: lesson.id, cover }
        // Only the talk may still be wrong: it has not been chosen yet.
        const first = breachesOf(bare, [{ ...base, talk: slot }])
        if (first.some(({ rule }) => !rule.startsWith('talk') && rule !== 'two_places')) continue
        for (let talk = slot + 1; talk < last; talk++)
          if (breachesOf(bare, [{ ...base, talk }]).length === 0) found.push({ ...base, talk })
      }
    }
  }
  return found
}

/** Visits of one wish that are worth the same and have the same host: which of them is chosen matters only to others. */
type Option = { host: string; points: number; visits: Visit[] }

/**
 * The points of the best plan, by trying everything that is not hopeless: each wish with each host at each worth, or not
 * at all, and for each such choice whether there are visits that can go together. Knows nothing of the planner's model;
 * a branch is given up only when it breaks a maximum, has no visits that go together, or could not be better any more.
 */
export function bestByTrying(instance: VisitInstance): number {
  const plain = { ...instance, weights: { ...instance.weights, maxUnmet: 0, never: 0 } }
  const bare = { ...instance, previous: [] }
  const choices = instance.wishes
    .map((wish) => ({ visitor: wish.visitor, options: optionsOf(everyVisit(instance, wish), plain) }))
    .filter(({ options }) => options.length > 0)
    .sort((a, b) => a.options.length - b.options.length)
  const people = new Map(instance.people.map((person) => [person.id, person]))
  const roomOf = (id: string) => people.get(id)!.maxVisitPerWeek * instance.weeks
  const hostRoomOf = (id: string) => people.get(id)!.maxHostPerWeek * instance.weeks

  let best = valueOf(instance, []).total
  /** What the wishes from `depth` on could bring at best, up to what each visitor may have. */
  const hopeFrom = (depth: number, taken: readonly { visitor: string; option: Option }[]): number => {
    const left = new Map<string, number>()
    for (const { visitor } of taken) left.set(visitor, (left.get(visitor) ?? roomOf(visitor)) - 1)
    const dreamt = taken.map(({ option }) => option.visits[0]!)
    let hope = 0
    const rest = choices.slice(depth).sort((a, b) => b.options[0]!.points - a.options[0]!.points)
    for (const { visitor, options } of rest) {
      const room = left.get(visitor) ?? roomOf(visitor)
      if (room <= 0) continue
      left.set(visitor, room - 1)
      hope += Math.max(0, options[0]!.points)
      dreamt.push({ ...options[0]!.visits[0]!, host: `dream ${dreamt.length}` })
    }
    const { maxUnmet, never } = valueOf(instance, dreamt)
    return hope + maxUnmet + never
  }
  const go = (depth: number, points: number, taken: readonly { visitor: string; option: Option }[]): void => {
    if (points + hopeFrom(depth, taken) <= best) return
    const choice = choices[depth]
    if (!choice) {
      const visits = togetherOf(
        bare,
        taken.map(({ option }) => option.visits)
      )
      if (visits) best = Math.max(best, valueOf(instance, visits).total)
      return
    }
    const { visitor, options } = choice
    const hasRoom = taken.filter((one) => one.visitor === visitor).length < roomOf(visitor)
    for (const option of hasRoom ? options : []) {
      const isTwice = taken.some((one) => one.visitor === visitor && one.option.host === option.host)
      const hosted = taken.filter((one) => one.option.host === option.host).length
      if (isTwice || hosted >= hostRoomOf(option.host)) continue
      const next = [...taken, { visitor, option }]
      if (
        togetherOf(
          bare,
          next.map((one) => one.option.visits)
        )
      )
        go(depth + 1, points + option.points, next)
    }
    go(depth + 1, points, taken)
  }
  go(0, 0, [])
  return best
}

function optionsOf(visits: readonly Visit[], plain: VisitInstance): Option[] {
  const options = new Map<string, Option>()
  for (const visit of visits) {
    const points = valueOf(plain, [visit]).total - valueOf(plain, []).total
    const key = `${visit.host} ${points}`
    const option = options.get(key) ?? { host: visit.host, points, visits: [] }
    option.visits.push(visit)
    options.set(key, option)
  }
  return [...options.values()].sort((a, b) => b.points - a.points)
}

/** One visit of each list that together break no rule, by going back whenever somebody would be in two places; or null. */
function togetherOf(bare: VisitInstance, lists: readonly (readonly Visit[])[]): Visit[] | null {
  const order = [...lists].sort((a, b) => a.length - b.length)
  const site = new Map(bare.people.map((person) => [person.id, person.site]))
  const placesOf = ({ visitor, host, cover, slot, talk }: Visit): string[] => {
    const around = site.get(visitor) === site.get(host) ? 0 : bare.rules.travelSlots
    const away = Array.from({ length: 2 * around + 1 }, (_, step) => `${visitor} ${slot - around + step}`)
    return [...away, `${host} ${slot}`, `${visitor} ${talk}`, `${host} ${talk}`, ...(cover ? [`${cover} ${slot}`] : [])]
  }
  const taken = new Set<string>()
  const go = (depth: number, chosen: readonly Visit[]): Visit[] | null => {
    const list = order[depth]
    if (!list) return breachesOf(bare, chosen).length === 0 ? [...chosen] : null
    for (const visit of list) {
      const places = placesOf(visit)
      if (places.some((place) => taken.has(place))) continue
      for (const place of places) taken.add(place)
      const found = go(depth + 1, [...chosen, visit])
      for (const place of places) taken.delete(place)
      if (found) return found
    }
    return null
  }
  return go(0, [])
}
