import { normal } from './distributions.ts'

/** Wilson's score interval for a share, without continuity correction; null where nobody answered. */
export function wilson(count: number, n: number, certainty = 0.95): [number, number] | null {
  if (n <= 0) return null
  const z2 = normal.quantile(0.5 + certainty / 2) ** 2
  const centre = count + z2 / 2
  const reach = Math.sqrt(z2 * ((count * (n - count)) / n + z2 / 4))
  return [Math.max(0, (centre - reach) / (n + z2)), Math.min(1, (centre + reach) / (n + z2))]
}
