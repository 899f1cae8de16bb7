/**
 * What a visit is worth at given prices of time, and the best way to have it. Prices are the duals of the linear
 * program: what a slot of a person, a place in a lesson, a wish, a weekly maximum costs at this moment. For each moment
 * the cheapest talk and the cheapest cover are found apart from each other, since they share no row.
 */
import { AWAY, COVERED, type Possible } from './possible.ts'

export type Prices = {
  /** [person * slots + slot] */
  slot: Float64Array
  wish: Float64Array
  pair: Float64Array
  lesson: Float64Array
  /** [person * weeks + week] */
  visits: Float64Array
  hosting: Float64Array
  covering: Float64Array
  /** [person]: what one more visit of this visitor brings by itself (nobody left out, nobody far behind). */
  gain: Float64Array
}

export const freePrices = ({ people, slots, weeks, moments, pairs, instance }: Possible): Prices => ({
  slot: new Float64Array(people * slots),
  wish: new Float64Array(instance.wishes.length),
  pair: new Float64Array(pairs.count),
  lesson: new Float64Array(instance.lessons.length),
  visits: new Float64Array(people * weeks),
  hosting: new Float64Array(people * weeks),
  covering: new Float64Array(people * weeks),
  gain: new Float64Array(people + 0 * moments.count)
})

export type Priced = {
  /** Per moment: points minus prices, with the best talk and cover. */
  worth: Float64Array
  /** Per moment the talk as a place in the pair's shared slots, and the person who covers or -1. */
  talk: Int32Array
  cover: Int32Array
}

export function createPricer(possible: Possible) {
  const { instance, slots, weeks, moments, pairs, covers } = possible
  const { slotsPerDay, rules, weights } = instance
  const slotsPerWeek = slotsPerDay * 5
  const coverCost = Float64Array.from(instance.people, (person) => person.coverCost)
  const longest =
    pairs.count === 0
      ? 0
      : Math.max(...Array.from({ length: pairs.count }, (_, i) => pairs.sharedFirst[i + 1]! - pairs.sharedFirst[i]!))
  /** Of the slots shared by one pair: the cheapest from here to the end of its day. */
  const restCost = new Float64Array(longest)
  const restAt = new Int32Array(longest)
  const setCost = new Float64Array(covers.slot.length)
  const setPerson = new Int32Array(covers.slot.length)
  const worth = new Float64Array(moments.count)
  const talk = new Int32Array(moments.count)
  const cover = new Int32Array(moments.count)
  const dayOf = (slot: number) => Math.floor(slot / slotsPerDay)

  function priceCovers(prices: Prices): void {
    for (let set = 0; set < setCost.length; set++) {
      const slot = covers.slot[set]!
      const week = Math.floor(slot / slotsPerWeek)
      let best = Infinity
      let who = -1
      for (let at = covers.first[set]!; at < covers.first[set + 1]!; at++) {
        const person = covers.people[at]!
        const cost = coverCost[person]! + prices.slot[person * slots + slot]! + prices.covering[person * weeks + week]!
        if (cost < best) {
          best = cost
          who = person
        }
      }
      setCost[set] = best
      setPerson[set] = who
    }
  }

  /** The cheapest talk of the pair after place `from`, on the same day or within the days that the rules allow. */
  function bestTalk(base: number, length: number, from: number, day: number): { cost: number; at: number } {
    let cost = Infinity
    let at = -1
    let place = from
    while (place < length) {
      const talkDay = dayOf(pairs.shared[base + place]!)
      if (talkDay - day > rules.talkWithinDays) break
      const price = restCost[place]! + (talkDay === day ? 0 : weights.nextDayTalk)
      if (price < cost) {
        cost = price
        at = restAt[place]!
      }
      const end = (talkDay + 1) * slotsPerDay
      while (place < length && pairs.shared[base + place]! < end) place++
    }
    return { cost, at }
  }

  function priceTalks(pair: number, prices: Prices): void {
    const base = pairs.sharedFirst[pair]!
    const length = pairs.sharedFirst[pair + 1]! - base
    const visitor = pairs.visitor[pair]! * slots
    const host = pairs.host[pair]! * slots
    const before = pairs.talkBefore[pair]!
    for (let place = length - 1; place >= 0; place--) {
      const slot = pairs.shared[base + place]!
      const cost = prices.slot[visitor + slot]! + prices.slot[host + slot]! - (slot === before ? weights.keepTalk : 0)
      const isLastOfDay = place + 1 >= length || dayOf(pairs.shared[base + place + 1]!) !== dayOf(slot)
      if (isLastOfDay || cost <= restCost[place + 1]!) {
        restCost[place] = cost
        restAt[place] = place
      } else {
        restCost[place] = restCost[place + 1]!
        restAt[place] = restAt[place + 1]!
      }
    }
  }

  return function price(prices: Prices): Priced {
    priceCovers(prices)
    for (let pair = 0; pair < pairs.count; pair++) {
      priceTalks(pair, prices)
      const base = pairs.sharedFirst[pair]!
      const length = pairs.sharedFirst[pair + 1]! - base
      const visitor = pairs.visitor[pair]!
      const host = pairs.host[pair]!
      for (let at = pairs.first[pair]!; at < pairs.first[pair + 1]!; at++) {
        const slot = moments.slot[at]!
        const week = Math.floor(slot / slotsPerWeek)
        const { cost, at: talkAt } = bestTalk(base, length, moments.talkFrom[at]!, dayOf(slot))
        let rest =
          moments.value[at]! +
          prices.gain[visitor]! -
          prices.wish[moments.wish[at]!]! -
          prices.pair[pair]! -
          prices.lesson[moments.lesson[at]!]! -
          prices.slot[host * slots + slot]! -
          prices.visits[visitor * weeks + week]! -
          prices.hosting[host * weeks + week]! -
          cost
        const around = moments.how[at] === AWAY ? rules.travelSlots : 0
        for (let taken = slot - around; taken <= slot + around; taken++) rest -= prices.slot[visitor * slots + taken]!
        let who = -1
        if (moments.how[at] === COVERED) {
          const set = moments.covers[at]!
          who = setPerson[set]!
          let coverPrice = setCost[set]!
          const kept = pairs.coverBefore[pair]!
          if (kept >= 0 && kept !== who)
            for (let k = covers.first[set]!; k < covers.first[set + 1]!; k++)
              if (covers.people[k] === kept) {
                const keptPrice =
                  coverCost[kept]! +
                  prices.slot[kept * slots + slot]! +
                  prices.covering[kept * weeks + week]! -
                  weights.keepCover
                if (keptPrice < coverPrice) {
                  coverPrice = keptPrice
                  who = kept
                }
              }
          if (kept >= 0 && kept === setPerson[set]) coverPrice = setCost[set]! - weights.keepCover
          rest -= coverPrice
        }
        worth[at] = rest
        talk[at] = talkAt
        cover[at] = who
      }
    }
    return { worth, talk, cover }
  }
}
