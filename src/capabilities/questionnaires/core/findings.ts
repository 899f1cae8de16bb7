/**
 * What stands out, as facts that a sentence can say: counted in people, never in percentages, and few of them. Nothing
 * here knows more than what the results show, so nothing can come out that is hidden there.
 */
import type { ItemView, ResultView, SectionView } from './view.ts'

export type Finding =
  | { kind: 'most' | 'least'; item: ItemView; favourable: number; n: number }
  | { kind: 'divided'; item: ItemView; favourable: number; n: number }
  | { kind: 'leader'; item: ItemView; name: string; answer: number; others: number; n: number }
  | { kind: 'groups'; item: ItemView; grouping: string; high: GroupSaid; low: GroupSaid }
  | { kind: 'not-applicable'; item: ItemView; count: number; of: number }
  | { kind: 'change'; section: SectionView; before: number; now: number }

export type GroupSaid = { name: string; favourable: number; n: number }

const share = ({ favourable, n }: { favourable: number | null; n: number }): number => (favourable ?? 0) / n
const judged = (view: ResultView): ItemView[] =>
  [...view.sections.flatMap(({ items }) => items), ...view.loose].filter(
    (item, at, all) => item.favourable !== null && all.findIndex(({ key }) => key === item.key) === at
  )

/** At most two of a kind and seven in all: what a team can talk about in one go. */
export function findingsOf(view: ResultView, before: Readonly<Record<string, number>> = {}): Finding[] {
  const items = judged(view)
  const sorted = [...items].sort((one, other) => share(other) - share(one) || (one.key < other.key ? -1 : 1))
  const said = (kind: 'most' | 'least', item: ItemView): Finding => ({
    kind,
    item,
    favourable: item.favourable!,
    n: item.n
  })
  const most = sorted.slice(0, items.length > 6 ? 2 : 1)
  const least = sorted.toReversed().filter((item) => !most.includes(item)).slice(0, items.length > 6 ? 2 : 1) // prettier-ignore
  return [
    ...most.filter((item) => share(item) > 0.5).map((item) => said('most', item)),
    ...least.map((item) => said('least', item)),
    ...dividedIn(items).filter(({ item }) => !least.includes(item)).slice(0, 1), // prettier-ignore
    ...leaderIn(items).slice(0, 2),
    ...groupsIn(items).slice(0, 1),
    ...changedIn(view, before).slice(0, 2),
    ...awayIn(items, view.answered).slice(0, 1)
  ]
}

/** More spread than when everybody answered by chance: some at one end, some at the other. */
function dividedIn(items: readonly ItemView[]): Extract<Finding, { kind: 'divided' }>[] {
  return items
    .map((item) => ({ item, spread: varianceOf(item.counts!) / ((item.counts!.length ** 2 - 1) / 12) }))
    .filter(({ item, spread }) => spread > 1 && share(item) > 0.25 && share(item) < 0.75)
    .sort((one, other) => other.spread - one.spread)
    .map(({ item }) => ({ kind: 'divided', item, favourable: item.favourable!, n: item.n }))
}

/** The leader says yes where at least half of the team does not, or the other way round. */
function leaderIn(items: readonly ItemView[]): Finding[] {
  return items
    .flatMap((item) =>
      item.leaders.flatMap(({ name, answer }) => {
        if (typeof answer !== 'number' || item.from === null) return []
        const high = answer >= item.from
        const isFavourable = item.reversed ? !high : high
        const others = isFavourable ? item.n - item.favourable! : item.favourable!
        return others * 2 >= item.n ? [{ kind: 'leader' as const, item, name, answer, others, n: item.n }] : []
      })
    )
    .sort((one, other) => other.others / other.n - one.others / one.n)
}

/** Two groups that are shown and of which one says yes far more often: at least four in ten more. */
function groupsIn(items: readonly ItemView[]): Finding[] {
  return items
    .flatMap((item) =>
      Object.entries(item.groups).flatMap(([grouping, groups]) => {
        const all = Object.entries(groups)
          .map(([name, { favourable, n }]) => ({ name, favourable, n }))
          .sort((one, other) => share(other) - share(one))
        const [high, low] = [all[0], all.at(-1)]
        return high && low && share(high) - share(low) >= 0.4
          ? [{ kind: 'groups' as const, item, grouping, high, low }]
          : []
      })
    )
    .sort((one, other) => share(other.high) - share(other.low) - (share(one.high) - share(one.low)))
}

/** Further from the earlier wave than its uncertainty reaches. */
const changedIn = (view: ResultView, before: Readonly<Record<string, number>>): Finding[] =>
  view.sections
    .flatMap((section) => {
      const earlier = before[section.key]
      if (earlier === undefined || section.mean === null) return []
      const reach = section.interval ? section.interval[1] - section.mean : 0
      const moved = Math.abs(section.mean - earlier)
      return moved > Math.max(reach, 0.3)
        ? [{ kind: 'change' as const, section, before: earlier, now: section.mean }]
        : []
    })
    .sort((one, other) => Math.abs(other.now - other.before) - Math.abs(one.now - one.before))

const awayIn = (items: readonly ItemView[], answered: number): Finding[] =>
  items
    .filter(({ notApplicable }) => notApplicable * 3 >= answered)
    .sort((one, other) => other.notApplicable - one.notApplicable)
    .map((item) => ({ kind: 'not-applicable', item, count: item.notApplicable, of: answered }))

function varianceOf(counts: readonly number[]): number {
  const n = counts.reduce((all, count) => all + count, 0)
  if (n < 2) return 0
  const mean = counts.reduce((all, count, at) => all + count * (at + 1), 0) / n
  return counts.reduce((all, count, at) => all + count * (at + 1 - mean) ** 2, 0) / (n - 1)
}

/** The strongest and the weakest part, where they differ enough to say so: a third of a step of six. */
export function extremesOf(view: ResultView): { best: SectionView; worst: SectionView } | null {
  const known = view.sections.filter(({ mean }) => mean !== null)
  const of = ({ mean, max }: SectionView) => (mean! - 1) / (max - 1)
  const sorted = [...known].sort((one, other) => of(other) - of(one))
  const [best, worst] = [sorted[0], sorted.at(-1)]
  return best && worst && of(best) - of(worst) >= 1 / 15 ? { best, worst } : null
}
