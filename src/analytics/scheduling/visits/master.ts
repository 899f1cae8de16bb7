/**
 * The linear program over the ways of visiting that were found so far (a restricted master, Dantzig and Wolfe, 1960).
 * One column is one complete visit: moment, cover and talk. Its rows say that everything exists once: each wish, pair,
 * slot of a person, place in a lesson, weekly maximum. A row comes when its first column does; until then its price is
 * zero, which is right, since nothing presses on it.
 */
import { AWAY, type Possible } from './possible.ts'
import { freePrices, type Priced, type Prices } from './pricing.ts'
import type { LinearSolution, Solver } from './solver.ts'

export type Way = { moment: number; talk: number; cover: number }

export type Master = ReturnType<typeof createMaster>

export function createMaster(possible: Possible, solver: Solver) {
  const { instance, slots, weeks, people, moments, pairs, visitors } = possible
  const { weights, rules } = instance
  const slotsPerWeek = instance.slotsPerDay * 5
  const infinity = Infinity

  /** Where each thing that exists once has its row; -1 = no column touches it yet. */
  const none = (length: number) => new Int32Array(length).fill(-1)
  const rowOf = {
    wish: none(instance.wishes.length),
    pair: none(pairs.count),
    lesson: none(instance.lessons.length),
    slot: none(people * slots),
    visits: none(people * weeks),
    hosting: none(people * weeks),
    covering: none(people * weeks)
  }
  const unmetRow = none(people)
  const neverRow = none(people)
  let rowCount = 0
  let newLower: number[] = []
  let newUpper: number[] = []
  const newRow = (lower: number, upper: number): number => {
    newLower.push(lower)
    newUpper.push(upper)
    return rowCount++
  }
  const rowAt = (rows: Int32Array, at: number, upper: number): number => {
    if (rows[at]! < 0) rows[at] = newRow(-infinity, upper)
    return rows[at]!
  }

  const ways: Way[] = []
  const known = new Set<string>()
  /** Columns before the ways: the largest shortfall, and one per visitor who visits nobody yet. */
  let fixed = 0

  function begin(): void {
    const neverVisitors: number[] = []
    visitors.people.forEach((person, at) => {
      const open = visitors.demand[at]! - visitors.locked[at]!
      if (open > 0) unmetRow[person] = newRow(open, infinity)
      if (visitors.locked[at] === 0) {
        neverRow[person] = newRow(1, infinity)
        neverVisitors.push(person)
      }
    })
    flushRows()
    const cost = [-weights.maxUnmet, ...neverVisitors.map(() => -weights.never)]
    const starts = [0]
    const rows: number[] = []
    for (const person of visitors.people) if (unmetRow[person]! >= 0) rows.push(unmetRow[person]!)
    starts.push(rows.length)
    for (const person of neverVisitors) {
      rows.push(neverRow[person]!)
      starts.push(rows.length)
    }
    fixed = cost.length
    solver.addColumns({
      cost: Float64Array.from(cost),
      upper: Float64Array.from(cost, (_, at) => (at === 0 ? infinity : 1)),
      starts: Int32Array.from(starts),
      rows: Int32Array.from(rows),
      values: new Float64Array(rows.length).fill(1)
    })
  }

  function flushRows(): void {
    if (newLower.length > 0) solver.addRows(Float64Array.from(newLower), Float64Array.from(newUpper))
    newLower = []
    newUpper = []
  }

  /** Points of a way of visiting, all weights of the visit itself in. */
  function costOf({ moment, talk, cover }: Way): number {
    const pair = moments.pair[moment]!
    const slot = moments.slot[moment]!
    const talkSlot = pairs.shared[pairs.sharedFirst[pair]! + talk]!
    const isLater = Math.floor(talkSlot / instance.slotsPerDay) !== Math.floor(slot / instance.slotsPerDay)
    return (
      moments.value[moment]! -
      (isLater ? weights.nextDayTalk : 0) +
      (talkSlot === pairs.talkBefore[pair] ? weights.keepTalk : 0) -
      (cover < 0 ? 0 : instance.people[cover]!.coverCost) +
      (cover >= 0 && cover === pairs.coverBefore[pair] ? weights.keepCover : 0)
    )
  }

  function rowsOf({ moment, talk, cover }: Way): number[] {
    const pair = moments.pair[moment]!
    const slot = moments.slot[moment]!
    const week = Math.floor(slot / slotsPerWeek)
    const talkSlot = pairs.shared[pairs.sharedFirst[pair]! + talk]!
    const visitor = pairs.visitor[pair]!
    const host = pairs.host[pair]!
    const lesson = moments.lesson[moment]!
    const rows = [rowAt(rowOf.wish, moments.wish[moment]!, 1)]
    if (pairs.wishes[pair]! > 1) rows.push(rowAt(rowOf.pair, pair, 1))
    if (instance.lessons[lesson]!.len > 1) rows.push(rowAt(rowOf.lesson, lesson, possible.lessonLeft[lesson]!))
    rows.push(rowAt(rowOf.visits, visitor * weeks + week, possible.visitsLeft[visitor * weeks + week]!))
    rows.push(rowAt(rowOf.hosting, host * weeks + week, possible.hostingLeft[host * weeks + week]!))
    const busy = (person: number, at: number) => rows.push(rowAt(rowOf.slot, person * slots + at, 1))
    const around = moments.how[moment] === AWAY ? rules.travelSlots : 0
    for (let at = slot - around; at <= slot + around; at++) busy(visitor, at)
    busy(host, slot)
    busy(visitor, talkSlot)
    busy(host, talkSlot)
    if (cover >= 0) {
      busy(cover, slot)
      rows.push(rowAt(rowOf.covering, cover * weeks + week, possible.coveringLeft[cover * weeks + week]!))
    }
    if (unmetRow[visitor]! >= 0) rows.push(unmetRow[visitor]!)
    if (neverRow[visitor]! >= 0) rows.push(neverRow[visitor]!)
    return rows
  }

  const keyOf = ({ moment, talk, cover }: Way) => `${moment} ${talk} ${cover}`

  /** Adds those ways that are not there yet; returns how many. */
  function add(more: readonly Way[]): number {
    const fresh = more.filter((way) => !known.has(keyOf(way)) && known.add(keyOf(way)))
    if (fresh.length === 0) return 0
    const starts = new Int32Array(fresh.length + 1)
    const rows: number[] = []
    const cost = new Float64Array(fresh.length)
    fresh.forEach((way, at) => {
      cost[at] = costOf(way)
      rows.push(...rowsOf(way))
      starts[at + 1] = rows.length
    })
    flushRows()
    ways.push(...fresh)
    solver.addColumns({
      cost,
      upper: new Float64Array(fresh.length).fill(infinity),
      starts,
      rows: Int32Array.from(rows),
      values: new Float64Array(rows.length).fill(1)
    })
    return fresh.length
  }

  /** The duals of a solution as prices; none is negative but by rounding. */
  function pricesOf({ dual }: LinearSolution): Prices {
    const prices = freePrices(possible)
    const fill = (target: Float64Array, rows: Int32Array) => {
      for (let at = 0; at < rows.length; at++) if (rows[at]! >= 0) target[at] = Math.max(0, dual[rows[at]!]!)
    }
    fill(prices.wish, rowOf.wish)
    fill(prices.pair, rowOf.pair)
    fill(prices.lesson, rowOf.lesson)
    fill(prices.slot, rowOf.slot)
    fill(prices.visits, rowOf.visits)
    fill(prices.hosting, rowOf.hosting)
    fill(prices.covering, rowOf.covering)
    for (let person = 0; person < people; person++) {
      if (unmetRow[person]! >= 0) prices.gain[person]! += Math.max(0, -dual[unmetRow[person]!]!)
      if (neverRow[person]! >= 0) prices.gain[person]! += Math.max(0, -dual[neverRow[person]!]!)
    }
    return prices
  }

  begin()
  return {
    ways,
    add,
    costOf,
    pricesOf,
    solve: () => solver.solve(),
    get columns() {
      return fixed + ways.length
    },
    get rows() {
      return rowCount
    },
    /** Which ways a solution in whole numbers takes. */
    chosen: (primal: Float64Array): Way[] => ways.filter((_, at) => primal[fixed + at]! > 0.5),
    /** A set of ways as a solution of the program, its shortfalls filled in. */
    asStart(taken: readonly Way[]): Float64Array {
      const primal = new Float64Array(fixed + ways.length)
      const keys = new Set(taken.map(keyOf))
      const met = new Int32Array(people)
      ways.forEach((way, at) => {
        if (!keys.has(keyOf(way))) return
        primal[fixed + at] = 1
        met[pairs.visitor[moments.pair[way.moment]!]!]!++
      })
      let column = 1
      visitors.people.forEach((person, at) => {
        if (visitors.locked[at] === 0) primal[column++] = met[person] === 0 ? 1 : 0
        primal[0] = Math.max(primal[0]!, visitors.demand[at]! - visitors.locked[at]! - met[person]!)
      })
      return primal
    }
  }
}

/** For each wish the best moments, at most `most` of them and of different pairs or days, that are worth adding. */
export function bestWays(
  possible: Possible,
  priced: Priced,
  least: number,
  most: number
): { ways: Way[]; above: number } {
  const { moments, instance } = possible
  const byWish: number[][] = instance.wishes.map(() => [])
  const best = new Float64Array(instance.wishes.length)
  for (let at = 0; at < moments.count; at++) {
    const worth = priced.worth[at]!
    if (worth <= least) continue
    const wish = moments.wish[at]!
    byWish[wish]!.push(at)
    if (worth > best[wish]!) best[wish] = worth
  }
  const ways = byWish.flatMap((list) =>
    list
      .sort((a, b) => priced.worth[b]! - priced.worth[a]! || a - b)
      .slice(0, most)
      .map((moment) => ({ moment, talk: priced.talk[moment]!, cover: priced.cover[moment]! }))
  )
  return { ways, above: best.reduce((sum, value) => sum + value, 0) }
}
