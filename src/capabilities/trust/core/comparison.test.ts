import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { describeSample } from '#analytics/statistics/sample.ts'
import type { ItemView, SectionView } from '#questionnaires'
import { besideOthers, figuresOf, furthestOf, type PoolOf } from './comparison.ts'

const counts = fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 6, maxLength: 6 })
const schools = fc.array(counts, { minLength: 4, maxLength: 9 })
const sum = (lists: readonly (readonly number[])[]) => lists[0]!.map((_, at) => lists.reduce((all, one) => all + one[at]!, 0)) // prettier-ignore
const answersOf = (given: readonly number[]) => given.flatMap((count, at) => Array<number>(count).fill(at + 1))

describe('the figures of a pool', () => {
  it('are those of all answers of all schools in one row', () => {
    fc.assert(
      fc.property(schools, fc.boolean(), (all, reversed) => {
        const answers = all.flatMap(answersOf).map((answer) => (reversed ? 7 - answer : answer))
        fc.pre(answers.length > 1)
        const { mean, sd, n } = describeSample(Float64Array.from(answers))
        const found = figuresOf(sum(all), reversed)
        expect(found.n).toBe(n)
        expect(found.mean).toBeCloseTo(mean!, 10)
        expect(found.sd).toBeCloseTo(sd!, 10)
      })
    )
  })

  it('do not depend on the order of the schools', () => {
    fc.assert(
      fc.property(schools, (all) => {
        expect(figuresOf(sum(all))).toEqual(figuresOf(sum(all.toReversed())))
      })
    )
  })

  it('turn round with the sentence', () => {
    expect(figuresOf([0, 0, 0, 0, 0, 4], true)).toEqual({ n: 4, mean: 1, sd: 0 })
    expect(figuresOf([1, 0, 0, 0, 0, 1])).toEqual({ n: 2, mean: 3.5, sd: Math.sqrt(12.5) })
  })
})

describe('what stands beside the results', () => {
  const words = (nl: string) => ({ nl, en: nl })
  const item = (key: string, reversed = false) =>
    ({ key, text: words(key), reversed, labels: Array.from({ length: 6 }, () => words('x')), from: 4 }) as ItemView
  const section = (key: string, mean: number, items: ItemView[]) => ({ key, mean, items }) as SectionView
  const sections = [section('a', 5, [item('a1'), item('a2', true)]), section('b', 3, [item('b1')])]
  const pool = (item: string, given: number[], over: Partial<PoolOf> = {}): PoolOf => ({
    ...{ item, pool: { schools: 3, counts: given, madeOn: '2026-11-20' }, missing: 0 },
    ...over
  })

  it('is a part of which every sentence is there; its mean is the mean of their means', () => {
    const found = besideOthers('De Ring', sections, [
      pool('a1', [0, 0, 0, 0, 20, 0]),
      pool('a2', [16, 0, 0, 0, 0, 0]),
      pool('b1', [], { pool: null, missing: 2 })
    ])
    expect(found.sections).toHaveLength(1)
    expect(found.sections[0]).toMatchObject({ key: 'a', mean: 5.5, n: 16, schools: 3 })
    expect(found.sections[0]!.items.map(({ favourable }) => favourable)).toEqual([20, 16])
    expect(found).toMatchObject({ missing: 2, madeOn: '2026-11-20' })
    expect(furthestOf(found, sections)).toMatchObject({ difference: -0.5 })
  })

  it('says how many schools are missing while nothing can be shown', () => {
    const none = besideOthers('De Ring', sections, [pool('a1', [], { pool: null, missing: 3 })])
    expect(none).toEqual({ trust: 'De Ring', sections: [], missing: 3, madeOn: null })
    expect(furthestOf(none, sections)).toBeNull()
  })
})
