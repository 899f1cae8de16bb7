import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { describeScale } from '#analytics/statistics/scale.ts'
import { readContent } from './content.server.ts'
import { formOf, type Answers } from './core/form.ts'
import { withoutTellingWho, workOut, type Row } from './results.server.ts'

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
/** As schools have them: two large units and a few people beside, most of one function. */
const GROUPS = {
  unit: fc.oneof(
    { weight: 9, arbitrary: fc.constantFrom('KL', '34') },
    { weight: 1, arbitrary: fc.constantFrom('56', '') }
  ),
  function: fc.oneof(
    { weight: 7, arbitrary: fc.constant('Leerkracht') },
    { weight: 1, arbitrary: fc.constantFrom('Ondersteuner', 'Intern begeleider') }
  )
}
const row: fc.Arbitrary<Row> = fc
  .record({
    ...GROUPS,
    given: fc.array(answer, { minLength: ITEMS.length, maxLength: ITEMS.length })
  })
  .map(({ given, ...labels }) => ({
    labels,
    answers: Object.fromEntries(given.flatMap((one, at) => (one === undefined ? [] : [[ITEMS[at]!, one]]))) as Answers
  }))
const team = fc.oneof(
  { weight: 1, arbitrary: fc.array(row, { maxLength: 9 }) },
  { weight: 4, arbitrary: fc.array(row, { minLength: 10, maxLength: 16 }) }
)
const groupings = ['unit', 'function']
/** Some who answered, and some who did not. */
const school = fc.record({ rows: team, silent: fc.array(fc.record(GROUPS), { maxLength: 4 }) })
type School = { rows: Row[]; silent: Row['labels'][] }
const everybodyOf = ({ rows, silent }: School) => [...rows.map(({ labels }) => labels), ...silent]
const workedOut = (of: School) => workOut(of.rows, { form, groupings, everybody: everybodyOf(of) })

/** The people behind every figure that is shown about an item, as noughts and ones over some of them. */
function setsShown(of: School, key: string, people: readonly Row['labels'][]): number[][] {
  const shown = workedOut(of).items[key]
  if (!shown?.counts) return []
  const groups = Object.entries(shown.groups).flatMap(([grouping, found]) =>
    Object.keys(found).map((name) => people.map((labels) => Number(labels[grouping] === name)))
  )
  return [people.map(() => 1), ...groups]
}

/** That no sum and difference of what is shown is about fewer than five of these people. */
function expectNobodyAlone(sets: number[][]): void {
  const full = rank(sets)
  for (const few of choose(sets[0]?.length ?? 0, THRESHOLD - 1))
    expect(rank(sets.map((set) => set.filter((_, person) => !few.includes(person))))).toBe(full)
}

