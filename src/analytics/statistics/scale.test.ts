import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { describeScale, type Answers, type Scale, type ScaleFigures } from './scale.ts'

const table = (rows: (number | null)[][], group?: string[]): Answers => ({
  columns: new Map(rows[0]!.map((_, at) => [`Q${at + 1}`, Float64Array.from(rows, (row) => row[at] ?? NaN)])),
  group
})
const scaleOf = (items: number, reversed: string[] = []): Scale => ({
  items: Array.from({ length: items }, (_, at) => `Q${at + 1}`),
  reversed,
  min: 1,
  max: 6
})

/** Equal to eleven digits, since sums in another order round differently. */
function sameFigures(found: unknown, expected: unknown): void {
  if (typeof expected === 'number' && typeof found === 'number') {
    expect(Math.abs(found - expected)).toBeLessThanOrEqual(1e-6 * Math.max(1e-3, Math.abs(expected)))
  } else if (expected !== null && typeof expected === 'object') {
    expect(Object.keys(found as object)).toEqual(Object.keys(expected))
    for (const [key, value] of Object.entries(expected)) sameFigures((found as Record<string, unknown>)[key], value)
  } else expect(found).toEqual(expected)
}

describe('worked by hand', () => {
  // Variances 1, 1, 1; covariances .5, .5, .5: everything follows from those.
  const rows = [
    [1, 1, 2],
    [2, 3, 3],
    [3, 2, 1]
  ]
  it('alpha, its parts and the score', () => {
    const found = describeScale(scaleOf(3), table(rows))
    // cov(1,2) = .5, cov(1,3) = -.5, cov(2,3) = .5; the sums are 4, 8, 6 with variance 4
    expect(found).toMatchObject({ n_rows: 3, n_complete: 3, k: 3, score_mean: 2, score_median: 2 })
    expect(found.score_sd).toBeCloseTo(2 / 3, 12)
    expect(found.alpha_raw).toBeCloseTo((3 / 2) * (1 - 3 / 4), 12)
    expect(found.average_interitem_r).toBeCloseTo(0.5 / 3, 12)
    expect(found.alpha_if_item_dropped_raw['Q3']).toBeCloseTo(2 * (1 - 2 / 3), 12)
    expect(found.item_rest_r_corrected['Q2']).toBeCloseTo(1, 12)
    expect(found.item_rest_r_corrected['Q1']).toBeCloseTo(0, 12)
    expect(found.split_half_first_last).toMatchObject({ first_count: 2 })
    expect(found.split_half_first_last.r).toBeCloseTo(0, 12)
  })

  it('agreement and groups', () => {
    const groups = ['a', 'a', 'a', 'b', 'b', 'c', '']
    const found = describeScale(
      scaleOf(2),
      table(
        [
          [4, 5],
          [5, 5],
          [6, 5],
          [1, 6],
          [6, 1],
          [3, 3],
          [2, 2]
        ],
        groups
      )
    )
    // a: variances 1 and 0, so s = .5 beside e = 35/12; b: 12.5 is cut at e; c: one person
    const e = 35 / 12
    const a = (2 * (1 - 0.5 / e)) / (2 * (1 - 0.5 / e) + 0.5 / e)
    expect(found.rwgj!.per_group_uniform['a']).toBeCloseTo(a, 12)
    expect(found.rwgj!.per_group_uniform).toMatchObject({ b: 0, c: null })
    // scores 4.5 5 5.5 | 3.5 3.5 | 3: n0 = (6 - 14/6)/2, MSB = 1.9375 (means 5, 3.5, 3; 4.1667), MSW = .5/3
    const [between, within, size] = [
      (3 * (5 / 6) ** 2 + 2 * (2 / 3) ** 2 + (7 / 6) ** 2) / 2,
      0.5 / 3,
      (6 - 14 / 6) / 2
    ]
    expect(found.icc!.ICC2).toBeCloseTo((between - within) / between, 12)
    expect(found.icc!.ICC1_n0).toBeCloseTo((between - within) / (between + (size - 1) * within), 12)
  })

  it('the two highest answers with their interval: 8 of 10', () => {
    const answers = [6, 6, 5, 5, 5, 6, 6, 5, 1, 2]
    const { top2box } = describeScale(scaleOf(1), table(answers.map((one) => [one])), true)
    expect(top2box!['Q1']).toMatchObject({ count: 8, n: 10, proportion: 0.8 })
    expect(top2box!['Q1']!.wilson95![0]).toBeCloseTo(0.490162, 5)
    expect(top2box!['Q1']!.wilson95![1]).toBeCloseTo(0.943318, 5)
  })

  it('counts who answered an item apart from who answered all', () => {
    const found = describeScale(
      scaleOf(2),
      table([
        [1, 2],
        [null, 3],
        [4, null],
        [5, 6]
      ]),
      true
    )
    expect(found).toMatchObject({
      n_rows: 4,
      n_complete: 2,
      item_n_available: { Q1: 3, Q2: 3 },
      item_mean: { Q1: 3, Q2: 4 }
    })
    expect(found.top2box!['Q2']).toMatchObject({ count: 1, n: 3 })
  })
})

