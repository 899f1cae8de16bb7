import { momentsFor } from '#analytics/scheduling/visits/by-hand.ts'
import { breachesOf } from '#analytics/scheduling/visits/check.ts'
import type { Visit, Wish } from '#analytics/scheduling/visits/instance.ts'
import { dayOf, type Day } from '#kernel/days.ts'
import { minuteOf } from '#kernel/moments.ts'
import { isId, type Id } from '#kernel/id.ts'
import { ok, refuse, type Result } from '#kernel/result.ts'
import { standingOf, timeZoneOf } from '#people/server'
import type { Tx } from '#platform/db/door.ts'
import { momentOf, slotOf } from './core/period.ts'
import { cameOf } from './core/since-session.ts'
import { schoolInstance } from './core/school-instance.ts'
import { isAgreed, isLive, roleIn, type LessonVisit } from './core/visit.ts'
import { gatherFacts, periodFor } from './facts.server.ts'
import { takesPart, type Asking } from './offers.server.ts'
import { asProposal } from './plan.server.ts'
import { mayPlanVisits } from './policy.ts'
import { findWish, settingsOf } from './store/offers.server.ts'
import { findVisit, insertVisit, liveVisitOf, liveVisits, updateVisit, writeAbsence } from './store/visits.server.ts'

const lock = (tx: Tx) => tx.sql`select pg_advisory_xact_lock(hashtext('visits'), hashtext(${tx.school}))`

/** Yes or no to a visit one takes part in. When everybody says yes it is agreed; without its cover another is sought. */
export async function answerVisit(
  tx: Tx,
  id: Id,
  says: boolean,
  { person, now }: Asking
): Promise<Result<LessonVisit>> {
  await lock(tx)
  const visit = isId(id) ? await findVisit(tx, id) : null
  const role = visit && roleIn(visit, person)
  if (!visit || !role || !(await takesPart(tx, person))) return refuse({ code: 'not_found' })
  if (!isLive(visit)) return refuse({ code: 'visit_over' })
  if (!says && role === 'cover') return withoutCover(tx, visit, now)
  const answered: LessonVisit = { ...visit, says: { ...visit.says, [role]: says } }
  const isEachs = (await settingsOf(tx)).fixedBy === 'each'
  const next: LessonVisit = !says
    ? { ...answered, state: 'declined', endedBy: person }
    : isEachs && isAgreed(answered)
      ? { ...answered, state: 'agreed' }
      : answered
  await updateVisit(tx, next, now)
  return ok(next)
}

/** An agreed visit that was to have been did not take place after all: the wish waits again. */
export async function tellMissed(tx: Tx, id: Id, { person, now }: Asking): Promise<Result<null>> {
  await lock(tx)
  const visit = isId(id) ? await findVisit(tx, id) : null
  const role = visit && roleIn(visit, person)
  if (!visit || role === null || role === 'cover' || !(await takesPart(tx, person)))
    return refuse({ code: 'not_found' })
  const timeZone = await timeZoneOf(tx)
  const came = cameOf(visit, { day: dayOf(now, timeZone), minute: minuteOf(now, timeZone) })
  if (visit.state !== 'agreed' || came !== 'took_place') return refuse({ code: 'visit_over' })
  await updateVisit(tx, { ...visit, state: 'cancelled', endedBy: person }, now)
  return ok(null)
}

/** Somebody else takes over the class at the same moment; when nobody can, the wish waits again. */
async function withoutCover(tx: Tx, visit: LessonVisit, now: number): Promise<Result<LessonVisit>> {
  const found = await coverInstead(tx, visit, now)
  const next: LessonVisit = found
    ? { ...visit, ...found, state: 'proposed', says: { ...visit.says, cover: null } }
    : { ...visit, state: 'cancelled', says: { ...visit.says, cover: false } }
  await updateVisit(tx, next, now)
  return ok(next)
}

async function coverInstead(tx: Tx, visit: LessonVisit, now: number) {
  const { period, instance, others } = await besideOthers(tx, visit.wish, now)
  const slot = slotOf(period, visit.day, visit.start)
  const wish: Wish = { id: visit.wish, visitor: visit.visitor, host: visit.host, focus: null, weight: 3 }
  const without = {
    ...instance,
    groups: instance.groups.map((group) => ({ ...group, accept: group.accept.filter((id) => id !== visit.cover) }))
  }
  const candidate = momentsFor(without, others, wish).find((one) => one.slot === slot)
  if (!candidate) return null
  const old = slotOf(period, visit.talkDay, visit.talkStart)
  const bare = { ...without, wishes: [...without.wishes.filter(({ id }) => id !== wish.id), wish], previous: [] }
  const keepsTalk = old !== null && breachesOf(bare, [...others, { ...candidate, talk: old }]).length === 0
  const talk = momentOf(period, keepsTalk ? old : candidate.talk)
  return { cover: candidate.cover, talkDay: talk.day, talkStart: talk.minute }
}

