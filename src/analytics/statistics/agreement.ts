/** How far people in one group see the same: rwg(j) beside a flat distribution, and how groups differ (ICC). */
import { mean, sum, variance, type Column } from './moments.ts'

/** Row numbers per group. Rows without a group are left out. */
export type Groups = ReadonlyMap<string, readonly number[]>

/** A plain loop: `Float64Array.from` walks an iterator, which costs a large team most of the time. */
export function pick(column: Column, rows: readonly number[]): Column {
  const picked = new Float64Array(rows.length)
  for (let at = 0; at < rows.length; at++) picked[at] = column[rows[at]!]!
  return picked
}

/** rwg(j) of one group whose items have `options` answers to choose from; null for a group of one. */
export function rwgj(items: readonly Column[], options: number): number | null {
  if (!items.length || items[0]!.length < 2 || options < 2) return null
  const flat = (options * options - 1) / 12
  const spread = Math.min(flat, mean(Float64Array.from(items, (item) => variance(item)!))!)
  const agreed = items.length * (1 - spread / flat)
  return agreed / (agreed + spread / flat)
}

export type Icc = { ICC1_n0: number | null; ICC2: number | null }

/** One-way analysis of variance of scores over groups of unequal size. */
export function intraclass(scores: Column, groups: Groups): Icc {
  const parts = [...groups.values()].map((rows) => pick(scores, rows))
  const people = parts.reduce((all, part) => all + part.length, 0)
  if (parts.length < 2 || people <= parts.length) return { ICC1_n0: null, ICC2: null }
  const centre = parts.reduce((all, part) => all + sum(part), 0) / people
  let [between, within, squares] = [0, 0, 0]
  for (const part of parts) {
    const own = mean(part)!
    between += part.length * (own - centre) ** 2
    squares += part.length ** 2
    for (const score of part) within += (score - own) ** 2
  }
  between /= parts.length - 1
  within /= people - parts.length
  const size = (people - squares / people) / (parts.length - 1)
  const spread = between + (size - 1) * within
  return {
    ICC1_n0: spread > 0 ? (between - within) / spread : null,
    ICC2: between > 0 ? (between - within) / between : null
  }
}