describe('what cannot be told is null', () => {
  const nothing = { alpha_raw: null, alpha_ci95_feldt: null, omega_total_cfa_ml_cov: null, lambda6_raw_cov: null }
  it('nobody, and one person', () => {
    expect(describeScale(scaleOf(3), table([[null, 1, 2]]))).toMatchObject({
      ...nothing,
      n_complete: 0,
      score_mean: null
    })
    expect(describeScale(scaleOf(3), table([[3, 1, 2]]))).toMatchObject({ ...nothing, score_mean: 2, score_sd: null })
  })

  it('one item, two items', () => {
    expect(describeScale(scaleOf(1), table([[1], [2], [3]]))).toMatchObject({ ...nothing, score_mean: 2 })
    const two = describeScale(
      scaleOf(2),
      table([
        [1, 2],
        [2, 1],
        [3, 3],
        [5, 4]
      ])
    )
    expect(two).toMatchObject({
      omega_total_cfa_ml_cov: null,
      omega_note: 'too_few_items',
      alpha_if_item_dropped_raw: { Q1: null }
    })
    expect(two.alpha_raw).toBeGreaterThan(0)
  })

  it('an item on which everybody agrees', () => {
    const found = describeScale(
      scaleOf(3),
      table([
        [1, 4, 2],
        [2, 4, 2],
        [3, 4, 5]
      ])
    )
    expect(found).toMatchObject({ alpha_standardised: null, omega_note: 'constant_item', lambda6_raw_cov: null })
    expect(found.item_rest_r_corrected['Q2']).toBeNull()
    expect(found.alpha_raw).not.toBeNull()
  })

  it('nobody differs from anybody', () => {
    const found = describeScale(
      scaleOf(3),
      table(
        [
          [3, 3, 3],
          [3, 3, 3],
          [3, 3, 3]
        ],
        ['a', 'a', 'a']
      )
    )
    expect(found).toMatchObject({
      ...nothing,
      rwgj: { per_group_uniform: { a: 1 } },
      icc: { ICC1_n0: null, ICC2: null }
    })
  })
})

/** A team with something in common, some answers missing. */
const team = (items = 4) =>
  fc
    .array(
      fc.tuple(
        fc.integer({ min: 1, max: 6 }),
        fc.array(fc.option(fc.integer({ min: -1, max: 1 }), { freq: 12 }), { minLength: items, maxLength: items })
      ),
      { minLength: 12, maxLength: 40 }
    )
    .map((people) =>
      people.map(([own, off]) => off.map((one) => (one === null ? null : Math.min(6, Math.max(1, own + one)))))
    )
const inGroups = (rows: unknown[]) => rows.map((_, at) => ['a', 'b', 'c'][at % 3]!)
const told = (rows: (number | null)[][], scale = scaleOf(4)): ScaleFigures =>
  describeScale(scale, table(rows, inGroups(rows)), true)

