import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { describeScale } from '#analytics/statistics/scale.ts'
import { readContent } from './content.server.ts'
import { formOf, type Answers } from './core/form.ts'
import { workOut, type Row } from './results.server.ts'

const { instruments, items, scales } = readContent()
const form = formOf(
  instruments.filter(({ key }) => key === 'collective-efficacy'),
  items,
  scales
)
const ITEMS = form.items.map(({ key }) => key)
const THRESHOLD = 5

const answer = fc.oneof(
  { weight: 10, arbitrary: fc.integer({ min: 1, max: 6 }) },
  { weight: 2, arbitrary: fc.constant('na' as const) },
  { weight: 1, arbitrary: fc.constant(undefined) }
)
const row: fc.Arbitrary<Row> = fc
  .record({
    unit: fc.constantFrom('KL', '34', '56', ''),
    function: fc.constantFrom('Leerkracht', 'Leerkracht', 'Ondersteuner', 'Intern begeleider'),
    given: fc.array(answer, { minLength: ITEMS.length, maxLength: ITEMS.length })
  })
  .map(({ given, ...labels }) => ({
    labels,
    answers: Object.fromEntries(given.flatMap((one, at) => (one === undefined ? [] : [[ITEMS[at]!, one]]))) as Answers
  }))
const team = fc.array(row, { minLength: 0, maxLength: 16 })
const asked = { form, groupings: ['unit', 'function'], asked: 20 }

/** The people behind every figure that is shown about an item, as noughts and ones over who answered it. */
function setsShown(rows: readonly Row[], key: string): number[][] {
  const shown = workOut(rows, asked).items[key]
  const who = rows.filter(({ answers }) => typeof answers[key] === 'number')
  if (!shown?.counts) return []
  const groups = Object.entries(shown.groups).flatMap(([grouping, found]) =>
    Object.keys(found).map((name) => who.map(({ labels }) => Number(labels[grouping] === name)))
  )
  return [who.map(() => 1), ...groups]
}

describe('an adversary who has everything that is shown', () => {
  it('finds no combination that weighs fewer than five people', () => {
    fc.assert(
      fc.property(team, fc.constantFrom(...ITEMS), (rows, key) => {
        const sets = setsShown(rows, key)
        const full = rank(sets)
        for (const few of choose(sets[0]?.length ?? 0, THRESHOLD - 1))
          expect(rank(sets.map((set) => set.filter((_, person) => !few.includes(person))))).toBe(full)
      }),
      { numRuns: 60 }
    )
  })

  it('sees of a construct in a group nothing that its items do not show, and reliability only where nobody stands alone', () => {
    fc.assert(
      fc.property(team, (rows) => {
        const found = workOut(rows, asked)
        for (const { key, items: parts } of found.tooFew ? [] : form.constructs) {
          const construct = found.constructs[key]!
          for (const [grouping, groups] of Object.entries(construct.groups))
            for (const [name, own] of Object.entries(groups)) {
              const means = parts.map((item) => found.items[item]!.groups[grouping]![name]!.mean)
              expect(own.mean).toBeCloseTo(means.reduce((all, one) => all + one, 0) / means.length, 12)
            }
          if (construct.alpha !== null)
            for (const item of parts) {
              const apart = found.items[item]!.n - construct.n
              expect(apart === 0 || apart >= THRESHOLD).toBe(true)
            }
        }
      }),
      { numRuns: 100 }
    )
  })

  it('who also has all rows, and works out which rows are in which shown group, ends with five people or more', () => {
    fc.assert(
      fc.property(team, (rows) => {
        const found = workOut(rows, asked)
        fc.pre(!found.tooFew)
        const told = (grouping: string, name: string) =>
          ITEMS.some((key) => found.items[key]!.groups[grouping]?.[name] !== undefined)
        const classes = new Map<string, number>()
        for (const { labels } of rows) {
          const key = Object.entries(labels)
            .map(([grouping, name]) => (told(grouping, name) ? name : ''))
            .join()
          classes.set(key, (classes.get(key) ?? 0) + 1)
        }
        for (const size of classes.values()) expect(size).toBeGreaterThanOrEqual(THRESHOLD)
      }),
      { numRuns: 200 }
    )
  })

  it('sees no text, no row and no group beside the figures', () => {
    fc.assert(
      fc.property(team, (rows) => {
        const found = workOut(rows, asked)
        expect(Object.keys(found).sort()).toEqual(['answered', 'asked', 'constructs', 'items', 'tooFew'])
        if (rows.length < THRESHOLD)
          expect(found).toEqual({ asked: 20, answered: rows.length, tooFew: true, items: {}, constructs: {} })
      })
    )
  })
})

