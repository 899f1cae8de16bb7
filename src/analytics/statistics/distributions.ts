/** The distributions behind the figures, each with the chance below a value, above it, and the value at a chance. */
import {
  complementaryError,
  incompleteBeta,
  incompleteBetaInverse,
  incompleteGamma,
  incompleteGammaComplement,
  incompleteGammaComplementInverse,
  normalInverse
} from './special-functions.ts'

export type Distribution = {
  below(value: number): number
  /** Not 1 - below: that would lose every digit of a small chance. */
  above(value: number): number
  quantile(chance: number): number
}

export const normal: Distribution = {
  below: (z) => complementaryError(-z / Math.SQRT2) / 2,
  above: (z) => complementaryError(z / Math.SQRT2) / 2,
  quantile: normalInverse
}

export function studentT(freedom: number): Distribution {
  /** Beyond |t|, both sides halved. Close to nought from the other end: the share of t itself would lose its digits. */
  const tail = (t: number) => {
    const square = t * t
    return square < 1
      ? (1 - incompleteBeta(0.5, freedom / 2, square / (freedom + square))) / 2
      : incompleteBeta(freedom / 2, 0.5, freedom / (freedom + square)) / 2
  }
  const above = (t: number) => (t > 0 ? tail(t) : 1 - tail(t))
  return {
    above,
    below: (t) => above(-t),
    quantile(chance) {
      if (chance <= 0 || chance >= 1) return chance <= 0 ? -Infinity : Infinity
      const x = incompleteBetaInverse(freedom / 2, 0.5, 2 * Math.min(chance, 1 - chance))
      return Math.sign(chance - 0.5) * Math.sqrt((freedom * (1 - x)) / x)
    }
  }
}

export function fisherF(above: number, under: number): Distribution {
  const share = (f: number) => (above * f) / (above * f + under)
  return {
    below: (f) => (f <= 0 ? 0 : incompleteBeta(above / 2, under / 2, share(f))),
    above: (f) => (f <= 0 ? 1 : incompleteBeta(under / 2, above / 2, under / (above * f + under))),
    quantile(chance) {
      const x = incompleteBetaInverse(above / 2, under / 2, chance)
      return (under * x) / (above * (1 - x))
    }
  }
}

export function chiSquare(freedom: number): Distribution {
  return {
    below: (x) => incompleteGamma(freedom / 2, x / 2),
    above: (x) => incompleteGammaComplement(freedom / 2, x / 2),
    quantile: (chance) => 2 * incompleteGammaComplementInverse(freedom / 2, 1 - chance)
  }
}
