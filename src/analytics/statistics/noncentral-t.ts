/**
 * The noncentral t distribution, from what it is: a normal value around `shift`, divided by an independent
 * chi with its degrees of freedom. So P(T <= t) is the mean of normal.below(t s - shift) over the density of
 * s = chi / sqrt(freedom) (Johnson, Kotz and Balakrishnan, Continuous Univariate Distributions 2, chapter 31).
 *
 * The series that are mostly used (Lenth 1989, AS 243) underflow for the large groups here. On u = log s the integrand is
 * smooth and dies out on both sides, where the plain trapezium rule converges exponentially (Trefethen and Weideman,
 * SIAM Review 56, 2014). The density need not be normalised: its own sum divides it.
 */
import { normal } from './distributions.ts'

/** Below e^-46 a part adds nothing to a double. */
const NEGLIGIBLE = 46

export function noncentralTBelow(t: number, freedom: number, shift: number): number {
  const step = Math.min(0.02, 0.1 / Math.sqrt(2 * freedom), 0.1 / (1 + Math.abs(t)))
  // Relative to its top at u = 0; both sums start there and go outward.
  const weight = (u: number) => freedom * (u - (Math.exp(2 * u) - 1) / 2)
  let below = 0
  let all = 0
  const add = (u: number): boolean => {
    const log = weight(u)
    if (log < -NEGLIGIBLE) return false
    const density = Math.exp(log)
    all += density
    below += density * normal.below(t * Math.exp(u) - shift)
    return true
  }
  for (let at = 0; add(at * step); at++);
  for (let at = -1; add(at * step); at--);
  return below / all
}

/** The shift at which `t` has this chance of being the largest value: the ends of an interval around an effect. */
export function shiftAt(t: number, freedom: number, chance: number): number {
  // A larger shift makes values below t rarer.
  const off = (shift: number) => noncentralTBelow(t, freedom, shift) - chance
  let width = 1 + Math.abs(t) / Math.sqrt(freedom)
  let low = t - width
  let high = t + width
  while (off(low) < 0) low = t - (width *= 2)
  while (off(high) > 0) high = t + (width *= 2)
  return rootBetween(off, low, high)
}

/** Regula falsi in the Illinois way, with halving where it stalls: no derivative, never outside its bounds. */
function rootBetween(fn: (x: number) => number, low: number, high: number): number {
  let [fLow, fHigh] = [fn(low), fn(high)]
  for (let turn = 0; turn < 200 && Math.abs(high - low) > 1e-13 * (1 + Math.abs(low)); turn++) {
    if (fLow === 0) return low
    if (fHigh === 0) return high
    const mid = turn % 4 === 3 ? (low + high) / 2 : (low * fHigh - high * fLow) / (fHigh - fLow)
    const value = fn(mid)
    if (value === 0) return mid
    if (value * fHigh < 0) {
      low = high
      fLow = fHigh
    } else fLow /= 2
    high = mid
    fHigh = value
    if (Math.abs(value) < 1e-16) return mid
  }
  return (low + high) / 2
}
