/** Sums over columns of numbers. Two passes: the mean first, so that a large mean costs no digits. */
export type Column = Float64Array

export function sum(values: Column): number {
  let total = 0
  for (const value of values) total += value
  return total
}

export const mean = (values: Column): number | null => (values.length ? sum(values) / values.length : null)

/** With n - 1; null for fewer than two values. */
export function variance(values: Column): number | null {
  if (values.length < 2) return null
  const centre = mean(values)!
  let squares = 0
  for (const value of values) squares += (value - centre) ** 2
  return squares / (values.length - 1)
}

export const deviation = (values: Column): number | null => {
  const found = variance(values)
  return found === null ? null : Math.sqrt(found)
}

export function median(values: Column): number | null {
  if (!values.length) return null
  const sorted = values.toSorted()
  const half = sorted.length >> 1
  return sorted.length % 2 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2
}

/** Of every column with every other, with n - 1; columns of equal length. */
export function covariances(columns: readonly Column[]): Float64Array[] {
  const rows = columns[0]?.length ?? 0
  const centred = columns.map((column) => {
    const centre = mean(column) ?? 0
    return column.map((value) => value - centre)
  })
  const matrix = columns.map(() => new Float64Array(columns.length))
  centred.forEach((left, i) => {
    for (let j = 0; j <= i; j++) {
      const right = centred[j]!
      let total = 0
      for (let row = 0; row < rows; row++) total += left[row]! * right[row]!
      matrix[i]![j] = matrix[j]![i] = total / (rows - 1)
    }
  })
  return matrix
}

/** Product-moment correlation; null where one of the two does not vary. */
export function correlation(left: Column, right: Column): number | null {
  if (left.length < 2) return null
  const [[own, shared], [, other]] = covariances([left, right]) as [[number, number], [number, number]] & Float64Array[]
  return own > 0 && other > 0 ? shared / Math.sqrt(own * other) : null
}
