/** Two groups of people beside each other, without (Mann-Whitney) and with (Cohen, Hedges) a scale of equal steps. */
import { normal } from './distributions.ts'
import { mean, variance, type Column } from './moments.ts'
import { shiftAt } from './noncentral-t.ts'
import { gamma } from './special-functions.ts'

export type TwoGroups = {
  mann_whitney_u: number
  p_tie_corrected: number | null
  p_tie_corrected_continuity: number | null
  rank_biserial: number
  cohens_d: number | null
  cohens_d_ci95: [number, number] | null
  hedges_g: number | null
  hedges_g_ci95: [number, number] | null
}

/** Both need at least one person. U is that of the first group: how often it is above the second, ties half. */
export function compareTwo(first: Column, second: Column): TwoGroups {
  const { u, ties } = rankSum(first, second)
  const pairs = first.length * second.length
  const people = first.length + second.length
  const spread = Math.sqrt((pairs / 12) * (people + 1 - ties / (people * (people - 1))))
  const chance = (distance: number) => (spread > 0 ? 2 * normal.above(Math.max(0, distance) / spread) : null)
  const distance = Math.abs(u - pairs / 2)
  return {
    mann_whitney_u: u,
    p_tie_corrected: chance(distance),
    p_tie_corrected_continuity: chance(distance - 0.5),
    rank_biserial: (2 * u) / pairs - 1,
    ...effect(first, second)
  }
}

function rankSum(first: Column, second: Column): { u: number; ties: number } {
  const [left, right] = [first.toSorted(), second.toSorted()]
  let [u, ties, at, other] = [0, 0, 0, 0]
  while (at < left.length || other < right.length) {
    const value = Math.min(left[at] ?? Infinity, right[other] ?? Infinity)
    const [fromLeft, fromRight] = [at, other]
    while (left[at] === value) at++
    while (right[other] === value) other++
    const same = at - fromLeft + (other - fromRight)
    u += (at - fromLeft) * (fromRight + (other - fromRight) / 2)
    ties += same ** 3 - same
  }
  return { u, ties }
}

type Effect = Pick<TwoGroups, 'cohens_d' | 'cohens_d_ci95' | 'hedges_g' | 'hedges_g_ci95'>

/** The difference in pooled standard deviations; its interval from the noncentral t (Steiger and Fouladi). */
function effect(first: Column, second: Column): Effect {
  const freedom = first.length + second.length - 2
  const squares = (group: Column) => (variance(group) ?? 0) * (group.length - 1)
  const pooled = Math.sqrt((squares(first) + squares(second)) / freedom)
  if (freedom < 1 || !(pooled > 0)) return { cohens_d: null, cohens_d_ci95: null, hedges_g: null, hedges_g_ci95: null }
  const d = (mean(first)! - mean(second)!) / pooled
  const unit = Math.sqrt(1 / first.length + 1 / second.length)
  const ends = [0.975, 0.025].map((chance) => shiftAt(d / unit, freedom, chance) * unit) as [number, number]
  // With one degree of freedom the mean of t does not exist, and there is nothing to correct with.
  const correction = freedom > 1 ? smallSample(freedom) : null
  return {
    cohens_d: d,
    cohens_d_ci95: ends,
    hedges_g: correction === null ? null : d * correction,
    hedges_g_ci95: correction === null ? null : [ends[0] * correction, ends[1] * correction]
  }
}

/** Hedges' exact factor: gamma(m/2) / (sqrt(m/2) gamma((m-1)/2)). */
export const smallSample = (freedom: number): number => gammaRatio((freedom - 1) / 2) / Math.sqrt(freedom / 2)

/** gamma(x + 1/2) / gamma(x). Far out by its asymptotic series (Abramowitz and Stegun 6.1.47): gamma itself overflows. */
function gammaRatio(x: number): number {
  if (x < 80) return gamma(x + 0.5) / gamma(x)
  const w = 1 / x
  return (
    Math.sqrt(x) * (1 - w / 8 + w ** 2 / 128 + (5 * w ** 3) / 1024 - (21 * w ** 4) / 32768 - (399 * w ** 5) / 262144)
  )
}