describe('worked by hand', () => {
  const everybody = (unit: string, count: number, given: number): Row[] =>
    Array.from({ length: count }, () => ({
      labels: { unit },
      answers: Object.fromEntries(ITEMS.map((key) => [key, given]))
    }))

  it('counts answers as they were read and turns means round', () => {
    const found = workOut([...everybody('KL', 6, 5), ...everybody('34', 6, 2)], { ...asked, groupings: ['unit'] })
    const [plain, turned] = [found.items['efficacy-1']!, found.items['efficacy-5']!]
    expect(plain).toMatchObject({
      n: 12,
      counts: [0, 6, 0, 0, 6, 0],
      mean: 3.5,
      groups: { unit: { KL: { mean: 5, n: 6 } } }
    })
    expect(turned).toMatchObject({ counts: [0, 6, 0, 0, 6, 0], mean: 3.5, groups: { unit: { KL: { mean: 2 } } } })
    expect(found.constructs['efficacy']!.groups['unit']!['KL']).toMatchObject({ n: 6, mean: 4, rwgj: 1 })
  })

  it('gives an interval that closes when everybody who was asked answered', () => {
    const rows: Row[] = [1, 2, 3, 4, 5, 6, 3, 4].map((given) => everybody('KL', 1, given)[0]!)
    const wide = workOut(rows, { ...asked, groupings: [], asked: 20 }).constructs['efficacy']!
    const all = workOut(rows, { ...asked, groupings: [], asked: 8 }).constructs['efficacy']!
    expect(wide.interval![1] - wide.interval![0]).toBeGreaterThan(0.1)
    expect(all.interval).toEqual([all.mean, all.mean])
    const columns = new Map(ITEMS.map((key) => [key, Float64Array.from(rows, (row) => row.answers[key] as number)]))
    const reversed = form.items.filter((item) => item.reversed).map(({ key }) => key)
    expect(wide.alpha).toBe(describeScale({ items: ITEMS, reversed, min: 1, max: 6 }, { columns }).alpha_raw)
  })

  it('a unit of three is hidden, and so is the next one, and the largest is shown', () => {
    const rows = [...everybody('Zorg', 3, 1), ...everybody('7-8', 5, 4), ...everybody('5-6', 6, 5)]
    const { groups } = workOut(rows, { ...asked, groupings: ['unit'] }).items['efficacy-1']!
    expect(Object.keys(groups['unit']!)).toEqual(['5-6'])
  })
})

const choose = (count: number, size: number, from = 0): number[][] => {
  if (size === 0) return [[]]
  if (count <= size && from === 0) return count ? [Array.from({ length: count }, (_, at) => at)] : []
  return Array.from({ length: count - from }, (_, at) => from + at).flatMap((first) =>
    choose(count, size - 1, first + 1).map((rest) => [first, ...rest])
  )
}

/** By elimination in ordinary numbers. */
function rank(rows: number[][]): number {
  const matrix = rows.map((row) => [...row])
  let found = 0
  for (let column = 0; column < (matrix[0]?.length ?? 0); column++) {
    const at = matrix.findIndex((row, index) => index >= found && Math.abs(row[column]!) > 1e-9)
    if (at < 0) continue
    ;[matrix[found], matrix[at]] = [matrix[at]!, matrix[found]!]
    const top = matrix[found]!
    for (let other = found + 1; other < matrix.length; other++) {
      const times = matrix[other]![column]! / top[column]!
      matrix[other] = matrix[other]!.map((value, index) => value - times * top[index]!)
    }
    found++
  }
  return found
}