describe('laws', () => {
  it('turning every item round mirrors the mean and leaves everything else', () => {
    fc.assert(
      fc.property(team(), (rows) => {
        const plain = told(rows)
        const turned = told(
          rows.map((row) => row.map((one) => (one === null ? null : 7 - one))),
          scaleOf(4, scaleOf(4).items as string[])
        )
        sameFigures(turned, plain)
        const mirrored = told(rows, scaleOf(4, scaleOf(4).items as string[]))
        if (plain.score_mean !== null) expect(mirrored.score_mean).toBeCloseTo(7 - plain.score_mean, 10)
        sameFigures(
          [mirrored.alpha_raw, mirrored.omega_total_cfa_ml_cov, mirrored.rwgj, mirrored.icc],
          [plain.alpha_raw, plain.omega_total_cfa_ml_cov, plain.rwgj, plain.icc]
        )
      }),
      { numRuns: 40 }
    )
  })

  it('the order of people does not count', () => {
    fc.assert(
      fc.property(team(), fc.integer({ min: 1, max: 11 }), (rows, by) => {
        const groups = inGroups(rows)
        const turn = <T>(list: T[]) => [...list.slice(by), ...list.slice(0, by)].reverse()
        sameFigures(describeScale(scaleOf(4), table(turn(rows), turn(groups)), true), told(rows))
      }),
      { numRuns: 40 }
    )
  })

  it('a constant added to everybody moves the mean by it and no more', () => {
    fc.assert(
      fc.property(team(), (rows) => {
        const plain = told(rows)
        const wide = { ...scaleOf(4), min: 1001, max: 1006 }
        const added = told(
          rows.map((row) => row.map((one) => (one === null ? null : one + 1000))),
          wide
        )
        if (plain.score_mean !== null) expect(added.score_mean).toBeCloseTo(plain.score_mean + 1000, 8)
        for (const key of [
          'alpha_raw',
          'alpha_ci95_feldt',
          'omega_total_cfa_ml_cov',
          'lambda6_raw_cov',
          'item_sd',
          'rwgj',
          'icc',
          'top2box',
          'split_half_first_last'
        ] as const)
          sameFigures(added[key], plain[key])
      }),
      { numRuns: 40 }
    )
  })

  it('items that agree perfectly have an alpha of one; people who agree perfectly an rwg(j) of one', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 5, maxLength: 30 }), (people) => {
        fc.pre(new Set(people).size > 1)
        const found = describeScale(
          scaleOf(4),
          table(
            people.map((one) => [one, one, one, one]),
            people.map(String)
          )
        )
        expect(found.alpha_raw).toBeCloseTo(1, 12)
        expect(found.average_interitem_r).toBeCloseTo(1, 12)
        expect(found).toMatchObject({
          omega_total_cfa_ml_cov: null,
          omega_note: 'dependent_items',
          lambda6_raw_cov: null
        })
        const agreed = Object.values(found.rwgj!.per_group_uniform).filter((one) => one !== null)
        expect(agreed.every((one) => one === 1)).toBe(true)
      })
    )
  })

  it('omega is at least alpha where one factor explains the items (congeneric, errors apart)', () => {
    // Exactly one factor with loadings .5 .7 .9 1.1 in the population; a fixed sample with those very covariances.
    const rows = sampleWith([0.5, 0.7, 0.9, 1.1], 60)
    const found = describeScale({ ...scaleOf(4), min: -99, max: 99 }, table(rows))
    const [shared, apart] = [3.2 ** 2, 4 * 0.36]
    expect(found.omega_total_cfa_ml_cov).toBeCloseTo(shared / (shared + apart), 9)
    expect(found.omega_total_cfa_ml_cov!).toBeGreaterThan(found.alpha_raw!)
  })

  it('bounds hold: rwg(j) within 0 and 1, Feldt around alpha, Wilson within 0 and 1', () => {
    fc.assert(
      fc.property(team(), (rows) => {
        const found = told(rows)
        for (const one of Object.values(found.rwgj!.per_group_uniform))
          if (one !== null) expect(one >= 0 && one <= 1).toBe(true)
        if (found.alpha_ci95_feldt) {
          expect(found.alpha_ci95_feldt[0]).toBeLessThanOrEqual(found.alpha_raw!)
          expect(found.alpha_ci95_feldt[1]).toBeGreaterThanOrEqual(found.alpha_raw!)
        }
        for (const { wilson95, proportion } of Object.values(found.top2box!)) {
          if (!wilson95) continue
          expect(wilson95[0] >= 0 && wilson95[0] <= proportion! && proportion! <= wilson95[1] && wilson95[1] <= 1).toBe(
            true
          )
        }
      }),
      { numRuns: 40 }
    )
  })
})

/** Columns whose covariances are exactly loadings x loadings + .36: orthonormal cosines put together. */
function sampleWith(loadings: number[], people: number): number[][] {
  const wave = (number: number) =>
    Array.from(
      { length: people },
      (_, at) => Math.cos((Math.PI * number * (2 * at + 1)) / (2 * people)) * Math.sqrt((2 * (people - 1)) / people)
    )
  const factor = wave(1)
  return factor.map((own, at) => loadings.map((loading, item) => loading * own + 0.6 * wave(item + 2)[at]!))
}
