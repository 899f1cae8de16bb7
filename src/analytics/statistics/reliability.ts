/** How much the items of a scale hold together (Cronbach, Guttman, Feldt). All from the covariances of complete rows. */
import { fisherF } from './distributions.ts'
import { inverse, type Matrix } from './matrix.ts'
import { correlation, type Column } from './moments.ts'

const total = (matrix: Matrix): number =>
  matrix.reduce((all, row) => all + row.reduce((some, value) => some + value, 0), 0)
const diagonal = (matrix: Matrix): number => matrix.reduce((all, row, at) => all + row[at]!, 0)

export const without = (matrix: Matrix, dropped: number): Matrix =>
  matrix.filter((_, at) => at !== dropped).map((row) => row.filter((_, at) => at !== dropped))

/** Cronbach's alpha of a covariance or correlation matrix; null for one item, or where nobody differs. */
export function alpha(matrix: Matrix): number | null {
  const all = total(matrix)
  const items = matrix.length
  return items < 2 || !(all > 0) ? null : (items / (items - 1)) * (1 - diagonal(matrix) / all)
}

/** null where one of the items does not vary. */
export function correlations(covariance: Matrix): Float64Array[] | null {
  if (covariance.some((row, at) => !(row[at]! > 0))) return null
  const scale = covariance.map((row, at) => Math.sqrt(row[at]!))
  return covariance.map((row, i) => row.map((value, j) => (i === j ? 1 : value / (scale[i]! * scale[j]!))))
}

/** Of every pair of different items once. */
export const averageCorrelation = (correlation: Matrix): number | null =>
  correlation.length < 2
    ? null
    : (total(correlation) - correlation.length) / (correlation.length * (correlation.length - 1))

export function feldtInterval(value: number, people: number, items: number): [number, number] | null {
  if (people < 2 || items < 2) return null
  const distribution = fisherF(people - 1, (people - 1) * (items - 1))
  const end = (chance: number) => 1 - (1 - value) * distribution.quantile(chance)
  return [end(0.975), end(0.025)]
}

/** Guttman's sixth: what the other items leave unexplained of each. null where items depend on each other wholly. */
export function lambda6(covariance: Matrix): number | null {
  const inverted = covariance.length < 2 ? null : inverse(covariance)
  if (!inverted) return null
  const unexplained = inverted.reduce((all, row, at) => all + 1 / row[at]!, 0)
  return 1 - unexplained / total(covariance)
}

export type SplitHalf = { first_count: number; r: number | null; spearman_brown: number | null }

/** The first half of the items, the larger one if they are odd, beside the rest. */
export function splitHalf(items: readonly Column[]): SplitHalf {
  const first = Math.ceil(items.length / 2)
  const r = items.length < 2 ? null : correlation(addUp(items.slice(0, first)), addUp(items.slice(first)))
  return { first_count: first, r, spearman_brown: r === null || r === -1 ? null : (2 * r) / (1 + r) }
}

export function addUp(items: readonly Column[]): Column {
  const sums = new Float64Array(items[0]?.length ?? 0)
  for (const item of items) for (let row = 0; row < sums.length; row++) sums[row]! += item[row]!
  return sums
}

/** Of an item with the sum of the others, from the covariances. null where one of the two does not vary. */
export function itemRest(covariance: Matrix, item: number): number | null {
  const own = covariance[item]![item]!
  const shared = covariance[item]!.reduce((all, value) => all + value, 0) - own
  const rest = total(without(covariance, item))
  return covariance.length > 1 && own > 0 && rest > 0 ? shared / Math.sqrt(own * rest) : null
}
