import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { comparable, showable, THRESHOLD, type Grouping } from './suppress.ts'

/** `sizes` in one grouping: { a: 7, b: 3 } are ten people. */
const inGroups = (sizes: Record<string, number>): string[] =>
  Object.entries(sizes).flatMap(([name, size]) => Array<string>(size).fill(name))
const shownOf = (sizes: Record<string, number>): string[] => {
  const grouping = inGroups(sizes)
  return [...showable(grouping.length, [grouping]).groups[0]!].sort()
}

describe('one grouping', () => {
  it.each([
    ['all are large enough', { a: 5, b: 6, c: 9 }, ['a', 'b', 'c']],
    ['one too small takes the next smallest along', { a: 9, b: 6, c: 3 }, ['a']],
    ['two too small hide each other', { a: 9, b: 6, c: 3, d: 2 }, ['a', 'b']],
    ['two that are too small together as well', { a: 9, b: 6, c: 2, d: 1 }, ['a']],
    ['the complement of the only large one is too small', { a: 13, b: 4 }, []],
    ['one group that holds everybody', { a: 12 }, ['a']],
    ['everybody alone', { a: 1, b: 1, c: 1, d: 1, e: 1 }, []],
    ['people without a group are a rest too', { a: 8, '': 3 }, []],
    ['a rest that is large enough', { a: 8, '': 5 }, ['a']]
  ])('%s', (_, sizes, shown) => expect(shownOf(sizes)).toEqual(shown))

  it('a population of three has no results', () => {
    expect(showable(3, [['a', 'a', 'a']])).toEqual({ all: false, groups: [new Set()] })
    expect(showable(0, [])).toEqual({ all: false, groups: [] })
  })
})

it('a group of another grouping that is nearly the same is hidden: their difference is one person', () => {
  const unit = inGroups({ care: 6, lower: 9 })
  const role = unit.map((name, at) => (name === 'care' && at > 0 ? 'supervisor' : 'teacher'))
  const [units, roles] = showable(15, [unit, role]).groups
  expect([...units!].sort()).toEqual(['care', 'lower'])
  expect([...roles!]).toEqual([])
})

it('a crossing is hidden where its margins give a small cell away', () => {
  const unit = inGroups({ a: 12, b: 12 })
  const role = [...inGroups({ teacher: 7, other: 5 }), ...inGroups({ teacher: 9, other: 3 })]
  const crossed = unit.map((name, at) => `${name} ${role[at]}`)
  const [units, roles, cells] = showable(24, [unit, role, crossed]).groups
  expect(units!.size + roles!.size).toBe(4)
  expect(cells!.size).toBe(0)
})

const people = fc.integer({ min: 0, max: 15 })
const population = people.chain((count) =>
  fc.record({
    count: fc.constant(count),
    groupings: fc.array(fc.array(fc.constantFrom('a', 'b', 'c', 'd', ''), { minLength: count, maxLength: count }), {
      maxLength: 3
    })
  })
)

/** What somebody sees: a list of people per group that is shown. */
function seen(count: number, groupings: Grouping[]): number[][] {
  const { all, groups } = showable(count, groupings)
  const everybody = Array.from({ length: count }, (_, person) => Number(all && person >= 0))
  const parts = groups.flatMap((names, at) =>
    [...names].map((name) => everybody.map((_, person) => Number(groupings[at]![person] === name)))
  )
  return all ? [everybody, ...parts] : parts
}

