/**
 * Plans lesson visits: from a timetable, wishes, cover and rules to who sees whom, when, who takes over, and when they
 * talk. Maximises the objective of `check.ts` exactly.
 *
 * Method: column generation (Dantzig and Wolfe, 1960; Desrosiers and Lübbecke, 2005). The linear program holds only ways
 * of visiting that were found worth it; `pricing.ts` finds more until none is missing. Its value is then a bound that no
 * plan can pass. Often its solution is whole and thereby proven best; otherwise whole numbers are sought among the ways
 * found, with all others that could still matter added.
 */
import { breachesOf, gapOf, valueOf, type Breach } from './check.ts'
import { planGreedily } from './greedy.ts'
import type { Visit, VisitInstance, VisitPlan } from './instance.ts'
import { bestWays, createMaster, type Master, type Way } from './master.ts'
import { possibleOf, type Possible } from './possible.ts'
import { createPricer, freePrices, type Prices } from './pricing.ts'
import type { LinearSolution, Solver } from './solver.ts'

export type PlanOptions = {
  /** Stops at this gap, in percent of all wish terms. */
  gap: number
  /** Milliseconds; when they are over, the best plan so far is the answer. */
  time: number
  now: () => number
}

export type PlanProgress = { step: 'possible' | 'pricing' | 'whole'; round: number; plan: VisitPlan }

/** Locked visits that cannot all stay: which ones clash, and over what. */
export class LockedVisitsClash extends Error {
  readonly breaches: Breach[]
  constructor(breaches: Breach[]) {
    super('locked visits clash')
    this.breaches = breaches
  }
}

/** Ways added per wish and round. */
const WAYS_AT_ONCE = 4
/** Ways at most that are added to search among in whole numbers. */
const WAYS_AT_MOST = 60_000
/** Nodes of the search tree: a limit of work that is the same on every machine. */
const NODES = 2_000
const WHOLE = 1e-6
const EPSILON = 1e-6

/**
 * Yields each better plan and each better bound; returns the last. `solver` is empty and stays the caller's to close.
 * The same instance gives the same plan, unless time ran out.
 */
export function* planVisits(
  instance: VisitInstance,
  solver: Solver,
  options: PlanOptions
): Generator<PlanProgress, VisitPlan> {
  const ends = options.now() + options.time
  const breaches = breachesOfLocked(instance)
  if (breaches.length > 0) throw new LockedVisitsClash(breaches)
  const possible = possibleOf(instance)
  const price = createPricer(possible)
  const search = new Search(possible, options)

  const first = price(freePrices(possible))
  search.offer(planGreedily(possible, first))
  yield search.progress('possible', 0)

  const master = createMaster(possible, solver)
  const fixedPoints = valueOfLocked(possible)
  master.add(search.best)
  master.add(bestWays(possible, first, -Infinity, WAYS_AT_ONCE).ways)

  let solution: LinearSolution
  let prices: Prices
  for (let round = 1; ; round++) {
    solution = master.solve()
    prices = master.pricesOf(solution)
    const { ways, above } = bestWays(possible, price(prices), EPSILON, WAYS_AT_ONCE)
    // No wish takes more than one way, so no plan gains more than the best way of each.
    search.lower(fixedPoints + solution.objective + above)
    const isComplete = ways.length === 0 || master.add(ways) === 0
    if (isWhole(solution.primal)) search.offer(master.chosen(solution.primal))
    yield search.progress('pricing', round)
    if (isComplete || search.isGoodEnough() || options.now() >= ends) break
  }
  if (search.isGoodEnough()) return search.plan()

  // Whole numbers among what was found; then with everything that could still be part of a better plan.
  let proven: number | null = null
  for (let round = 1; round <= 2 && options.now() < ends; round++) {
    if (round === 2) {
      const added = addWithin(possible, master, prices, search.distance())
      // Nothing was missing: what was proven among the ways of the first round holds for all.
      if (added === 0 && proven !== null) search.lower(proven)
      if (!added) break
    }
    const found = solver.solveInteger({
      start: master.asStart(search.best),
      absoluteGap: search.tolerance(),
      nodes: NODES,
      seconds: Math.max(0.1, (ends - options.now()) / 1000)
    })
    if (found.primal) search.offer(master.chosen(found.primal))
    proven = found.isProven ? fixedPoints + found.bound : null
    if (round === 2 && proven !== null) search.lower(proven)
    yield search.progress('whole', round)
    if (search.isGoodEnough()) break
  }
  return search.plan()
}

const isWhole = (primal: Float64Array): boolean => primal.every((value) => Math.abs(value - Math.round(value)) < WHOLE)

