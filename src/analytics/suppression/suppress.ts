/**
 * Which groups may be shown, so that nobody can work out the answers of fewer than five people, nor whether fewer than
 * five people answered at all.
 */
import { classesOf, isolates, smallestAtom, type Group } from './isolation.ts'

export const THRESHOLD = 5

/** Of every one of some people the group in one grouping (by unit, by role, unit within role); '' for in none. */
export type Grouping = readonly string[]

export type Showable = {
  /** Whether there is a result at all. */
  all: boolean
  /** In the order of the groupings: which of its groups. */
  groups: ReadonlySet<string>[]
}

type Among = { people: number; groupings: readonly Grouping[] }
type Options = { threshold?: number; besideRows?: boolean; asked?: Among }

/**
 * Everybody together first, then the groupings in their order, in each the larger groups first: a group is added as long
 * as nobody is isolated by all that is shown by then. What falls out are the smallest, and as few as can be within one
 * grouping: the groups that are too small, and one more where those together are too small as well.
 *
 * `besideRows`: whole rows of answers are there as well, without a group. From the figures of a group over many items one
 * can find out which rows are in it, so that every row gets the groups of its person. Then all people who are in the same
 * shown groups have to be five or more, which is stricter.
 *
 * `asked`: everybody who was asked, of whom `people` answered. Who was asked, and in which group, is no secret; whether
 * somebody answered is. How many answered in all less how many did in each shown group is how many did of all others. So
 * the groups are chosen twice: first among all who were asked, as if everybody had answered, and of what is left then
 * among who did. Whoever is asked and in no shown group counts as a group in both, and a part of which nobody answered is
 * as much too small as one of which three did. What is shown, and which groups are missing, then hangs on nothing but how
 * many answered of each part of five people or more.
 */
export function showable(people: number, groupings: readonly Grouping[], options: Options = {}): Showable {
  const { asked, ...plain } = options
  if (!asked) return choose(people, groupings, plain)
  const allowed = choose(asked.people, asked.groupings, plain)
  if (!allowed.all) return { all: false, groups: groupings.map(() => new Set<string>()) }
  const kept = (all: readonly Grouping[]) =>
    all.map((grouping, at) => grouping.map((name) => (allowed.groups[at]!.has(name) ? name : '')))
  return choose(people, kept(groupings), { ...plain, asked: { ...asked, groupings: kept(asked.groupings) } })
}

function choose(
  people: number,
  groupings: readonly Grouping[],
  { threshold = THRESHOLD, besideRows = false, asked }: Options
): Showable {
  if (people < threshold) return { all: false, groups: groupings.map(() => new Set<string>()) }
  const shown: Group[] = [everybody(people)]
  const among: Group[] = asked ? [everybody(asked.people)] : []
  const groups = groupings.map((grouping, at) => {
    const kept = new Set<string>()
    for (const { name, members } of largestFirst(grouping, people)) {
      if (members.size < threshold) break
      const all = [...shown, groupOf(grouping, people, name)]
      const allAmong = asked ? [...among, groupOf(asked.groupings[at]!, asked.people, name)] : []
      if (besideRows ? smallestAtom(all) < threshold : isolates(all, threshold)) continue
      if (asked && !classesOf(allAmong).isSubsetOf(classesOf(all))) continue
      shown.push(all.at(-1)!)
      if (asked) among.push(allAmong.at(-1)!)
      kept.add(name)
    }
    return kept
  })
  return { all: true, groups }
}

const everybody = (people: number): Group => new Uint8Array(people).fill(1)
const groupOf = (grouping: Grouping, people: number, name: string): Group =>
  Uint8Array.from({ length: people }, (_, person) => Number(grouping[person] === name))

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
