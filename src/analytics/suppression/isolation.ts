/**
 * Whether figures about groups that are all shown would give away a few people.
 *
 * Whoever sees the figures of several groups of the same people can add and subtract them. What comes out is a figure
 * about any weighing of people that is a linear combination of the shown groups. So nobody is isolated if and only if no
 * combination but nought leaves fewer than `threshold` people with a weight. People who are in the same shown groups
 * cannot be told apart and are taken together as one atom.
 *
 * A combination that is nought on a basis of the atoms is nought everywhere. So it has weight on some atom of every
 * basis: as many bases without a person in common as the threshold prove that all is well, and where they cannot be
 * found, one atom of a basis after the other is taken away to see whether the rest still spans everything. Exact, unless
 * that search grows too long; then the answer is that somebody is isolated, and something is hidden too much.
 */
/** 2^26 - 5: the product of two of its residues is exact in a double. */
const PRIME = 67_108_859
const STEPS = 20_000

/** Who is in it: 1 or 0 by the place in the list of people. */
export type Group = Uint8Array

type Atoms = { rows: number[][]; sizes: number[] }

export function isolates(groups: readonly Group[], threshold: number): boolean {
  const { rows, sizes } = atomsOf(groups)
  const full = basisOf(rows, sizes).length
  let steps = 0
  /** May people with at most `left` persons, beside those taken away already, carry a combination? */
  const search = (sizes: number[], left: number): boolean => {
    if (++steps > STEPS) return true
    const rest = [...sizes]
    let first: number[] | null = null
    let bases = 0
    for (; bases <= left; bases++) {
      const basis = basisOf(rows, rest)
      if (basis.length < full) break
      first ??= basis
      for (const atom of basis) rest[atom]!--
    }
    if (!first) return true
    if (bases > left) return false
    return first.some((atom) => sizes[atom]! <= left && search(sizes.with(atom, 0), left - sizes[atom]!))
  }
  return full > 0 && search(sizes, threshold - 1)
}

/** How many people are in the smallest set whose members no shown group tells apart. */
export const smallestAtom = (groups: readonly Group[]): number => Math.min(...atomsOf(groups).sizes)

/** Which combinations of these groups somebody is in: one text for each. */
export const classesOf = (groups: readonly Group[]): ReadonlySet<string> =>
  new Set(Array.from({ length: groups[0]?.length ?? 0 }, (_, person) => groups.map((group) => group[person]).join('')))

function atomsOf(groups: readonly Group[]): Atoms {
  const found = new Map<string, { row: number[]; size: number }>()
  for (let person = 0; person < (groups[0]?.length ?? 0); person++) {
    const row = groups.map((group) => group[person]!)
    if (!row.includes(1)) continue
    const key = row.join('')
    const atom = found.get(key)
    if (atom) atom.size++
    else found.set(key, { row, size: 1 })
  }
  const atoms = [...found.values()]
  return { rows: atoms.map(({ row }) => row), sizes: atoms.map(({ size }) => size) }
}

/** Atoms with somebody left in them whose rows are independent and span those of all such; the fullest first. */
function basisOf(rows: readonly number[][], sizes: readonly number[]): number[] {
  const order = rows.map((_, at) => at).filter((at) => sizes[at]! > 0)
  order.sort((left, right) => sizes[right]! - sizes[left]!)
  const steps: { row: number[]; pivot: number }[] = []
  const width = rows[0]?.length ?? 0
  return order.filter((at) => {
    if (steps.length === width) return false
    const row = steps.reduce((left, step) => minus(left, step.row, left[step.pivot]!), rows[at]!)
    const pivot = row.findIndex((value) => value !== 0)
    if (pivot < 0) return false
    const scale = inverse(row[pivot]!)
    steps.push({ row: row.map((value) => (value * scale) % PRIME), pivot })
    return true
  })
}

const minus = (row: number[], other: readonly number[], times: number): number[] =>
  times === 0 ? row : row.map((value, at) => (value + (PRIME - times) * other[at]!) % PRIME)

/** By Fermat: x^(p - 2). */
function inverse(value: number): number {
  let [result, base, exponent] = [1, value, PRIME - 2]
  for (; exponent > 0; exponent = Math.floor(exponent / 2)) {
    if (exponent % 2) result = (result * base) % PRIME
    base = (base * base) % PRIME
  }
  return result
}