/** The school as it is for these two weeks, and every visit in it but that of one wish. */
async function besideOthers(tx: Tx, wish: Id, now: number) {
  const period = await periodFor(tx, now, 'now')
  const facts = await gatherFacts(tx, period, now)
  const { instance, groupOf } = schoolInstance({ ...facts, visits: facts.visits.filter((one) => one.wish !== wish) })
  const others = instance.previous.map(({ locked: _, ...visit }): Visit => visit)
  return { period, instance, groupOf, others }
}

export type Moment = { host: Id; day: Day; start: number; cover: Id | null; talkDay: Day; talkStart: number }

/** Every moment that is possible for a wish in this week and the next, while all other visits stay. */
export async function possibleMoments(tx: Tx, wishId: Id, { person, now }: Asking): Promise<Result<Moment[]>> {
  const allowed = await mayMove(tx, wishId, person)
  if (!allowed.ok) return allowed
  const { period, instance, others } = await besideOthers(tx, wishId, now)
  return ok(
    momentsFor(instance, others, allowed.value).map(({ host, slot, cover, talk }) => {
      const [at, after] = [momentOf(period, slot), momentOf(period, talk)]
      return { host, day: at.day, start: at.minute, cover, talkDay: after.day, talkStart: after.minute }
    })
  )
}

/** A wish is moved by the visitor, by the host of the visit that came of it, or by who may plan. */
async function mayMove(tx: Tx, wishId: Id, person: Id): Promise<Result<Wish>> {
  const [wish, visit] = await Promise.all([findWish(tx, wishId), liveVisitOf(tx, wishId)])
  const isTheirs = wish !== null && (wish.person === person || visit?.host === person)
  if (!wish || !(await takesPart(tx, person))) return refuse({ code: 'not_found' })
  if (!isTheirs && !mayPlanVisits((await standingOf(tx, person)).grants)) return refuse({ code: 'not_found' })
  const host = visit?.host === person ? visit.host : wish.host
  return ok({ id: wish.id, visitor: wish.person, host, focus: host === null ? wish.focus : null, weight: 3 })
}

/** Moves a visit, or makes one by hand: to one of the moments that are possible. Who chose has said yes. */
export async function chooseMoment(
  tx: Tx,
  wishId: Id,
  wanted: { host: Id; day: Day; start: number },
  asking: Asking
): Promise<Result<LessonVisit>> {
  await lock(tx)
  const { person, now } = asking
  const allowed = await mayMove(tx, wishId, person)
  if (!allowed.ok) return allowed
  const { period, instance, groupOf, others } = await besideOthers(tx, wishId, now)
  const slot = slotOf(period, wanted.day, wanted.start)
  const found = momentsFor(instance, others, allowed.value).find((one) => one.slot === slot && one.host === wanted.host)
  if (!found) return refuse({ code: 'visit_moment_gone' })
  const before = await liveVisitOf(tx, wishId)
  const visit = asProposal(found, period, groupOf.get(found.lesson) ?? '', null, now)
  const role = roleIn(visit, person)
  const moved: LessonVisit = {
    ...visit,
    id: before?.id ?? visit.id,
    plan: before?.plan ?? null,
    says: { visitor: null, host: null, cover: null, ...(role ? { [role]: true } : {}) }
  }
  await (before ? updateVisit(tx, moved, now) : insertVisit(tx, moved, now))
  return ok(moved)
}

export type Repaired = { covered: number; waiting: number }

/**
 * Ill today, one tap: where this person took over a class somebody else is sought, and visits of which this person is
 * visitor or host wait for another moment.
 */
export async function callInIll(tx: Tx, { person, now }: Asking): Promise<Result<Repaired>> {
  await lock(tx)
  if (!(await takesPart(tx, person))) return refuse({ code: 'not_allowed' })
  const today = dayOf(now, await timeZoneOf(tx))
  await writeAbsence(tx, person, today, now)
  const done: Repaired = { covered: 0, waiting: 0 }
  for (const visit of await liveVisits(tx, today, today)) {
    const role = roleIn(visit, person)
    if (role === null) continue
    if (role === 'cover') {
      const repaired = await withoutCover(tx, visit, now)
      if (repaired.ok && isLive(repaired.value)) done.covered++
      else done.waiting++
    } else {
      await updateVisit(tx, { ...visit, state: 'cancelled', endedBy: person }, now)
      done.waiting++
    }
  }
  return ok(done)
}