function breachesOfLocked(instance: VisitInstance): Breach[] {
  const locked = instance.previous.filter((visit) => visit.locked)
  return locked.length === 0 ? [] : breachesOf({ ...instance, previous: [] }, locked)
}

/** What the terms of the objective are that no column carries: the locked visits themselves. */
function valueOfLocked({ instance, locked }: Possible): number {
  const { wishes, crossUnit, recent, covers, nextDayTalk } = valueOf(instance, locked)
  return wishes + crossUnit + recent + covers + nextDayTalk
}

/**
 * Adds every way whose price falls short of the best by no more than `distance`: any plan with another one is worse
 * than the plan we have. How many were new; null when they are too many.
 */
function addWithin(possible: Possible, master: Master, prices: Prices, distance: number): number | null {
  const { moments, pairs, covers, instance } = possible
  const { slotsPerDay, rules } = instance
  const priced = createPricer(possible)(prices)
  const ways: Way[] = []
  for (let moment = 0; moment < moments.count; moment++) {
    if (priced.worth[moment]! < -distance - EPSILON) continue
    const pair = moments.pair[moment]!
    const slot = moments.slot[moment]!
    const set = moments.covers[moment]!
    const able = set < 0 ? [-1] : [...covers.people.subarray(covers.first[set], covers.first[set + 1])]
    const base = pairs.sharedFirst[pair]!
    for (let talk = moments.talkFrom[moment]!; base + talk < pairs.sharedFirst[pair + 1]!; talk++) {
      if (Math.floor(pairs.shared[base + talk]! / slotsPerDay) - Math.floor(slot / slotsPerDay) > rules.talkWithinDays)
        break
      for (const cover of able) ways.push({ moment, talk, cover })
      if (ways.length > WAYS_AT_MOST) return null
    }
  }
  return master.add(ways)
}

/** The best plan so far and the best bound so far. */
class Search {
  best: Way[] = []
  readonly #possible: Possible
  readonly #options: PlanOptions
  #visits: Visit[] = []
  #objective = -Infinity
  #bound = Infinity

  constructor(possible: Possible, options: PlanOptions) {
    this.#possible = possible
    this.#options = options
  }

  offer(ways: Way[]): void {
    const visits = toVisits(this.#possible, ways)
    const { total } = valueOf(this.#possible.instance, visits)
    if (total <= this.#objective + EPSILON) return
    this.best = ways
    this.#visits = visits
    this.#objective = total
  }

  /** Every weight being whole, so is the worth of every plan. */
  lower(bound: number): void {
    const { weights, people } = this.#possible.instance
    const areWhole = [...Object.values(weights), ...people.map((person) => person.coverCost)].every(Number.isInteger)
    this.#bound = Math.min(this.#bound, areWhole ? Math.floor(bound + EPSILON) : bound)
  }

  distance = (): number => this.#bound - this.#objective

  /** How far from the bound a plan may be and be good enough, in points. */
  tolerance(): number {
    const { instance } = this.#possible
    const all = gapOf(instance, 0, 1)
    return all === 0 ? 0 : this.#options.gap / all
  }

  isGoodEnough = (): boolean => this.distance() <= Math.max(EPSILON, this.tolerance())

  plan(): VisitPlan {
    const isProven = this.distance() <= EPSILON
    const bound = isProven ? this.#objective : this.#bound
    return {
      visits: this.#visits,
      objective: this.#objective,
      bound,
      gap: gapOf(this.#possible.instance, this.#objective, bound),
      status: isProven ? 'optimal' : this.isGoodEnough() ? 'within_gap' : 'stopped'
    }
  }

  progress = (step: PlanProgress['step'], round: number): PlanProgress => ({ step, round, plan: this.plan() })
}

/** Back to people's ids, locked visits included, in the order of time. */
function toVisits(possible: Possible, ways: readonly Way[]): Visit[] {
  const { instance, moments, pairs, locked } = possible
  const planned = ways.map(({ moment, talk, cover }): Visit => {
    const pair = moments.pair[moment]!
    return {
      wish: instance.wishes[moments.wish[moment]!]!.id,
      visitor: instance.people[pairs.visitor[pair]!]!.id,
      host: instance.people[pairs.host[pair]!]!.id,
      slot: moments.slot[moment]!,
      lesson: instance.lessons[moments.lesson[moment]!]!.id,
      cover: cover < 0 ? null : instance.people[cover]!.id,
      talk: pairs.shared[pairs.sharedFirst[pair]! + talk]!
    }
  })
  const kept = locked.map(({ locked: _, ...visit }): Visit => visit)
  return [...kept, ...planned].sort((a, b) => a.slot - b.slot || (a.visitor < b.visitor ? -1 : 1))
}
