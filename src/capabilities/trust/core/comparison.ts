/** A school beside the other schools of its trust: distributions of everybody together, and what can be told from them. */
import { isPositive, type ItemView, type SectionView } from '#questionnaires'

/** How often each answer was given in the other schools together, from the lowest. */
export type Pool = { schools: number; counts: number[]; madeOn: string }
/** What the database tells of one sentence: a pool, or how many schools are missing for one. */
export type PoolOf = { item: string; pool: Pool | null; missing: number }

export type Figures = { n: number; mean: number; sd: number }

export type ItemBeside = Figures & {
  key: string
  schools: number
  /** As it was read, not turned round. */
  counts: number[]
  favourable: number | null
}

export type SectionBeside = {
  key: string
  /** The mean of the means of its sentences, as for the school itself. */
  mean: number
  /** Of the sentence with the fewest. */
  n: number
  schools: number
  items: ItemBeside[]
}

export type Comparison = {
  trust: string
  sections: SectionBeside[]
  /** How many schools more it takes before a next part can be shown; nought when all parts are. */
  missing: number
  madeOn: string | null
}

/** Mean and spread (n - 1) of everybody behind a distribution; turned round where the sentence says the opposite. */
export function figuresOf(counts: readonly number[], reversed = false): Figures {
  const values = counts.map((count, at) => ({ count, value: reversed ? counts.length - at : at + 1 }))
  const n = values.reduce((all, { count }) => all + count, 0)
  const mean = values.reduce((all, { count, value }) => all + count * value, 0) / n
  const squares = values.reduce((all, { count, value }) => all + count * (value - mean) ** 2, 0)
  return { n, mean, sd: n > 1 ? Math.sqrt(squares / (n - 1)) : 0 }
}

/** The parts of which every sentence has a pool, in the order of the results. */
export function besideOthers(trust: string, sections: readonly SectionView[], pools: readonly PoolOf[]): Comparison {
  const known = new Map(pools.map((one) => [one.item, one]))
  const beside = sections.flatMap((section): SectionBeside[] => {
    const items = section.items.map((item) => itemBeside(item, known.get(item.key)?.pool ?? null))
    if (!items.every((item) => item !== null)) return []
    return [
      {
        key: section.key,
        mean: items.reduce((all, { mean }) => all + mean, 0) / items.length,
        n: Math.min(...items.map(({ n }) => n)),
        schools: Math.min(...items.map(({ schools }) => schools)),
        items
      }
    ]
  })
  const days = pools.flatMap(({ pool }) => pool?.madeOn ?? []).sort()
  return { trust, sections: beside, missing: beside.length < sections.length ? missingFor(pools) : 0, madeOn: days.at(-1) ?? null } // prettier-ignore
}

/** Of the sentences without a pool the one that is nearest to having one. */
const missingFor = (pools: readonly PoolOf[]): number =>
  Math.min(4, ...pools.flatMap(({ pool, missing }) => (pool ? [] : [Math.max(1, missing)])))

function itemBeside({ key, reversed, labels, from }: ItemView, pool: Pool | null): ItemBeside | null {
  if (!pool || pool.counts.length !== labels.length) return null
  const { counts, schools } = pool
  const scale = { max: labels.length }
  const favourable = counts.reduce((all, count, at) => (isPositive(at + 1, scale, reversed) ? all + count : all), 0)
  return { key, schools, counts, ...figuresOf(counts, reversed), favourable: from === null ? null : favourable }
}

/** The part that differs most from the other schools, where that is enough to say so: a third of a step. */
export function furthestOf(
  { sections: beside }: Pick<Comparison, 'sections'>,
  sections: readonly SectionView[]
): { section: SectionView; difference: number } | null {
  const found = beside.flatMap(({ key, mean }) => {
    const section = sections.find((one) => one.key === key)
    return section?.mean === null || section === undefined ? [] : [{ section, difference: section.mean - mean }]
  })
  const furthest = found.sort((one, other) => Math.abs(other.difference) - Math.abs(one.difference))[0]
  return furthest && Math.abs(furthest.difference) >= 1 / 3 ? furthest : null
}
