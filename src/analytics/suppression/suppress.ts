/** Which groups may be shown, so that nobody can work out the answers of fewer than five people. */
import { isolates, smallestAtom, type Group } from './isolation.ts'

export const THRESHOLD = 5

/** Of everybody who answered the group in one grouping (by unit, by role, unit within role); '' for in none. */
export type Grouping = readonly string[]

export type Showable = {
  /** Whether there is a result at all. */
  all: boolean
  /** In the order of the groupings: which of its groups. */
  groups: ReadonlySet<string>[]
}

/**
 * Everybody together first, then the groupings in their order, in each the larger groups first: a group is added as long
 * as nobody is isolated by all that is shown by then. What falls out are the smallest, and as few as can be within one
 * grouping: the groups that are too small, and one more where those together are too small as well.
 *
 * `besideRows`: whole rows of answers are there as well, without a group. From the figures of a group over many items one
 * can find out which rows are in it, so that every row gets the groups of its person. Then all people who are in the same
 * shown groups have to be five or more, which is stricter.
 */
export function showable(
  people: number,
  groupings: readonly Grouping[],
  { threshold = THRESHOLD, besideRows = false }: { threshold?: number; besideRows?: boolean } = {}
): Showable {
  if (people < threshold) return { all: false, groups: groupings.map(() => new Set<string>()) }
  const shown: Group[] = [new Uint8Array(people).fill(1)]
  const groups = groupings.map((grouping) => {
    const kept = new Set<string>()
    for (const { name, members } of largestFirst(grouping, people)) {
      if (members.size < threshold) break
      const group = Uint8Array.from({ length: people }, (_, person) => Number(members.has(person)))
      const all = [...shown, group]
      if (besideRows ? smallestAtom(all) < threshold : isolates(all, threshold)) continue
      shown.push(group)
      kept.add(name)
    }
    return kept
  })
  return { all: true, groups }
}

function largestFirst(grouping: Grouping, people: number): { name: string; members: Set<number> }[] {
  const found = new Map<string, Set<number>>()
  for (let person = 0; person < people; person++) {
    const name = grouping[person] ?? ''
    if (name === '') continue
    const members = found.get(name)
    if (members) members.add(person)
    else found.set(name, new Set([person]))
  }
  return [...found]
    .map(([name, members]) => ({ name, members }))
    .sort((left, right) => right.members.size - left.members.size || (left.name < right.name ? -1 : 1))
}

/** Two waves may stand beside each other if the same people were asked, or at least five others. */
export function comparable(before: ReadonlySet<string>, now: ReadonlySet<string>, threshold = THRESHOLD): boolean {
  const changed = before.symmetricDifference(now).size
  return changed === 0 || changed >= threshold
}
