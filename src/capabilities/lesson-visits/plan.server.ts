import { explainPlan } from '#analytics/scheduling/visits/by-hand.ts'
import { breachesOf } from '#analytics/scheduling/visits/check.ts'
import { helpsWorthTrying, withHelper } from '#analytics/scheduling/visits/help.ts'
import type { Visit, VisitInstance, VisitPlan } from '#analytics/scheduling/visits/instance.ts'
import { weekdayOf, type Day } from '#kernel/days.ts'
import { newId, type Id } from '#kernel/id.ts'
import { ok, refuse, type Result } from '#kernel/result.ts'
import { standingOf } from '#people/server'
import type { Tx } from '#platform/db/door.ts'
import { daysOf, momentOf, noonOf, slotOf, type Period } from './core/period.ts'
import { schoolInstance, type SchoolInstance } from './core/school-instance.ts'
import type { LessonVisit } from './core/visit.ts'
import { gatherFacts, periodFor } from './facts.server.ts'
import { takesPart, type Asking } from './offers.server.ts'
import { planOf, runPlanner, type PlannerOptions } from './planner/run-planner.server.ts'
import { mayFixVisit, mayPlanVisits } from './policy.ts'
import { settingsOf } from './store/offers.server.ts'
import {
  insertPlan,
  insertVisit,
  latestPlan,
  liveVisits,
  removeVisits,
  updateVisit,
  writeHelp,
  type HelpFound,
  type StoredPlan,
  type Unmet
} from './store/visits.server.ts'

export type PlanOrder = SchoolInstance & { period: Period }

/** What there is to plan for the coming weeks, for who may; says what is missing when there is nothing. */
export async function preparePlan(tx: Tx, { person, now }: Asking): Promise<Result<PlanOrder>> {
  if (!(await takesPart(tx, person)) || !mayPlanVisits((await standingOf(tx, person)).grants))
    return refuse({ code: 'not_allowed' })
  const period = await periodFor(tx, now, 'plan')
  const built = schoolInstance(await gatherFacts(tx, period, now))
  if (built.instance.wishes.length === 0) return refuse({ code: 'visit_nothing_to_plan' })
  return ok({ ...built, period })
}

/**
 * Stores a plan as a proposal. What changed while it was made counts: every visit is checked again against the school
 * as it is now. Agreed visits stay as they are, and so do the answers to a proposal that comes back unchanged.
 */
export async function storePlan(
  tx: Tx,
  order: PlanOrder,
  plan: VisitPlan & { seconds: number },
  { person, now }: Asking
): Promise<Result<StoredPlan>> {
  if (!mayPlanVisits((await standingOf(tx, person)).grants)) return refuse({ code: 'not_allowed' })
  await tx.sql`select pg_advisory_xact_lock(hashtext('visits'), hashtext(${tx.school}))`
  const { period } = order
  const { instance, groupOf } = schoolInstance(await gatherFacts(tx, period, now))
  const visits = stillPossible(instance, plan.visits)
  const isWhole = plan.visits.every(({ wish }) => visits.some((visit) => visit.wish === wish))
  const before = await liveVisits(tx, period.from, daysOf(period).at(-1)!)
  const stored: StoredPlan = {
    id: newId(now),
    from: period.from,
    weeks: period.weeks,
    madeAt: new Date(now),
    madeBy: person,
    // What was proven was so of the whole plan.
    status: isWhole ? plan.status : 'stopped',
    objective: plan.objective,
    bound: Number.isFinite(plan.bound) ? plan.bound : null,
    seconds: plan.seconds,
    wishes: instance.wishes.length,
    unmet: unmetOf(instance, period, visits),
    help: null
  }
  await insertPlan(tx, stored)
  const proposals = before.filter(({ state }) => state === 'proposed')
  const kept = new Set<Id>()
  const fresh: LessonVisit[] = []
  for (const visit of visits) {
    if (before.some(({ wish, state }) => wish === visit.wish && state === 'agreed')) continue
    const wanted = asProposal(visit, period, groupOf.get(visit.lesson) ?? '', stored.id, now)
    const same = proposals.find((one) => isSame(one, wanted))
    if (same) {
      kept.add(same.id)
      await updateVisit(tx, { ...same, plan: stored.id }, now)
    } else fresh.push(wanted)
  }
  await removeVisits(
    tx,
    proposals.filter(({ id }) => !kept.has(id)).map(({ id }) => id),
    now
  )
  for (const visit of fresh) await insertVisit(tx, visit, now)
  return ok(stored)
}

/** The visits that break no rule of the school as it is now; all of them, unless something changed meanwhile. */
function stillPossible(instance: VisitInstance, visits: readonly Visit[]): Visit[] {
  const bare = { ...instance, previous: [] }
  const locked = instance.previous.filter((one) => one.locked).map(({ locked: _, ...visit }): Visit => visit)
  const lockedWishes = new Set(locked.map(({ wish }) => wish))
  return visits
    .filter(({ wish }) => !lockedWishes.has(wish))
    .reduce<Visit[]>(
      (kept, visit) => (breachesOf(bare, [...kept, visit]).length === 0 ? [...kept, visit] : kept),
      locked
    )
}

