/** Everything that is told about one scale: the output of `samenspel likert`, key by key as the chapter defines it. */
import { intraclass, pick, rwgj, type Groups, type Icc } from './agreement.ts'
import { covariances, deviation, mean, median, type Column } from './moments.ts'
import { omegaTotal, type OmegaNote } from './omega.ts'
import { wilson } from './proportion.ts'
import {
  addUp,
  alpha,
  averageCorrelation,
  correlations,
  feldtInterval,
  itemRest,
  lambda6,
  splitHalf,
  without,
  type SplitHalf
} from './reliability.ts'

export type Scale = { items: readonly string[]; reversed?: readonly string[]; min: number; max: number }

/** Answers as they were given, not a number where there is none; `group` holds '' for people without one. */
export type Answers = { columns: ReadonlyMap<string, Column>; group?: readonly string[] }

export type PerItem<T> = Record<string, T>
export type TopTwo = { count: number; n: number; proportion: number | null; wilson95: [number, number] | null }

export type ScaleFigures = {
  n_rows: number
  n_complete: number
  k: number
  item_n_available: PerItem<number>
  item_mean: PerItem<number | null>
  item_sd: PerItem<number | null>
  score_mean: number | null
  score_sd: number | null
  score_median: number | null
  item_rest_r_corrected: PerItem<number | null>
  alpha_raw: number | null
  alpha_standardised: number | null
  alpha_if_item_dropped_raw: PerItem<number | null>
  average_interitem_r: number | null
  alpha_ci95_feldt: [number, number] | null
  omega_total_cfa_ml_cov: number | null
  omega_note: OmegaNote | null
  /** By the delta method on the log odds; null where the estimate is none, or has a note. */
  omega_ci95_delta: [number, number] | null
  lambda6_raw_cov: number | null
  split_half_first_last: SplitHalf
  rwgj?: { per_group_uniform: Record<string, number | null> }
  icc?: Icc
  top2box?: PerItem<TopTwo>
}

export function describeScale(scale: Scale, answers: Answers, withTopTwo = false): ScaleFigures {
  const given = scale.items.map((item) => keyed(answers.columns.get(item)!, scale, item))
  const rows = given[0]?.length ?? 0
  const complete = Array.from({ length: rows }, (_, row) => row).filter((row) =>
    given.every((item) => !Number.isNaN(item[row]))
  )
  const answered = given.map(available)
  const items = given.map((column) => pick(column, complete))
  const scores = addUp(items).map((total) => total / items.length)
  const perItem = <T>(of: (at: number) => T): PerItem<T> =>
    Object.fromEntries(scale.items.map((item, at) => [item, of(at)]))
  return {
    n_rows: rows,
    n_complete: complete.length,
    k: items.length,
    item_n_available: perItem((at) => answered[at]!.length),
    item_mean: perItem((at) => mean(items[at]!)),
    item_sd: perItem((at) => deviation(items[at]!)),
    score_mean: mean(scores),
    score_sd: deviation(scores),
    score_median: median(scores),
    ...together(items, perItem),
    ...(answers.group ? byGroup(items, scores, complete, answers.group, scale) : {}),
    ...(withTopTwo ? { top2box: perItem((at) => topTwo(answered[at]!, scale.max)) } : {})
  }
}

/** The items beside each other: what fewer than two people cannot tell. */
function together(items: readonly Column[], perItem: <T>(of: (at: number) => T) => PerItem<T>) {
  const enough = items.length > 0 && items[0]!.length > 1
  const covariance = enough ? covariances(items) : null
  const correlation = covariance && correlations(covariance)
  const raw = covariance && alpha(covariance)
  const omega = covariance ? omegaTotal(covariance, items[0]!.length) : null
  return {
    item_rest_r_corrected: perItem((at) => covariance && itemRest(covariance, at)),
    alpha_raw: raw,
    alpha_standardised: correlation && alpha(correlation),
    alpha_if_item_dropped_raw: perItem((at) => covariance && alpha(without(covariance, at))),
    average_interitem_r: correlation && averageCorrelation(correlation),
    alpha_ci95_feldt: raw === null ? null : feldtInterval(raw, items[0]!.length, items.length),
    omega_total_cfa_ml_cov: omega?.value ?? null,
    omega_note: omega?.note ?? null,
    omega_ci95_delta: omega?.interval ?? null,
    lambda6_raw_cov: covariance && lambda6(covariance),
    split_half_first_last: splitHalf(items)
  }
}

/** Turned round where the sentence says the opposite. */
export const keyed = (column: Column, { reversed, min, max }: Scale, item: string): Column =>
  reversed?.includes(item) ? column.map((value) => min + max - value) : column

function available(column: Column): Column {
  const given = new Float64Array(column.length)
  let count = 0
  for (const value of column) if (!Number.isNaN(value)) given[count++] = value
  return given.subarray(0, count)
}

const topTwo = (given: Column, max: number): TopTwo => {
  const count = given.reduce((all, value) => (value >= max - 1 ? all + 1 : all), 0)
  return {
    count,
    n: given.length,
    proportion: given.length ? count / given.length : null,
    wilson95: wilson(count, given.length)
  }
}

function byGroup(
  items: readonly Column[],
  scores: Column,
  complete: readonly number[],
  group: readonly string[],
  scale: Scale
) {
  const groups = groupRows(complete.map((row) => group[row] ?? ''))
  const options = scale.max - scale.min + 1
  const agreed = [...groups].map(
    ([name, rows]) =>
      [
        name,
        rwgj(
          items.map((item) => pick(item, rows)),
          options
        )
      ] as const
  )
  return { rwgj: { per_group_uniform: Object.fromEntries(agreed) }, icc: intraclass(scores, groups) }
}

/** Groups in the order of their bytes, so that the outcome does not depend on who came first. */
export function groupRows(names: readonly string[]): Groups {
  const found = new Map<string, number[]>()
  names.forEach((name, row) => {
    if (name === '') return
    const rows = found.get(name)
    if (rows) rows.push(row)
    else found.set(name, [row])
  })
  return new Map([...found].sort(([left], [right]) => (left < right ? -1 : 1)))
}
