import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { describeSample } from './sample.ts'
import { compareTwo } from './two-groups.ts'

const column = (...values: number[]) => Float64Array.from(values)
const group = fc
  .array(fc.integer({ min: 1, max: 6 }), { minLength: 3, maxLength: 30 })
  .map((values) => column(...values))

describe('two groups by hand', () => {
  it('everybody of the first is above the second', () => {
    const found = compareTwo(column(4, 5, 6), column(1, 2, 3))
    expect(found).toMatchObject({ mann_whitney_u: 9, rank_biserial: 1, cohens_d: 3 })
    // z = 4.5 / sqrt(9 x 7 / 12)
    expect(found.p_tie_corrected).toBeCloseTo(0.0495346, 6)
    expect(found.hedges_g).toBeCloseTo(3 * 0.7978845608, 9)
  })

  it('ties count half', () => {
    const found = compareTwo(column(1, 2, 2), column(2, 3))
    // 1 loses both; each 2 ties once and loses once
    expect(found).toMatchObject({ mann_whitney_u: 1 })
    expect(found.rank_biserial).toBeCloseTo(-2 / 3, 12)
    // ties: three twos, 24 off; variance 6/12 x (6 - 24/20)
    expect(found.p_tie_corrected).toBeCloseTo(0.196706, 5)
  })

  it('nobody differs: no chance and no effect, rather than a made-up one', () => {
    expect(compareTwo(column(3, 3), column(3, 3, 3))).toMatchObject({
      mann_whitney_u: 3,
      p_tie_corrected: null,
      cohens_d: null,
      hedges_g: null
    })
    expect(compareTwo(column(3), column(4))).toMatchObject({ cohens_d: null, cohens_d_ci95: null })
  })
})

describe('laws', () => {
  it('the other way round mirrors, a constant or an increasing scale changes nothing in ranks', () => {
    fc.assert(
      fc.property(group, group, (first, second) => {
        const [there, back] = [compareTwo(first, second), compareTwo(second, first)]
        expect(there.mann_whitney_u + back.mann_whitney_u).toBe(first.length * second.length)
        expect(there.rank_biserial).toBeCloseTo(-back.rank_biserial, 12)
        expect(there.p_tie_corrected).toBe(back.p_tie_corrected)
        if (there.cohens_d !== null) {
          expect(there.cohens_d).toBeCloseTo(-back.cohens_d!, 12)
          expect(there.cohens_d_ci95![0]).toBeCloseTo(-back.cohens_d_ci95![1], 9)
          expect(there.cohens_d_ci95![0]).toBeLessThan(there.cohens_d)
          expect(there.cohens_d_ci95![1]).toBeGreaterThan(there.cohens_d)
        }
        const cube = (values: Float64Array) => values.map((value) => value ** 3)
        expect(compareTwo(cube(first), cube(second)).mann_whitney_u).toBe(there.mann_whitney_u)
      }),
      { numRuns: 40 }
    )
  })
})

describe('a sample of a small population', () => {
  it('knows it better the more of them answered, and exactly when all did', () => {
    const answers = column(2, 4, 4, 6)
    expect(describeSample(answers)).toMatchObject({ n: 4, mean: 4 })
    expect(describeSample(answers).standard_error).toBeCloseTo(Math.sqrt(8 / 3 / 4), 12)
    expect(describeSample(answers, 10).standard_error).toBeCloseTo(Math.sqrt((0.6 * (8 / 3)) / 4), 12)
    expect(describeSample(answers, 4).standard_error).toBe(0)
  })
})
