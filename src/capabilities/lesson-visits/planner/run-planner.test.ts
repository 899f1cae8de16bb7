import type { Worker } from 'node:worker_threads'
import { describe, expect, test } from 'vitest'
import type { VisitInstance, VisitPlan } from '#analytics/scheduling/visits/instance.ts'
import type { PlanProgress } from '#analytics/scheduling/visits/plan.ts'
import { randomInstance } from '#analytics/scheduling/visits/testing.ts'
import { seededRandom } from '#kernel/random.ts'
import { failureText } from '#platform/i18n/failure.ts'
import type { PlannerWord } from './plan-worker.server.ts'
import { planOf, runPlanner } from './run-planner.server.ts'

const school = randomInstance(seededRandom(5), { people: 6, days: 2, slotsPerDay: 6, wishes: 8 })

async function plan(instance: VisitInstance, stop?: AbortSignal) {
  const outcome = await runPlanner(instance, { seconds: 30, gap: 0, ...(stop ? { stop } : {}) })
  if (!('plan' in outcome)) throw new Error('no plan came of it')
  return outcome.plan
}

describe('the planner in its thread', () => {
  test('tells how far it is, and ends with a plan that is proven best', async () => {
    const told: PlanProgress[] = []
    const outcome = await runPlanner(school, { seconds: 30, gap: 0, onProgress: (step) => told.push(step) })
    expect(outcome).toMatchObject({ plan: { status: 'optimal', gap: 0 } })
    expect(told.map(({ step }) => step)).toContain('pricing')
    const bounds = told.map((step) => step.plan.bound)
    expect(bounds).toEqual([...bounds].sort((a, b) => b - a))
    expect((await plan(school)).visits).toEqual('plan' in outcome ? outcome.plan.visits : null)
  })

  test('stopped before it began, it keeps what was agreed and plans nothing else', async () => {
    const [agreed] = (await plan(school)).visits
    const again = { ...school, previous: [{ ...agreed!, locked: true }] }
    expect(await plan(again, AbortSignal.abort())).toMatchObject({ status: 'stopped', visits: [agreed] })
  })

  test('stopped on its way, it ends with the best plan so far', async () => {
    const stopping = new AbortController()
    const outcome = await runPlanner(school, {
      seconds: 30,
      gap: 0,
      stop: stopping.signal,
      onProgress: () => stopping.abort()
    })
    expect(outcome).toMatchObject({ plan: { status: 'stopped' } })
    expect('plan' in outcome && outcome.plan.visits.length).toBeGreaterThan(0)
  })

  test('killed on its way, it ends with the best plan so far; before the first, with what was agreed', async () => {
    const large = randomInstance(seededRandom(7), { people: 40, days: 5, slotsPerDay: 20, wishes: 80 })
    const kill = (thread: Worker) => void thread.terminate()
    let running: Worker | null = null
    const outcome = await runPlanner(large, {
      seconds: 60,
      gap: 0,
      onThread: (thread) => (running = thread),
      onProgress: () => kill(running!)
    })
    expect(outcome).toMatchObject({ plan: { status: 'stopped' } })
    expect('plan' in outcome && outcome.plan.visits.length).toBeGreaterThan(0)
    expect(await runPlanner(large, { seconds: 60, onThread: kill })).toMatchObject({
      plan: { status: 'stopped', visits: [] }
    })
  })

  test('names agreed visits that cannot all stay', async () => {
    const [agreed] = (await plan(school)).visits
    const other = school.wishes.find(({ id }) => id !== agreed!.wish)!
    const previous = [
      { ...agreed!, locked: true },
      { ...agreed!, wish: other.id, locked: true }
    ]
    const outcome = await runPlanner({ ...school, previous }, { seconds: 30 })
    expect('clash' in outcome && outcome.clash.flatMap(({ wishes }) => wishes)).toContain(other.id)
  })

  describe('that answers wrongly', () => {
    /** What the thread says, in place of what it would have said: the program that makes plans has a fault. */
    const saying = (word: PlannerWord) => ({
      seconds: 30,
      onThread: (thread: Worker) => queueMicrotask(() => thread.emit('message', word))
    })
    const faults: [string, (plan: VisitPlan) => VisitPlan][] = [
      ['lesson_closed', (plan) => ({ ...plan, visits: plan.visits.map((visit) => ({ ...visit, slot: visit.talk })) })],
      ['wish_twice', (plan) => ({ ...plan, visits: [...plan.visits, plan.visits[0]!] })],
      ['not_the_wish', (plan) => ({ ...plan, visits: plan.visits.map((one) => ({ ...one, visitor: one.host })) })],
      ['talk_not_after', (plan) => ({ ...plan, visits: plan.visits.map((one) => ({ ...one, talk: one.slot })) })]
    ]

    test.each(faults)('shows nobody a plan that breaks the rule %s, and says so', async (rule, broken) => {
      const wrong = broken(await plan(school))
      const outcome = await runPlanner(school, saying({ kind: 'plan', plan: wrong }))
      expect(Object.keys(outcome)).toEqual(['wrong'])
      expect('wrong' in outcome && outcome.wrong.map((breach) => breach.rule)).toContain(rule)
      const told = planOf(outcome)
      expect(told).toMatchObject({ ok: false, failure: { code: 'visit_plan_wrong' } })
      expect(told.ok ? '' : failureText(told.failure)).toMatch(/^Het plan dat gemaakt werd klopte niet/)
    })

    test('nor one that is worth something else than it says', async () => {
      const right = await plan(school)
      const boasting = saying({ kind: 'plan', plan: { ...right, objective: right.objective + 1 } })
      expect(await runPlanner(school, boasting)).toEqual({ wrong: [] })
      expect(planOf({ wrong: [] })).toMatchObject({ ok: false, failure: { code: 'visit_plan_wrong' } })
      expect(planOf(await runPlanner(school, saying({ kind: 'plan', plan: right })))).toMatchObject({ ok: true })
    })

    test('nor a best plan so far that breaks a rule, when it is stopped', async () => {
      const right = await plan(school)
      const progress = { step: 'pricing' as const, plan: { ...right, visits: [...right.visits, right.visits[0]!] } }
      const stopping = new AbortController()
      const outcome = await runPlanner(school, {
        ...saying({ kind: 'progress', progress: progress as never }),
        stop: stopping.signal,
        onProgress: () => stopping.abort()
      })
      expect(planOf(outcome)).toMatchObject({ ok: false, failure: { code: 'visit_plan_wrong' } })
    })
  })
})