describe('an adversary', () => {
  it('who subtracts and joins everything shown, over and over, never holds one to four people', () => {
    fc.assert(
      fc.property(population, ({ count, groupings }) => {
        const held = new Map(seen(count, groupings).map((set) => [set.join(''), set]))
        for (const left of held.values()) {
          if (held.size > 400) break
          for (const right of [...held.values()]) {
            const within = right.every((one, at) => one <= left[at]!)
            const apart = right.every((one, at) => one + left[at]! < 2)
            if (within || apart) {
              const made = left.map((one, at) => (within ? one - right[at]! : one + right[at]!))
              held.set(made.join(''), made)
            }
          }
        }
        for (const set of held.values()) {
          const size = set.reduce((all, one) => all + one, 0)
          expect(size === 0 || size >= THRESHOLD).toBe(true)
        }
      }),
      { numRuns: 300 }
    )
  })

  it('who solves the equations has no combination that weighs one to four people', () => {
    fc.assert(
      fc.property(population, ({ count, groupings }) => {
        const shown = seen(count, groupings)
        const full = rank(shown)
        const few = fewPeople(count, THRESHOLD - 1)
        // Some combination has weight on those people alone if without their columns the rank is lower.
        for (const hidden of few) {
          const without = shown.map((set) => set.filter((_, person) => !hidden.includes(person)))
          expect(rank(without)).toBe(full)
        }
      }),
      { numRuns: 120 }
    )
  })

  it('sees a group whenever it is large enough and nothing else is too small', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 5, max: 9 }), { minLength: 1, maxLength: 5 }), (sizes) => {
        expect(shownOf(Object.fromEntries(sizes.map((size, at) => [`g${at}`, size])))).toHaveLength(sizes.length)
      })
    )
  })
})

/**
 * Some people who were asked, with their groups, and which of them answered: most of them, and in groups as schools have
 * them, so that something is shown.
 */
const askedAndAnswered = fc.integer({ min: 4, max: 17 }).chain((count) => {
  const each = <T>(one: fc.Arbitrary<T>) => fc.array(one, { minLength: count, maxLength: count })
  const name = fc.oneof(
    { weight: 9, arbitrary: fc.constantFrom('a', 'b') },
    { weight: 1, arbitrary: fc.constantFrom('c', 'd', '') }
  )
  return fc.record({
    groupings: fc.array(each(name), { minLength: 1, maxLength: 2 }),
    answered: each(fc.integer({ min: 0, max: 7 }).map((chance) => chance > 0))
  })
})
type Asked = { groupings: Grouping[]; answered: boolean[] }

/** What is decided of those who answered, with everybody who was asked beside it. */
function decided({ groupings, answered }: Asked) {
  const given = groupings.map((grouping) => grouping.filter((_, person) => answered[person]))
  const asked = { people: answered.length, groupings }
  return showable(answered.filter(Boolean).length, given, { besideRows: true, asked })
}

describe('an adversary who has the list of who was asked', () => {
  /** Everybody of the list, and the members of each group that is shown: how many answered is known of each. */
  const counted = (of: Asked): number[][] => {
    const { all, groups } = decided(of)
    const parts = groups.flatMap((names, at) =>
      [...names].map((name) => of.groupings[at]!.map((own) => Number(own === name)))
    )
    return all ? [of.answered.map(() => 1), ...parts] : []
  }

  it('who subtracts and joins all that is counted never holds one to four people, asked or answered', () => {
    fc.assert(
      fc.property(askedAndAnswered, (of) => {
        const held = new Map(counted(of).map((set) => [set.join(''), set]))
        for (const left of held.values()) {
          if (held.size > 400) break
          for (const right of [...held.values()]) {
            const within = right.every((one, at) => one <= left[at]!)
            const apart = right.every((one, at) => one + left[at]! < 2)
            if (within || apart) {
              const made = left.map((one, at) => (within ? one - right[at]! : one + right[at]!))
              held.set(made.join(''), made)
            }
          }
        }
        for (const set of held.values()) {
          const asked = set.reduce((all, one) => all + one, 0)
          const answered = set.reduce((all, one, at) => all + one * Number(of.answered[at]), 0)
          expect(asked === 0 || (asked >= THRESHOLD && answered >= THRESHOLD)).toBe(true)
        }
      }),
      { numRuns: 300 }
    )
  })

  it('who solves the equations has none about whether one to four people answered', () => {
    fc.assert(
      fc.property(askedAndAnswered, (of) => {
        const sets = counted(of)
        const full = rank(sets)
        for (const hidden of sets.length ? fewPeople(of.answered.length, THRESHOLD - 1) : [])
          expect(rank(sets.map((set) => set.filter((_, person) => !hidden.includes(person))))).toBe(full)
      }),
      { numRuns: 120 }
    )
  })

  it('reads nothing in which groups are missing: it hangs on how many answered of parts of five or more', () => {
    fc.assert(
      fc.property(askedAndAnswered, fc.nat(), (of, seed) => {
        const { groups } = showable(of.answered.length, of.groupings, { besideRows: true })
        const partOf = (person: number) =>
          groups.map((names, at) => names.has(of.groupings[at]![person]!) && of.groupings[at]![person]).join()
        // Others of the same parts answer, as many of each: all that is decided stays as it is.
        const people = Map.groupBy([...of.answered.keys()], partOf)
        const others = [...of.answered]
        for (const part of people.values())
          part.forEach((person, at) => (others[person] = of.answered[part[(at + seed) % part.length]!]!))
        expect(decided({ ...of, answered: others })).toEqual(decided(of))
        if (of.answered.length >= THRESHOLD)
          for (const part of people.values()) expect(part.length).toBeGreaterThanOrEqual(THRESHOLD)
      })
    )
  })

  it('sees what was seen before where everybody answered', () => {
    fc.assert(
      fc.property(population, ({ count, groupings }) => {
        const of = { groupings, answered: Array<boolean>(count).fill(true) }
        expect(decided(of)).toEqual(showable(count, groupings, { besideRows: true }))
      })
    )
  })
})

