/** Results as a page, a report and slides show them: in the order of the form, with the norm and what a leader shared. */
import { isPositive, isScored, type Answers, type Form } from './form.ts'
import type { InTwo } from './instrument.ts'
import type { GroupFigures, Results } from './results.ts'

export type Leader = { name: string; answers: Answers }

export type ItemView = {
  key: string
  text: InTwo
  reversed: boolean
  labels: InTwo[]
  n: number
  notApplicable: number
  /** null: too few. */
  counts: number[] | null
  /** Turned round where the sentence says the opposite. */
  mean: number | null
  /** From which answer on it counts as yes; for a turned sentence below which. null: there is no high and low. */
  from: number | null
  /** How many said yes, or no where that is the favourable answer. */
  favourable: number | null
  norm: { needed: number; met: 'yes' | 'almost' | 'not-yet' } | null
  leaders: { name: string; answer: number | 'na' }[]
  groups: Record<string, Record<string, GroupFigures & { favourable: number }>>
}

export type SectionView = {
  key: string
  name: InTwo
  meaning: InTwo
  basis: string | null
  items: ItemView[]
  max: number
  n: number
  mean: number | null
  interval: [number, number] | null
  rwgj: number | null
  alpha: number | null
  alphaInterval: [number, number] | null
  omega: number | null
  omegaInterval: [number, number] | null
  /** The mean of the answers that a leader gave to it. */
  leaders: { name: string; mean: number }[]
  groups: Record<string, Record<string, { n: number; mean: number; rwgj: number | null }>>
}

export type ResultView = {
  asked: number
  answered: number
  tooFew: boolean
  sections: SectionView[]
  /** Asked beside the constructs: shown, and part of no score. */
  loose: ItemView[]
  norm: { ofTen: number; met: number; of: number } | null
}

/** How many of those who answered it takes: "7 van de 10" of 14 people are 10. */
export const neededOf = (ofTen: number, n: number): number => Math.ceil((ofTen * n) / 10)

/** One short of it, or a twentieth in a large team, is almost. */
function metBy(favourable: number, needed: number, n: number): 'yes' | 'almost' | 'not-yet' {
  if (favourable >= needed) return 'yes'
  return needed - favourable <= Math.max(1, Math.floor(n / 20)) ? 'almost' : 'not-yet'
}

export function viewOf(
  form: Form,
  results: Results,
  { norm, leaders }: { norm: number | null; leaders: readonly Leader[] }
): ResultView {
  const { asked, answered, tooFew } = results
  if (tooFew) return { asked, answered, tooFew, sections: [], loose: [], norm: null }
  const items = new Map(form.items.map((item) => [item.key, itemView(item.key, form, results, { norm, leaders })]))
  const sections = form.constructs
    .filter((construct) => construct.items.length > 0)
    .map((construct): SectionView => {
      const found = results.constructs[construct.key]!
      const own = construct.items.map((key) => items.get(key)!)
      const { max } = form.scales[form.items.find(({ key }) => key === construct.items[0])!.scale]!
      return {
        ...{ key: construct.key, name: construct.name, meaning: construct.meaning, basis: construct.basis ?? null },
        ...{ items: own, max, ...found },
        leaders: leaders.flatMap(({ name, answers }) => meanGiven(name, own, answers, max))
      }
    })
  const scored = new Set(sections.flatMap((section) => section.items.map(({ key }) => key)))
  const judged = [...items.values()].filter((item) => item.norm !== null)
  return {
    ...{ asked, answered, tooFew, sections },
    loose: [...items.values()].filter(({ key }) => !scored.has(key)),
    norm:
      norm === null
        ? null
        : { ofTen: norm, met: judged.filter((item) => item.norm!.met === 'yes').length, of: judged.length }
  }
}

function itemView(
  key: string,
  form: Form,
  results: Results,
  { norm, leaders }: { norm: number | null; leaders: readonly Leader[] }
): ItemView {
  const item = form.items.find((one) => one.key === key)!
  const scale = form.scales[item.scale]!
  const { n, notApplicable, counts, mean, groups } = results.items[key]!
  const scored = isScored(item)
  const favours = (some: readonly number[]): number =>
    some.reduce((all, count, at) => (isPositive(at + 1, scale, item.reversed) ? all + count : all), 0)
  const favourable = counts && scored ? favours(counts) : null
  const needed = norm === null ? null : neededOf(norm, n)
  return {
    ...{
      key,
      text: item.text,
      reversed: item.reversed,
      labels: scale.labels,
      n,
      notApplicable,
      counts,
      mean,
      favourable
    },
    from: scored ? Math.floor((scale.max + 1) / 2) + 1 : null,
    norm: favourable === null || needed === null ? null : { needed, met: metBy(favourable, needed, n) },
    leaders: leaders.flatMap(({ name, answers }) =>
      answers[key] === undefined ? [] : [{ name, answer: answers[key] }]
    ),
    groups: Object.fromEntries(
      Object.entries(groups).map(([grouping, found]) => [
        grouping,
        Object.fromEntries(
          Object.entries(found).map(([name, figures]) => [name, { ...figures, favourable: favours(figures.counts) }])
        )
      ])
    )
  }
}

function meanGiven(name: string, items: readonly ItemView[], answers: Answers, max: number) {
  const given = items.flatMap(({ key, reversed }) => {
    const answer = answers[key]
    return typeof answer === 'number' ? [reversed ? max + 1 - answer : answer] : []
  })
  return given.length ? [{ name, mean: given.reduce((all, one) => all + one, 0) / given.length }] : []
}
