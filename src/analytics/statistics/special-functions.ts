/**
 * The only door to the library of special functions (docs/decisions/0040): Moshier's Cephes, compiled. It throws where
 * an answer is too small for a double; here that answer is nought. Runs where figures are made, not in a browser.
 */
import * as cephes from 'cephes'

await cephes.compiled

/** What `ask` answers, or `instead` where that is smaller than any double. */
function unlessTooSmall(ask: () => number, instead: number): number {
  try {
    return ask()
  } catch (error) {
    if (error instanceof Error && /underflow|overflow/.test(error.message)) return instead
    throw error
  }
}

/** The regularised incomplete beta function I_x(a, b). */
export const incompleteBeta = (a: number, b: number, x: number): number =>
  x <= 0 ? 0 : x >= 1 ? 1 : unlessTooSmall(() => cephes.incbet(a, b, x), x < a / (a + b) ? 0 : 1)

/** The x at which I_x(a, b) = p. */
export const incompleteBetaInverse = (a: number, b: number, p: number): number =>
  p <= 0 ? 0 : p >= 1 ? 1 : cephes.incbi(a, b, p)

/** The regularised incomplete gamma functions: below x, and above it. */
export const incompleteGamma = (a: number, x: number): number =>
  x <= 0 ? 0 : unlessTooSmall(() => cephes.igam(a, x), x < a ? 0 : 1)
export const incompleteGammaComplement = (a: number, x: number): number =>
  x <= 0 ? 1 : unlessTooSmall(() => cephes.igamc(a, x), x < a ? 1 : 0)

/** The x above which the share p of the gamma distribution lies. */
export const incompleteGammaComplementInverse = (a: number, p: number): number =>
  p >= 1 ? 0 : p <= 0 ? Infinity : cephes.igami(a, p)

export const complementaryError = (x: number): number => unlessTooSmall(() => cephes.erfc(x), x < 0 ? 2 : 0)

export const normalInverse = (p: number): number => (p <= 0 ? -Infinity : p >= 1 ? Infinity : cephes.ndtri(p))

export const gamma = (x: number): number => cephes.gamma(x)
