import { deviation, mean, type Column } from './moments.ts'

export type Sample = { n: number; mean: number | null; sd: number | null; standard_error: number | null }

/** A mean with its uncertainty. Where everybody of a small population answered there is none. */
export function describeSample(values: Column, population = Infinity): Sample {
  const sd = deviation(values)
  const missed = Math.max(0, 1 - values.length / population)
  return {
    n: values.length,
    mean: mean(values),
    sd,
    standard_error: sd === null ? null : Math.sqrt((missed * sd ** 2) / values.length)
  }
}
