import { fail } from '@sveltejs/kit'
import { asRefusal, statusOf } from '#app/pages/forms.server.ts'
import { demandSchool } from '#app/pages/asking.server.ts'
import { inSchool } from '#app/pages/in-school.server.ts'
import { whyFree } from '#calendar'
import { freeTimesOf } from '#calendar/server'
import { addDays } from '#kernel/days.ts'
import type { Failure } from '#kernel/errors.ts'
import { isId, type Id } from '#kernel/id.ts'
import { daysOf, mayFixVisit, mayPlanVisits, roleIn, type LessonVisit, type VisitPeriod } from '#lesson-visits'
import {
  brokenVisits,
  findHelp,
  fixPlan,
  latestPlan,
  liveVisits,
  openWishes,
  periodFor,
  planOf,
  preparePlan,
  runPlanner,
  settingsOf,
  storeHelp,
  storePlan
} from '#lesson-visits/server'
import { viewOf } from '#lesson-visits/ui'
import { listSites } from '#people/server'
import type { Tx } from '#platform/db/door.ts'
import { lessonsOf } from '#timetable/server'
import * as t from '#texts/visits'
import { namingFor } from '../naming.server.ts'
import { settle } from '../settle.server.ts'
import type { Actions, PageServerLoad } from './$types'

/** The plan of the coming weeks: what fits, what waits and why, and what would help. */
export const load: PageServerLoad = async ({ locals, url }) => {
  const { app, member } = locals
  demandSchool(member!)
  const now = app.clock()
  return app.database.read(member!.school, async (tx) => {
    const [naming, period, broken, plan, settings, sites] = await Promise.all([
      namingFor(tx, member!.person),
      periodFor(tx, now, 'plan'),
      brokenVisits(tx, now),
      latestPlan(tx),
      settingsOf(tx),
      listSites(tx)
    ])
    const till = daysOf(period).at(-1)!
    const [all, open] = await Promise.all([liveVisits(tx, period.from, till), openWishes(tx, addDays(period.from, -7))])
    const isMine = (visit: LessonVisit) => roleIn(visit, member!.person) !== null
    const onlyMine = url.searchParams.get('van') === 'mij' && all.some(isMine)
    const visits = onlyMine ? all.filter(isMine) : all
    const wishes = new Map(open.map((wish) => [wish.id, wish]))
    const isOfPeriod = plan !== null && plan.from === period.from
    const mayPlan = mayPlanVisits(member!.grants)
    const placed = new Set(all.map(({ wish }) => wish))
    return {
      from: period.from,
      till,
      visits: visits.map((visit) => viewOf(visit, naming)),
      onlyMine,
      hasMine: all.some(isMine),
      weeks: await weeksOf(tx, period, visits),
      lessons: onlyMine
        ? (await lessonsOf(tx)).filter(({ person, group }) => person === member!.person && group !== '')
        : [],
      wishes: wishes.size,
      mayPlan,
      fixedBy: settings.fixedBy,
      mayFix:
        settings.fixedBy !== 'each' &&
        visits.some(
          ({ state }) =>
            state === 'proposed' &&
            mayFixVisit(
              settings.fixedBy,
              member!.grants,
              member!.grants.flatMap(({ unit }) => unit ?? [])
            )
        ),
      broken: broken.map(({ visit, rules, beside }) => ({
        view: viewOf(visit, naming),
        rules,
        beside: beside.map((other) => viewOf(other, naming))
      })),
      plan: isOfPeriod
        ? {
            status: plan.status,
            seconds: plan.seconds,
            help: withSite(plan.help, sites),
            unmet: plan.unmet
              .filter(({ wish }) => wishes.has(wish) && !placed.has(wish))
              .map(({ wish, ways }) => {
                const { person, host, focus } = wishes.get(wish)!
                const nameOf = (id: Id | null) => (id === null ? '' : (naming.names[id] ?? ''))
                return {
                  wish,
                  visitor: person === member!.person ? t.you() : nameOf(person),
                  what:
                    host !== null
                      ? t.wish_host({ name: nameOf(host) })
                      : focus
                        ? t.wish_focus({ focus: t.focus({ focus }) })
                        : t.wish_any(),
                  ways: ways.map((way) => ({ ...way, host: nameOf(way.host) })),
                  mayMove: person === member!.person || mayPlan
                }
              })
          }
        : null
    }
  })
}

