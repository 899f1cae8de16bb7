import { describe, expect, it } from 'vitest'
import { seededRandom } from '#kernel/random.ts'
import { omegaTotal } from './omega.ts'
import { covariances } from './moments.ts'

const LOADINGS = [0.5, 0.7, 0.9, 1.1]
const ERROR = 0.6
/** What omega is in the population that the samples come from. */
const OMEGA = 3.2 ** 2 / (3.2 ** 2 + 4 * ERROR ** 2)

const logOdds = (share: number) => Math.log(share / (1 - share))
const population = LOADINGS.map((left, i) =>
  Float64Array.from(LOADINGS, (right, j) => left * right + (i === j ? ERROR ** 2 : 0))
)

/** So many people from a population with one normal factor and normal errors. */
function sample(people: number, random: () => number): Float64Array[] {
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
  const factor = Array.from({ length: people }, normal)
  return LOADINGS.map((loading) => Float64Array.from(factor, (value) => loading * value + ERROR * normal()))
}

describe('the interval of omega', () => {
  it('holds the population’s omega in 95 of 100 samples, and is as wide as samples differ', () => {
    const random = seededRandom(11)
    const found = Array.from({ length: 600 }, () => omegaTotal(covariances(sample(120, random)), 120))
    const held = found.filter(({ interval }) => interval![0] <= OMEGA && OMEGA <= interval![1]).length
    expect(held / found.length).toBeGreaterThan(0.93)
    expect(held / found.length).toBeLessThan(0.97)
    const odds = found.map(({ value }) => logOdds(value!))
    const mean = odds.reduce((all, one) => all + one, 0) / odds.length
    const spread = Math.sqrt(odds.reduce((all, one) => all + (one - mean) ** 2, 0) / (odds.length - 1))
    const said = found.map(({ interval }) => (logOdds(interval![1]) - logOdds(interval![0])) / (2 * 1.959964))
    const saidMean = said.reduce((all, one) => all + one, 0) / said.length
    expect(saidMean / spread).toBeGreaterThan(0.92)
    expect(saidMean / spread).toBeLessThan(1.08)
  })

  it('lies around omega, within 0 and 1, and narrows with the root of the people', () => {
    const width = (people: number) => {
      const { value, interval } = omegaTotal(population, people)
      expect(value).toBeCloseTo(OMEGA, 9)
      expect(interval![0]).toBeGreaterThan(0)
      expect(interval![0]).toBeLessThan(OMEGA)
      expect(interval![1]).toBeGreaterThan(OMEGA)
      expect(interval![1]).toBeLessThan(1)
      return logOdds(interval![1]) - logOdds(interval![0])
    }
    expect(width(26) / width(101)).toBeCloseTo(2, 9)
  })

  it('is not given where omega is none, or one that cannot be', () => {
    const same = [1, 0.5, 0.5].map((_, i) => Float64Array.from([0, 1, 2], (j) => (i === j ? 1 : 0.5)))
    expect(
      omegaTotal(
        same.slice(1).map((row) => row.slice(1)),
        20
      ).interval
    ).toBeNull()
    const heywood = [
      [1, 0.8, 0.8],
      [0.8, 1, 0.5],
      [0.8, 0.5, 1]
    ].map((row) => Float64Array.from(row))
    expect(omegaTotal(heywood, 20)).toMatchObject({ note: 'negative_residual', interval: null })
  })
})
