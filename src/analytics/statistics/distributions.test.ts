import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chiSquare, fisherF, normal, studentT } from './distributions.ts'
import { noncentralTBelow, shiftAt } from './noncentral-t.ts'
import { smallSample } from './two-groups.ts'

const relative = (found: number, exact: number) => Math.abs(found / exact - 1)

/** Worked out with thirty digits (mpmath). */
describe('the distributions, to ten digits', () => {
  it.each([
    ['F quantile', fisherF(4, 10).quantile(0.975), 4.4683415782252816],
    ['F quantile, low', fisherF(13, 52).quantile(0.025), 0.36512143578266453],
    ['F quantile, many people', fisherF(2708, 10832).quantile(0.975), 1.0607987095208742],
    ['t tail', studentT(5).above(2.5), 0.027245049671188121],
    ['t tail, far', studentT(2707).above(11), 7.2600025465633889e-28],
    ['t tail, further', studentT(30).above(8), 3.1329112378503795e-9],
    ['t tail, close to nought', studentT(25_000).above(1e-9), 0.4999999996010617],
    ['t quantile', studentT(5).quantile(0.975), 2.5705818356363155],
    ['t quantile, below', studentT(30).quantile(0.025), -2.0422724563012383],
    ['normal tail', normal.above(1.96), 0.024997895148220434],
    ['normal tail, far', normal.above(11), 1.9106595744986757e-28],
    ['normal quantile', normal.quantile(0.975), 1.9599639845400542],
    ['chi-square tail', chiSquare(1).above(3.84), 0.050043521248705099],
    ['chi-square tail, far', chiSquare(10).above(40), 1.6944743930067384e-5],
    ['chi-square, low', chiSquare(50).above(20), 0.9999530506185732]
  ])('%s', (_, found, exact) => expect(relative(found, exact)).toBeLessThan(1e-10))

  it.each([normal, studentT(4), studentT(2000), fisherF(3, 40), fisherF(300, 900), chiSquare(7)])(
    'the value at a chance has that chance below it (%#)',
    (distribution) => {
      fc.assert(
        fc.property(fc.double({ min: 1e-6, max: 1 - 1e-6, noNaN: true }), (chance) => {
          const value = distribution.quantile(chance)
          expect(distribution.below(value)).toBeCloseTo(chance, 11)
          expect(distribution.above(value)).toBeCloseTo(1 - chance, 11)
        })
      )
    }
  )

  it('answers where a chance is too small for a double', () => {
    expect([normal.above(60), normal.below(60), chiSquare(900).below(1e-9), studentT(3).quantile(1)]).toEqual([
      0,
      1,
      0,
      Infinity
    ])
    expect([fisherF(2, 9).below(-1), fisherF(2, 9).above(-1), chiSquare(2).above(4000)]).toEqual([0, 1, 0])
  })
})

describe('the noncentral t', () => {
  it.each([
    [1.5, 3, 0.5, 0.7756949735869387],
    [-2, 8, -3, 0.8296584427348587],
    [12, 30, 10, 0.8494793222050967],
    [0.4, 1, 2, 0.05149547354441864],
    [45, 2707, 44, 0.8021926778684951],
    [-20, 57, -22, 0.8376357925605014]
  ])('below %d with %d degrees and a shift of %d', (t, freedom, shift, exact) =>
    expect(relative(noncentralTBelow(t, freedom, shift), exact)).toBeLessThan(1e-11)
  )

  it('without a shift is the t distribution, and below nought is the normal one', () => {
    const degrees = fc.integer({ min: 1, max: 400 })
    fc.assert(
      fc.property(degrees, fc.double({ min: -6, max: 6, noNaN: true }), (freedom, value) => {
        expect(noncentralTBelow(value, freedom, 0)).toBeCloseTo(studentT(freedom).below(value), 11)
        expect(noncentralTBelow(0, freedom, value)).toBeCloseTo(normal.below(-value), 11)
        expect(noncentralTBelow(value, freedom, 1.5)).toBeCloseTo(1 - noncentralTBelow(-value, freedom, -1.5), 11)
      }),
      { numRuns: 40 }
    )
  })

  it('finds the shift again', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 3000 }), fc.double({ min: -30, max: 30, noNaN: true }), (freedom, t) => {
        expect(noncentralTBelow(t, freedom, shiftAt(t, freedom, 0.975))).toBeCloseTo(0.975, 10)
      }),
      { numRuns: 25 }
    )
  })

  /** Thirty digits (mpmath) for d = -0.450767748856 between 896 and 1813 people. */
  it('has the ends of an interval to twelve digits', () => {
    const unit = Math.sqrt(1 / 896 + 1 / 1813)
    const t = -0.45076774885618726 / unit
    expect(relative(shiftAt(t, 2707, 0.975) * unit, -0.531661178522944458)).toBeLessThan(1e-12)
    expect(relative(shiftAt(t, 2707, 0.025) * unit, -0.369792799245690832)).toBeLessThan(1e-12)
  })
})

it.each([
  [2, 0.56418958354775629],
  [10, 0.9227456080530871],
  [57, 0.98677440000893325],
  [159, 0.99527434867834204],
  [161, 0.99533315899856761],
  [2707, 0.99972291066915129]
])('the correction of a small sample with %d degrees is exact', (freedom, exact) =>
  expect(relative(smallSample(freedom), exact)).toBeLessThan(1e-12)
)
