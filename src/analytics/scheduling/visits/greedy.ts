/**
 * A plan at once, for whoever does not want to wait: wishes one after the other, each at its best moment that is still
 * possible. The planner begins with it, and falls back on it when it is stopped in its first second.
 */
import { AWAY, type Possible } from './possible.ts'
import type { Way } from './master.ts'
import type { Priced } from './pricing.ts'

/** `priced`: what each moment is worth; the order in which wishes are served follows it. */
export function planGreedily(possible: Possible, priced: Priced): Way[] {
  const { instance, slots, weeks, people, moments, pairs, covers, visitors } = possible
  const taken = new Uint8Array(people * slots)
  const visitsLeft = possible.visitsLeft.slice()
  const hostingLeft = possible.hostingLeft.slice()
  const coveringLeft = possible.coveringLeft.slice()
  const lessonLeft = possible.lessonLeft.slice()
  const wishDone = new Uint8Array(instance.wishes.length)
  const pairDone = new Uint8Array(pairs.count)
  const met = new Int32Array(people)
  const { slotsPerDay, rules } = instance
  const dayOf = (slot: number) => Math.floor(slot / slotsPerDay)
  const isFree = (person: number, slot: number) => !taken[person * slots + slot]
  const take = (person: number, slot: number) => void (taken[person * slots + slot] = 1)

  /** The way that is left of a moment now, with the first talk and the cheapest cover that are still free; or null. */
  function wayAt(moment: number): Way | null {
    const pair = moments.pair[moment]!
    const slot = moments.slot[moment]!
    const week = Math.floor(slot / (slotsPerDay * 5))
    const visitor = pairs.visitor[pair]!
    const host = pairs.host[pair]!
    if (wishDone[moments.wish[moment]!] || pairDone[pair] || !isFree(host, slot)) return null
    if (visitsLeft[visitor * weeks + week]! <= 0 || hostingLeft[host * weeks + week]! <= 0) return null
    if (lessonLeft[moments.lesson[moment]!]! <= 0) return null
    const around = moments.how[moment] === AWAY ? rules.travelSlots : 0
    for (let at = slot - around; at <= slot + around; at++) if (!isFree(visitor, at)) return null
    let cover = -1
    const set = moments.covers[moment]!
    if (set >= 0) {
      for (let at = covers.first[set]!; at < covers.first[set + 1]!; at++) {
        const person = covers.people[at]!
        if (person === host || !isFree(person, slot) || coveringLeft[person * weeks + week]! <= 0) continue
        if (cover < 0 || instance.people[person]!.coverCost < instance.people[cover]!.coverCost) cover = person
      }
      if (cover < 0) return null
    }
    const base = pairs.sharedFirst[pair]!
    for (let talk = moments.talkFrom[moment]!; base + talk < pairs.sharedFirst[pair + 1]!; talk++) {
      const at = pairs.shared[base + talk]!
      if (dayOf(at) - dayOf(slot) > rules.talkWithinDays) return null
      if (isFree(visitor, at) && isFree(host, at)) return { moment, talk, cover }
    }
    return null
  }

  function carryOut({ moment, talk, cover }: Way): void {
    const pair = moments.pair[moment]!
    const slot = moments.slot[moment]!
    const week = Math.floor(slot / (slotsPerDay * 5))
    const visitor = pairs.visitor[pair]!
    const host = pairs.host[pair]!
    const talkSlot = pairs.shared[pairs.sharedFirst[pair]! + talk]!
    const around = moments.how[moment] === AWAY ? rules.travelSlots : 0
    for (let at = slot - around; at <= slot + around; at++) take(visitor, at)
    take(host, slot)
    take(visitor, talkSlot)
    take(host, talkSlot)
    if (cover >= 0) {
      take(cover, slot)
      coveringLeft[cover * weeks + week]!--
    }
    visitsLeft[visitor * weeks + week]!--
    hostingLeft[host * weeks + week]!--
    lessonLeft[moments.lesson[moment]!]!--
    wishDone[moments.wish[moment]!] = 1
    pairDone[pair] = 1
    met[visitor]!++
  }

  const order = Array.from({ length: moments.count }, (_, at) => at).sort(
    (a, b) => priced.worth[b]! - priced.worth[a]! || a - b
  )
  const most = Math.max(0, ...visitors.demand)
  const plan: Way[] = []
  // In rounds, so that nobody has a second visit before others have had a chance of their first.
  for (let round = 1; round <= most; round++)
    for (const moment of order) {
      const visitor = pairs.visitor[moments.pair[moment]!]!
      if (met[visitor]! >= round) continue
      const way = wayAt(moment)
      if (!way) continue
      carryOut(way)
      plan.push(way)
    }
  return plan
}