function unmetOf(instance: VisitInstance, period: Period, visits: readonly Visit[]): Unmet[] {
  const weekday = (slot: number): number => weekdayOf(momentOf(period, slot).day)
  return explainPlan(instance, visits).map(({ wish, ways }) => ({
    wish,
    ways: ways.map(({ rules, slots, host }) => ({ rules, host, weekdays: [...new Set(slots.map(weekday))].sort() }))
  }))
}

/** A visit of the planner's as a proposal to three people. */
export function asProposal(visit: Visit, period: Period, group: string, plan: Id | null, now: number): LessonVisit {
  const at = momentOf(period, visit.slot)
  const talk = momentOf(period, visit.talk)
  return {
    id: newId(now),
    plan,
    wish: visit.wish,
    visitor: visit.visitor,
    host: visit.host,
    cover: visit.cover,
    group: group.slice(0, 200),
    day: at.day,
    start: at.minute,
    talkDay: talk.day,
    talkStart: talk.minute,
    state: 'proposed',
    says: { visitor: null, host: null, cover: null },
    endedBy: null
  }
}

const isSame = (a: LessonVisit, b: LessonVisit): boolean =>
  a.wish === b.wish &&
  a.host === b.host &&
  a.cover === b.cover &&
  a.day === b.day &&
  a.start === b.start &&
  a.talkDay === b.talkDay &&
  a.talkStart === b.talkStart

/** Where the school chose that somebody fixes the plan: the proposals that are this person's to fix become agreed. */
export async function fixPlan(tx: Tx, { person, now }: Asking): Promise<Result<number>> {
  const settings = await settingsOf(tx)
  const { grants } = await standingOf(tx, person)
  const period = await periodFor(tx, now, 'plan')
  let fixed = 0
  for (const visit of await liveVisits(tx, period.from, daysOf(period).at(-1)!)) {
    if (visit.state !== 'proposed') continue
    const units = (await standingOf(tx, visit.visitor)).units.map(({ id }) => id)
    if (!mayFixVisit(settings.fixedBy, grants, units)) continue
    const says = { visitor: true, host: true, cover: visit.cover ? true : null }
    await updateVisit(tx, { ...visit, state: 'agreed', says }, now)
    fixed++
  }
  return fixed === 0 ? refuse({ code: 'visit_nothing_to_fix' }) : ok(fixed)
}

/** Seconds that one try of a helper may take. */
const TRY_SECONDS = 5

/**
 * What would help most: the plan made again with one more cover, for each half day on which one is wanted. Computed,
 * not guessed; null when no half day would bring a visit more. Of a plan that breaks a rule nothing is concluded.
 */
export async function findHelp(
  { instance, period }: Pick<PlanOrder, 'instance' | 'period'>,
  { onTry, ...options }: Pick<PlannerOptions, 'stop' | 'onThread'> & { onTry?: (done: number, of: number) => void }
): Promise<Result<HelpFound | null>> {
  const base = planOf(await runPlanner(instance, { seconds: TRY_SECONDS, ...options }))
  if (!base.ok) return base
  const noon = noonOf(period)
  const wishes = new Map(instance.wishes.map((wish) => [wish.id, wish]))
  const siteOf = new Map(instance.people.map(({ id, site }) => [id, site]))
  const missing = explainPlan(instance, base.value.visits).flatMap(({ wish, ways }) => {
    // The class that would be taken over is the visitor's.
    const site = siteOf.get(wishes.get(wish)!.visitor)!
    return ways
      .filter(({ rules }) => rules.includes('cover'))
      .flatMap(({ slots }) => slots.map((slot) => ({ site, slot })))
  })
  const now = base.value.visits.length
  let best: HelpFound | null = null
  const tries = helpsWorthTrying(instance, missing, noon)
  for (const [at, help] of tries.entries()) {
    onTry?.(at, tries.length)
    if (options.stop?.aborted) break
    const tried = planOf(await runPlanner(withHelper(instance, help, noon), { seconds: TRY_SECONDS, ...options }))
    if (!tried.ok) return tried
    const then = tried.value.visits.length
    if (then > (best?.then ?? now)) best = { ...help, now, then }
  }
  return ok(best)
}

/** Keeps what would help most with the plan it was computed for. */
export async function storeHelp(tx: Tx, help: HelpFound | null, { person }: Asking): Promise<Result<null>> {
  if (!mayPlanVisits((await standingOf(tx, person)).grants)) return refuse({ code: 'not_allowed' })
  const plan = await latestPlan(tx)
  if (!plan) return refuse({ code: 'not_found' })
  await writeHelp(tx, plan.id, help ?? { none: true })
  return ok(null)
}

/** Agreed visits of these and the coming days that the timetable as it is now breaks, or that break each other. */
export async function brokenVisits(
  tx: Tx,
  now: number
): Promise<{ visit: LessonVisit; rules: string[]; beside: LessonVisit[] }[]> {
  const period = await periodFor(tx, now, 'now')
  const facts = await gatherFacts(tx, period, now)
  const byId = new Map(facts.visits.map((visit) => [visit.id, visit]))
  return schoolInstance(facts).broken.map(({ visit, rules, beside }) => ({
    visit: byId.get(visit)!,
    rules,
    beside: beside.map((id) => byId.get(id)!)
  }))
}

export const isInPeriod = (period: Period, day: Day, minute: number): boolean => slotOf(period, day, minute) !== null
