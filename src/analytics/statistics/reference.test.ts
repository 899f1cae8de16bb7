/**
 * Beside figures that others computed (psych, lavaan, effectsize, scipy), read where they are: `SAMENSPEL_REFERENCE`, or
 * the folder beside this one. Skipped, and counted as skipped, where that is not there.
 */
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { describeScale, groupRows, keyed, type Answers } from './scale.ts'
import { addUp, pickComplete } from './testing.ts'
import { compareTwo } from './two-groups.ts'

const ROOT = process.env['SAMENSPEL_REFERENCE'] ?? resolve(import.meta.dirname, '../../../../shared/reference')
const FOLDER = join(ROOT, 'likert')
const EXISTS = existsSync(join(FOLDER, 'reference.json'))

type Expected = { definition: { csv: string; items: string[]; reversed: string[]; min: number; max: number } } & Record<
  string,
  unknown
>
const REFERENCE = EXISTS
  ? (JSON.parse(readFileSync(join(FOLDER, 'reference.json'), 'utf8')) as Record<string, Expected>)
  : {}

function readAnswers(name: string): Answers & { all: Map<string, string[]> } {
  const [head, ...rows] = readFileSync(join(FOLDER, name), 'utf8')
    .trim()
    .split(/\r?\n/)
    .map((line) => line.replaceAll('"', '').split(','))
  const all = new Map(head!.map((column, at) => [column, rows.map((row) => row[at]!)]))
  const columns = new Map(
    [...all].map(([column, cells]) => [column, Float64Array.from(cells, (cell) => (cell === '' ? NaN : Number(cell)))])
  )
  return { columns, all }
}

const close = (found: unknown, expected: unknown, relative = 1e-9, path = ''): void => {
  if (typeof expected === 'number') {
    expect(typeof found, path).toBe('number')
    expect(Math.abs((found as number) - expected), path).toBeLessThanOrEqual(relative * Math.abs(expected))
  } else
    for (const [key, value] of Object.entries(expected as object))
      close((found as Record<string, unknown>)[key], value, relative, `${path}.${key}`)
}

const AS_THEY_ARE = [
  ...[
    'n_rows',
    'n_complete',
    'k',
    'item_n_available',
    'item_mean',
    'item_sd',
    'score_mean',
    'score_sd',
    'score_median'
  ],
  ...['item_rest_r_corrected', 'alpha_raw', 'alpha_standardised', 'alpha_if_item_dropped_raw', 'average_interitem_r'],
  'lambda6_raw_cov'
] as const

describe.skipIf(!EXISTS)('the figures of others', () => {
  it.each(Object.keys(EXISTS ? REFERENCE : { none: 1 }))('%s', (name) => {
    const expected = REFERENCE[name]!
    const answers = readAnswers(expected.definition.csv)
    const found = describeScale(expected.definition, answers, true)
    for (const key of AS_THEY_ARE) close(found[key], expected[key], 1e-9, key)
    close(found.alpha_ci95_feldt, expected['alpha_ci95_feldt_psych'], 1e-9, 'alpha_ci95_feldt')
    close(found.omega_total_cfa_ml_cov, expected['omega_total_cfa_ml_cov'], 1e-6, 'omega')
    const { r, spearman_brown } = expected['split_half_first_last'] as Record<string, number>
    close(found.split_half_first_last, { r, spearman_brown }, 1e-9, 'split_half')
    const top = expected['top2box_first_item'] as { item: string; x: number; n: number; p: number; wilson95: number[] }
    close(
      found.top2box![top.item],
      { count: top.x, n: top.n, proportion: top.p, wilson95: top.wilson95 },
      1e-9,
      'top2box'
    )
  })

  it.each(Object.keys(EXISTS ? REFERENCE : { none: 1 }))('%s in two groups', (name) => {
    const { definition, two_groups } = REFERENCE[name]!
    const expected = two_groups as Record<string, number>
    const { columns, all } = readAnswers(definition.csv)
    const items = definition.items.map((item) => keyed(columns.get(item)!, definition, item))
    const { rows, complete } = pickComplete(items)
    const scores = addUp(complete).map((total) => total / items.length)
    const gender = all.get(String(expected['variable']))!
    const groups = [...groupRows(rows.map((row) => gender[row]!)).values()]
    const [first, second] = groups.map((at) => Float64Array.from(at, (row) => scores[row]!)) as [
      Float64Array,
      Float64Array
    ]
    const found = compareTwo(first, second)
    const { U_x, p_no_continuity, p_continuity, rank_biserial, cohens_d, hedges_g_exact_J } = expected
    close(found, { mann_whitney_u: U_x, p_tie_corrected: p_no_continuity, p_tie_corrected_continuity: p_continuity })
    close(found, { rank_biserial, cohens_d, hedges_g: hedges_g_exact_J })
    // The intervals of others come from a root finder that stops at 1e-8: noncentral-t.test.ts has more digits.
    close(found.cohens_d_ci95, expected['cohens_d_ci95_noncentral_t'], 1e-6)
    close(found.hedges_g_ci95, expected['hedges_g_ci95_effectsize'], 1e-6)
  })
})
