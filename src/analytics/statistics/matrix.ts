/** The little linear algebra that reliability needs: symmetric matrices, by Cholesky. */
export type Matrix = readonly Float64Array[]

/** How small a pivot may be beside its own diagonal before the columns count as dependent. */
const DEPENDENT = 1e-12

/** Lower triangle L with L L' = the matrix; null unless that is positive definite. */
export function cholesky(matrix: Matrix): Float64Array[] | null {
  const lower = matrix.map(() => new Float64Array(matrix.length))
  for (let i = 0; i < matrix.length; i++) {
    const row = lower[i]!
    for (let j = 0; j <= i; j++) {
      let rest = matrix[i]![j]!
      for (let k = 0; k < j; k++) rest -= row[k]! * lower[j]![k]!
      if (i !== j) row[j] = rest / lower[j]![j]!
      else if (rest > DEPENDENT * Math.abs(matrix[i]![i]!)) row[i] = Math.sqrt(rest)
      else return null
    }
  }
  return lower
}

/** x with L L' x = b. */
export function solve(lower: Matrix, b: ArrayLike<number>): Float64Array {
  const x = Float64Array.from(b)
  for (let i = 0; i < x.length; i++) {
    for (let k = 0; k < i; k++) x[i]! -= lower[i]![k]! * x[k]!
    x[i]! /= lower[i]![i]!
  }
  for (let i = x.length - 1; i >= 0; i--) {
    for (let k = i + 1; k < x.length; k++) x[i]! -= lower[k]![i]! * x[k]!
    x[i]! /= lower[i]![i]!
  }
  return x
}

export function inverse(matrix: Matrix): Float64Array[] | null {
  const lower = cholesky(matrix)
  if (!lower) return null
  const unit = (at: number) => Float64Array.from(matrix, (_, i) => (i === at ? 1 : 0))
  return matrix.map((_, at) => solve(lower, unit(at)))
}