/** The weeks that have something to draw, each with its days and which of them are off. */
async function weeksOf(tx: Tx, period: VisitPeriod, visits: readonly LessonVisit[]) {
  const days = daysOf(period)
  const free = await freeTimesOf(tx, days[0]!, days.at(-1)!)
  return Array.from({ length: period.weeks }, (_, at) => days.slice(at * 5, at * 5 + 5))
    .filter((week) => visits.some(({ day, talkDay }) => week.includes(day) || week.includes(talkDay)))
    .map((week) => week.map((day) => ({ day, isFree: whyFree(day, free) !== null })))
}

type Help = NonNullable<Awaited<ReturnType<typeof latestPlan>>>['help']

/** What would help most, with the name of the site where it would; none in a school in one place. */
const withSite = (help: Help, sites: readonly { id: string; name: string }[]) =>
  help && 'then' in help ? { ...help, site: sites.find(({ id }) => id === help.site)?.name ?? '' } : help

const SECONDS = 30
const refused = (failure: Failure) => fail(statusOf(failure), { refusal: asRefusal(failure) })
const jobOf = (form: FormData): Id | null => {
  const job = form.get('job')
  return isId(job) ? job : null
}

export const actions: Actions = {
  /** Seeks the best plan in a thread, and stores it as a proposal. Goes on when the page is left. */
  plan: async ({ locals, request }) => {
    const { app, member } = locals
    const asking = { person: member!.person, now: app.clock() }
    const job = jobOf(await request.formData())
    const order = await inSchool(locals, (tx) => preparePlan(tx, asking))
    if (!order.ok) return refused(order.failure)
    const { instance } = order.value
    const outcome = await app.importJobs.run(member!, job, (signal, report) => {
      report({ step: 'planning', done: 0, of: instance.wishes.length })
      return runPlanner(instance, {
        seconds: SECONDS,
        gap: 0,
        stop: signal,
        onProgress: ({ plan }) => report({ step: 'planning', done: plan.visits.length, of: instance.wishes.length })
      })
    })
    // A plan that breaks a rule is a fault of ours, for whoever runs the server to see; people are told in words.
    if ('wrong' in outcome) app.log.error({ rules: outcome.wrong.map(({ rule }) => rule) }, 'a plan broke its rules')
    const plan = planOf(outcome)
    if (!plan.ok) return refused(plan.failure)
    const stored = await inSchool(locals, (tx) => storePlan(tx, order.value, plan.value, asking))
    if (!stored.ok) return refused(stored.failure)
    return { done: 'planned' as const }
  },

  stop: async ({ locals, request }) => {
    demandSchool(locals.member!)
    const job = jobOf(await request.formData())
    if (job) locals.app.importJobs.stop(locals.member!, job)
    return { done: 'stopped' as const }
  },

  /** Computes what would help most: one more cover on each half day, planned anew. */
  help: async ({ locals, request }) => {
    const { app, member } = locals
    const asking = { person: member!.person, now: app.clock() }
    const job = jobOf(await request.formData())
    const order = await inSchool(locals, (tx) => preparePlan(tx, asking))
    if (!order.ok) return refused(order.failure)
    const found = await app.importJobs.run(member!, job, (signal, report) =>
      findHelp(order.value, { stop: signal, onTry: (done, of) => report({ step: 'helping', done, of }) })
    )
    if (!found.ok) {
      if (found.failure.code === 'visit_plan_wrong') app.log.error({}, 'a plan with one more cover broke its rules')
      return refused(found.failure)
    }
    const stored = await inSchool(locals, (tx) => storeHelp(tx, found.value, asking))
    if (!stored.ok) return refused(stored.failure)
    return { done: 'helped' as const }
  },

  fix: (event) => settle(event, 'fixed', (tx, _, asking) => fixPlan(tx, asking))
}
