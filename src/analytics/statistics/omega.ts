/**
 * McDonald's omega from one factor by maximum likelihood on the covariances. Fisher scoring on loadings and residual
 * variances, on the scale of the correlations (the estimate does not depend on the scale of an item), each step shortened
 * until the misfit shrinks. Residual variances may come out negative (a Heywood case): the estimate is given as it is,
 * with a note, so that whoever shows it can leave it out.
 */
import { cholesky, inverse, solve, type Matrix } from './matrix.ts'
import { correlations } from './reliability.ts'

export type OmegaNote = 'too_few_items' | 'constant_item' | 'dependent_items' | 'not_converged' | 'negative_residual'

export type OneFactor = { value: number | null; note: OmegaNote | null; interval: [number, number] | null }

const STEPS = 500
const SETTLED = 1e-11

/** The normal deviate that leaves 2.5% on either side. */
const OUTSIDE = 1.959963984540054

const none = (note: OmegaNote): OneFactor => ({ value: null, note, interval: null })

/** `people`: how many the covariances are of; the interval (95%) becomes narrower with them. */
export function omegaTotal(covariance: Matrix, people: number): OneFactor {
  if (covariance.length < 3) return none('too_few_items')
  const correlation = correlations(covariance)
  if (!correlation) return none('constant_item')
  if (!cholesky(correlation)) return none('dependent_items')
  const fitted = fitOneFactor(correlation)
  if (!fitted) return none('not_converged')
  let [loading, residual] = [0, 0]
  covariance.forEach((row, at) => {
    loading += fitted.loadings[at]! * Math.sqrt(row[at]!)
    residual += fitted.residuals[at]! * row[at]!
  })
  const value = loading ** 2 / (loading ** 2 + residual)
  if (fitted.residuals.some((one) => one < 0)) return { value, note: 'negative_residual', interval: null }
  const variances = Float64Array.from(covariance, (row, at) => row[at]!)
  return { value, note: null, interval: intervalOf(fitted, { value, loading, residual, variances, people }) }
}

type Estimate = { value: number; loading: number; residual: number; variances: Float64Array; people: number }

/**
 * By the delta method (Raykov, 2002) on the scale of the log odds, so that it stays within 0 and 1 (Kelley and
 * Pornprasertmanit, 2016): how omega changes with each loading and residual, weighed by how well those are known. null
 * where the estimate is at an end.
 */
function intervalOf(
  factor: Factor,
  { value, loading, residual, variances, people }: Estimate
): [number, number] | null {
  const weight = inverse(implied(factor))
  const known = weight && cholesky(informationOf(factor, weight))
  if (!known || value <= 0 || value >= 1 || people < 2) return null
  const whole = (loading ** 2 + residual) ** 2
  const slope = new Float64Array(2 * variances.length)
  variances.forEach((variance, at) => {
    slope[at] = (Math.sqrt(variance) * 2 * loading * residual) / whole
    slope[variances.length + at] = (-variance * loading ** 2) / whole
  })
  const spread = solve(known, slope).reduce((all, part, at) => all + part * slope[at]!, 0) / (people - 1)
  const odds = Math.log(value / (1 - value))
  const reach = (OUTSIDE * Math.sqrt(spread)) / (value * (1 - value))
  const share = (logOdds: number) => 1 / (1 + Math.exp(-logOdds))
  return [share(odds - reach), share(odds + reach)]
}

type Factor = { loadings: Float64Array; residuals: Float64Array }

function fitOneFactor(target: Matrix): Factor | null {
  let factor = startingPoint(target)
  let fit = misfit(target, factor)
  for (let step = 0; step < STEPS; step++) {
    const move = scoringStep(target, factor)
    if (!move || fit === null) return null
    if (move.every((change) => Math.abs(change) < SETTLED)) return factor
    let length = 1
    for (;;) {
      const next = moved(factor, move, length)
      const found = misfit(target, next)
      if (found !== null && found <= fit + 1e-14) {
        ;[factor, fit] = [next, found]
        break
      }
      length /= 2
      // Nothing is gained any more within the digits of a double: that is the bottom if the step itself was small.
      if (length < 1e-10) return move.every((change) => Math.abs(change) < 1e-7) ? factor : null
    }
  }
  return null
}

/** As if every item were explained by what it shares with the others. */
function startingPoint(target: Matrix): Factor {
  const explained = inverse(target)!.map((row, at) => Math.min(0.9, Math.max(0.05, 1 - 1 / row[at]!)))
  const shared = target.map((row) => row.reduce((all, value) => all + value, 0))
  const loadings = Float64Array.from(explained, (part, at) => Math.sign(shared[at]! || 1) * Math.sqrt(part))
  return { loadings, residuals: Float64Array.from(explained, (part) => 1 - part) }
}

const implied = ({ loadings, residuals }: Factor): Float64Array[] =>
  Array.from(loadings, (left, i) => loadings.map((right, j) => left * right + (i === j ? residuals[i]! : 0)))

/** log det + trace: what maximum likelihood makes small. null outside the positive definite matrices. */
function misfit(target: Matrix, factor: Factor): number | null {
  const lower = cholesky(implied(factor))
  if (!lower) return null
  let value = 0
  lower.forEach((row, at) => (value += 2 * Math.log(row[at]!)))
  target.forEach((row, at) => (value += solve(lower, row)[at]!))
  return value
}

/** Expected information against the gradient: the derivation is in the test beside this file. */
function scoringStep(target: Matrix, factor: Factor): Float64Array | null {
  const items = target.length
  const weight = inverse(implied(factor))
  if (!weight) return null
  const gap = residualGap(target, weight)
  const towards = times(gap, factor.loadings)
  const gradient = new Float64Array(2 * items)
  for (let i = 0; i < items; i++) {
    gradient[i] = -towards[i]!
    gradient[items + i] = -gap[i]![i]! / 2
  }
  const lower = cholesky(informationOf(factor, weight))
  return lower && solve(lower, gradient)
}

const times = (matrix: Matrix, vector: Float64Array) =>
  Float64Array.from(matrix, (row) => row.reduce((all, value, at) => all + value * vector[at]!, 0))

/** What one person tells about the loadings (first) and the residuals (Fisher); `weight` inverts what they imply. */
function informationOf({ loadings }: Factor, weight: Matrix): Float64Array[] {
  const items = loadings.length
  const pulled = times(weight, loadings)
  const strength = pulled.reduce((all, value, at) => all + value * loadings[at]!, 0)
  const information = Array.from({ length: 2 * items }, () => new Float64Array(2 * items))
  for (let i = 0; i < items; i++)
    for (let j = 0; j < items; j++) {
      const w = weight[i]![j]!
      information[i]![j] = pulled[i]! * pulled[j]! + strength * w
      information[i]![items + j] = information[items + j]![i] = w * pulled[j]!
      information[items + i]![items + j] = (w * w) / 2
    }
  return information
}

/** W - W S W, nought where the implied matrix is the target. */
function residualGap(target: Matrix, weight: Matrix): Float64Array[] {
  const product = (left: Matrix, right: Matrix) =>
    left.map((row) => {
      const out = new Float64Array(row.length)
      row.forEach((value, k) => right[k]!.forEach((other, j) => (out[j]! += value * other)))
      return out
    })
  const inner = product(product(weight, target), weight)
  return weight.map((row, i) => row.map((value, j) => value - inner[i]![j]!))
}

const moved = ({ loadings, residuals }: Factor, move: Float64Array, length: number): Factor => ({
  loadings: loadings.map((value, at) => value + length * move[at]!),
  residuals: residuals.map((value, at) => value + length * move[loadings.length + at]!)
})
