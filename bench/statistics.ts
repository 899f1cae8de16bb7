/** The value below which a share of the values lies (nearest rank); null when there are none. */
export function percentile(values: readonly number[], share: number): number | null {
  if (values.length === 0) return null
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)]!
}

export type Spread = { p50: number | null; p95: number | null; p99: number | null; max: number | null }

export const spreadOf = (values: readonly number[]): Spread => ({
  p50: percentile(values, 0.5),
  p95: percentile(values, 0.95),
  p99: percentile(values, 0.99),
  max: percentile(values, 1)
})

export const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)
