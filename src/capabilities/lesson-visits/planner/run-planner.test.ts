import type { Worker } from 'node:worker_threads'
import { describe, expect, test } from 'vitest'
import type { VisitInstance } from '#analytics/scheduling/visits/instance.ts'
import type { PlanProgress } from '#analytics/scheduling/visits/plan.ts'
import { randomInstance } from '#analytics/scheduling/visits/testing.ts'
import { seededRandom } from '#kernel/random.ts'
import { runPlanner } from './run-planner.server.ts'

const school = randomInstance(seededRandom(5), { people: 6, days: 2, slotsPerDay: 6, wishes: 8 })

async function plan(instance: VisitInstance, stop?: AbortSignal) {
  const outcome = await runPlanner(instance, { seconds: 30, gap: 0, ...(stop ? { stop } : {}) })
  if ('clash' in outcome) throw new Error('these visits clash')
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
})