/** Every choice of exactly `size` people, or everybody where they are fewer: smaller choices are within these. */
function fewPeople(count: number, size: number): number[][] {
  if (count <= size) return count ? [Array.from({ length: count }, (_, person) => person)] : []
  const choose = (from: number, left: number): number[][] =>
    left === 0
      ? [[]]
      : Array.from({ length: count - from }, (_, at) => from + at).flatMap((person) =>
          choose(person + 1, left - 1).map((rest) => [person, ...rest])
        )
  return choose(0, size)
}

/** By elimination in ordinary numbers: small matrices of noughts and ones. */
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

describe('beside rows of answers without a group', () => {
  it('everybody shares all shown groups with four others, which is stricter than that nobody can be subtracted', () => {
    fc.assert(
      fc.property(population, ({ count, groupings }) => {
        const { all, groups } = showable(count, groupings, { besideRows: true })
        const plain = showable(count, groupings)
        const classes = new Map<string, number>()
        for (let person = 0; person < count; person++) {
          const key = groups.map((names, at) => names.has(groupings[at]![person]!) && groupings[at]![person]).join()
          classes.set(key, (classes.get(key) ?? 0) + 1)
        }
        for (const size of classes.values()) expect(size >= THRESHOLD || !all).toBe(true)
        if (groups[0]) expect(groups[0].isSubsetOf(plain.groups[0]!)).toBe(true)
      })
    )
  })
})

describe('two waves', () => {
  const team = (...names: string[]) => new Set(names)
  it.each([
    ['the same people', team('a', 'b'), team('b', 'a'), true],
    ['one joined', team('a', 'b'), team('a', 'b', 'c'), false],
    ['one left and one joined', team('a', 'b'), team('a', 'c'), false],
    ['five others', team('a', 'b', 'c'), team('a', 'd', 'e', 'f'), true]
  ])('%s', (_, before, now, is) => expect(comparable(before, now)).toBe(is))
})

it('decides for a large school at once', () => {
  const count = 600
  const by = (groups: number, turn: number) => Array.from({ length: count }, (_, at) => `g${(at * turn) % groups}`)
  const start = performance.now()
  const { groups } = showable(count, [by(31, 7), by(6, 11), by(5, 13)])
  expect(groups.map(({ size }) => size)).toEqual([31, 6, 5])
  expect(performance.now() - start).toBeLessThan(20_000)
})