describe('an adversary who has everything that is shown', () => {
  it('finds no combination that weighs fewer than five people', () => {
    fc.assert(
      fc.property(school, fc.constantFrom(...ITEMS), (of, key) => {
        const who = of.rows.filter(({ answers }) => typeof answers[key] === 'number')
        expectNobodyAlone(setsShown(of, key, who.map(({ labels }) => labels))) // prettier-ignore
      }),
      { numRuns: 60 }
    )
  })

  it('and the list of who was asked, finds no combination that tells whether one to four of them answered', () => {
    fc.assert(
      fc.property(school, fc.constantFrom(...ITEMS), (of, key) => {
        fc.pre(everybodyOf(of).length <= 18)
        expectNobodyAlone(setsShown(of, key, everybodyOf(of)))
      }),
      { numRuns: 60 }
    )
  })

  it('sees apart only people of whom five were asked and five answered', () => {
    fc.assert(
      fc.property(school, (of) => {
        const told = workedOut(of)
        fc.pre(!told.tooFew)
        const shown = (grouping: string, name = '') => ITEMS.some((key) => told.items[key]!.groups[grouping]?.[name])
        const part = (labels: Row['labels']) =>
          groupings.map((grouping) => (shown(grouping, labels[grouping]) ? labels[grouping] : '')).join()
        const parts = Map.groupBy(everybodyOf(of), part)
        for (const [name, people] of parts) {
          expect(people.length).toBeGreaterThanOrEqual(THRESHOLD)
          // Of each part at least five answered: that nobody did would tell it of everybody in it.
          expect(of.rows.filter(({ labels }) => part(labels) === name).length).toBeGreaterThanOrEqual(THRESHOLD)
        }
      }),
      { numRuns: 200 }
    )
  })

  it('sees in what was worked out before the list counted only what it may see now, and of now all of it', () => {
    fc.assert(
      fc.property(school, ({ rows, silent }) => {
        const everybody = everybodyOf({ rows, silent })
        // As it was: whoever did not answer was not looked at.
        const before = workOut(rows, { form, groupings, everybody: rows.map(({ labels }) => labels) })
        const kept = withoutTellingWho(before, groupings, everybody)
        for (const key of before.tooFew ? [] : ITEMS) {
          const groups = Object.entries(kept.items[key]!.groups).flatMap(([grouping, own]) =>
            Object.keys(own).map((name) => [grouping, name] as const)
          )
          const sizes = new Map<string, number>()
          for (const labels of everybody) {
            const where = groups.map(([grouping, name]) => Number(labels[grouping] === name)).join()
            sizes.set(where, (sizes.get(where) ?? 0) + 1)
          }
          for (const size of sizes.values()) expect(size).toBeGreaterThanOrEqual(THRESHOLD)
        }
        const now = workOut(rows, { form, groupings, everybody })
        expect(withoutTellingWho(now, groupings, everybody)).toEqual(now)
      }),
      { numRuns: 100 }
    )
  })

  it('sees of a construct in a group nothing that its items do not show, and reliability only where nobody stands alone', () => {
    fc.assert(
      fc.property(school, (of) => {
        const found = workedOut(of)
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
      fc.property(school, (of) => {
        const found = workedOut(of)
        fc.pre(!found.tooFew)
        const told = (grouping: string, name: string) =>
          ITEMS.some((key) => found.items[key]!.groups[grouping]?.[name] !== undefined)
        const classes = new Map<string, number>()
        for (const { labels } of of.rows) {
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
      fc.property(school, (of) => {
        const found = workedOut(of)
        expect(Object.keys(found).sort()).toEqual(['answered', 'asked', 'constructs', 'items', 'tooFew'])
        const [asked, answered] = [everybodyOf(of).length, of.rows.length]
        if (answered < THRESHOLD) expect(found).toEqual({ asked, answered, tooFew: true, items: {}, constructs: {} })
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

  /** Asked were who answered, and so many more of whom no group is known, or who are in this one. */
  const workedBy = (rows: Row[], { groupings = ['unit'], silent = 0, unit = '' } = {}) => {
    const others = Array.from({ length: silent }, () => ({ unit }))
    return workOut(rows, { form, groupings, everybody: everybodyOf({ rows, silent: others }) })
  }

  it('counts answers as they were read and turns means round', () => {
    const found = workedBy([...everybody('KL', 6, 5), ...everybody('34', 6, 2)])
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
    const wide = workedBy(rows, { groupings: [], silent: 12 }).constructs['efficacy']!
    const all = workedBy(rows, { groupings: [] }).constructs['efficacy']!
    expect(wide.interval![1] - wide.interval![0]).toBeGreaterThan(0.1)
    expect(all.interval).toEqual([all.mean, all.mean])
    const columns = new Map(ITEMS.map((key) => [key, Float64Array.from(rows, (row) => row.answers[key] as number)]))
    const reversed = form.items.filter((item) => item.reversed).map(({ key }) => key)
    expect(wide.alpha).toBe(describeScale({ items: ITEMS, reversed, min: 1, max: 6 }, { columns }).alpha_raw)
  })

  it('a unit of three is hidden, and so is the next one, and the largest is shown', () => {
    const rows = [...everybody('Zorg', 3, 1), ...everybody('7-8', 5, 4), ...everybody('5-6', 6, 5)]
    const { groups } = workedBy(rows).items['efficacy-1']!
    expect(Object.keys(groups['unit']!)).toEqual(['5-6'])
  })

  it.each([
    ['a leader without a unit who did not answer hides the smaller unit', 6, 7, 1, '', ['5-6']],
    ['four without a unit do', 6, 7, 4, '', ['5-6']],
    ['five without a unit do as well while none of them answers', 6, 7, 5, '', ['5-6']],
    ['five of a third unit of which none answers do', 6, 7, 5, 'KL', ['5-6']],
    ['one more of the larger unit hides nothing', 6, 7, 1, '5-6', ['5-6', '7-8']]
  ])('%s', (_, small, large, silent, unit, shown) => {
    const rows = [...everybody('7-8', small, 4), ...everybody('5-6', large, 5)]
    const { groups } = workedBy(rows, { silent, unit }).items['efficacy-1']!
    expect(Object.keys(groups['unit']!).sort()).toEqual(shown)
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
