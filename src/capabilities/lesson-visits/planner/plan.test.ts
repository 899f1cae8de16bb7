import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { breachesOf, valueOf } from '#analytics/scheduling/visits/check.ts'
import type { VisitInstance, VisitPlan } from '#analytics/scheduling/visits/instance.ts'
import { LockedVisitsClash, planVisits } from '#analytics/scheduling/visits/plan.ts'
import { bestByTrying, randomInstance } from '#analytics/scheduling/visits/testing.ts'
import { seededRandom } from '#kernel/random.ts'
import { readInstance } from '../core/instance-file.ts'
import { openHighs } from './highs.server.ts'

async function plan(instance: VisitInstance, gap = 0): Promise<VisitPlan> {
  const solver = await openHighs()
  const planning = planVisits(instance, solver, { gap, time: 60_000, now: () => performance.now() })
  let step = planning.next()
  while (!step.done) step = planning.next()
  solver.close()
  expect(breachesOf(instance, step.value.visits)).toEqual([])
  expect(valueOf(instance, step.value.visits).total).toBeCloseTo(step.value.objective, 6)
  return step.value
}

const instances = fc
  .nat({ max: 1_000_000 })
  .map((seed) => randomInstance(seededRandom(seed), { people: 5, days: 2, slotsPerDay: 4, wishes: 3 }))
const RUNS = { numRuns: 10 }

describe('a plan', () => {
  test('is as good as trying everything', async () => {
    await fc.assert(
      fc.asyncProperty(instances, async (instance) => {
        const { objective, status } = await plan(instance)
        expect(status).toBe('optimal')
        expect(objective).toBeCloseTo(bestByTrying(instance), 6)
      }),
      RUNS
    )
  })

  test('is no worse with one more cover who costs nothing and may take every class', async () => {
    await fc.assert(
      fc.asyncProperty(instances, async (instance) => {
        const helper = {
          ...instance.people[0]!,
          id: 'helper',
          grid: 'F'.repeat(instance.days * instance.slotsPerDay),
          coverCost: 0,
          coverCapPerWeek: 5
        }
        const more = {
          ...instance,
          people: [...instance.people, helper],
          groups: instance.groups.map((group) => ({ ...group, accept: [...group.accept, 'helper'] }))
        }
        expect((await plan(more)).objective).toBeGreaterThanOrEqual((await plan(instance)).objective - 1e-6)
      }),
      RUNS
    )
  })

  test('is worth the same when everybody has another name and place in the list', async () => {
    await fc.assert(
      fc.asyncProperty(instances, async (instance) => {
        const text = JSON.stringify(instance).replaceAll(/"p(\d)"/g, '"someone-$1"')
        const renamed = JSON.parse(text) as VisitInstance
        renamed.people.reverse()
        renamed.wishes.reverse()
        expect((await plan(renamed)).objective).toBeCloseTo((await plan(instance)).objective, 6)
      }),
      RUNS
    )
  })

  test('keeps what was agreed, and is the same each time', async () => {
    await fc.assert(
      fc.asyncProperty(instances, async (instance) => {
        const first = await plan(instance)
        const [agreed] = first.visits
        fc.pre(agreed !== undefined)
        const again = { ...instance, previous: [{ ...agreed!, locked: true }] }
        const second = await plan(again)
        expect(second.visits).toContainEqual(agreed)
        expect(second.objective).toBeCloseTo(first.objective, 6)
        expect((await plan(again)).visits).toEqual(second.visits)
      }),
      RUNS
    )
  })

  test('names the agreed visits that cannot all stay', async () => {
    const instance = randomInstance(seededRandom(5), { people: 6, days: 2, slotsPerDay: 6, wishes: 8 })
    const [visit] = (await plan(instance)).visits
    const double = instance.wishes.find(({ id }) => id !== visit!.wish)!
    const clash = { ...visit!, wish: double.id, locked: true }
    const previous = [{ ...visit!, locked: true }, clash]
    const error = await plan({ ...instance, previous }).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(LockedVisitsClash)
    expect((error as LockedVisitsClash).breaches.map(({ rule }) => rule)).toContain('two_places')
    expect((error as LockedVisitsClash).breaches.flatMap(({ wishes }) => wishes)).toContain(double.id)
  })

  test('of nobody, of one person, and without wishes is an empty one', async () => {
    const instance = randomInstance(seededRandom(1))
    const nobody = { ...instance, people: [], groups: [], lessons: [], wishes: [], recent: [] }
    expect(await plan(nobody)).toMatchObject({ visits: [], objective: 0, gap: 0, status: 'optimal' })
    expect(await plan({ ...instance, wishes: [] })).toMatchObject({ visits: [], objective: 0, gap: 0 })
    const alone = { ...instance.wishes[0]!, visitor: 'p0', host: null, focus: 'maths' }
    const one = { ...instance, people: instance.people.slice(0, 1), lessons: [], wishes: [alone] }
    expect((await plan(one)).visits).toEqual([])
  })
})

const REFERENCE = join(
  process.env['SAMENSPEL_REFERENCE'] ?? join(import.meta.dirname, '../../../../../shared/reference'),
  'planner'
)
const BEST: Record<string, number> = {
  'primary25-1': 586,
  'primary25-tight-1': -9,
  'primary40-1': 1682,
  'primary40-tight-1': 1544,
  'secondary120-1': 7921,
  'secondary120-tight-1': 5788
}

describe.skipIf(!existsSync(REFERENCE))('the reference schools', () => {
  const load = (name: string): VisitInstance => {
    const read = readInstance(JSON.parse(readFileSync(join(REFERENCE, `${name}.json`), 'utf8')))
    if ('problems' in read) throw new Error(JSON.stringify(read.problems.slice(0, 3)))
    return read.instance
  }

  test('tiny-1: proven best, and equal to trying everything', { timeout: 120_000 }, async () => {
    const { objective, bound, status } = await plan(load('tiny-1'))
    expect(status).toBe('optimal')
    expect(bound).toBe(objective)
    expect(objective).toBe(bestByTrying(load('tiny-1')))
  })

  test.each(Object.entries(BEST))('%s: the best known plan', { timeout: 60_000 }, async (name, best) => {
    expect(await plan(load(name))).toMatchObject({ objective: best, bound: best, status: 'optimal' })
  })

  test('group300-tight-1: within 0.1 percent', { timeout: 120_000 }, async () => {
    const { objective, bound, gap } = await plan(load('group300-tight-1'), 0.1)
    expect(objective).toBeGreaterThanOrEqual(13_098)
    expect(bound).toBeLessThanOrEqual(13_120)
    expect(gap).toBeLessThanOrEqual(0.1)
  })

  test('a plan made again keeps what it can of the earlier one', async () => {
    const instance = load('primary40-1-replan')
    const { visits } = await plan(instance)
    for (const { locked, ...agreed } of instance.previous) if (locked) expect(visits).toContainEqual(agreed)
    expect(valueOf(instance, visits).kept).toBeGreaterThan(0)
  })
})
