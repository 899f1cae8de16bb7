/**
 * What may be shown of a campaign, worked out once when it closes. Everything a screen, an export or a comparison shows
 * comes from here, so what is left out here cannot come out anywhere.
 *
 * A construct's mean is the mean of its items' means: another figure over other people (those who answered all items)
 * would give away, by subtraction, somebody who left one item open.
 */
import { studentT } from '#analytics/statistics/distributions.ts'
import { rwgj as rwgjOf } from '#analytics/statistics/agreement.ts'
import { describeSample } from '#analytics/statistics/sample.ts'
import { describeScale, type Scale } from '#analytics/statistics/scale.ts'
import { showable, THRESHOLD, type Showable } from '#analytics/suppression/suppress.ts'
import type { Answers, Form, FormConstruct } from './core/form.ts'
import type { ConstructResult, GroupFigures, ItemResult, Results } from './core/results.ts'
import type { Labels } from './store/campaigns.server.ts'

/** Somebody's answers with the groups they count in, one label for each grouping. */
export type Row = { labels: Labels; answers: Answers }

/** `everybody`: the groups of each person who was asked, also of who did not answer. */
type Asked = { form: Form; groupings: readonly string[]; everybody: readonly Labels[] }

export function workOut(rows: readonly Row[], { form, groupings, everybody }: Asked): Results {
  const asked = everybody.length
  if (rows.length < THRESHOLD) return { asked, answered: rows.length, tooFew: true, items: {}, constructs: {} }
  const shownFor = rememberShowable(rows, groupings, everybody)
  const items = Object.fromEntries(
    form.items.map(({ key, scale, reversed }) => {
      const { max } = form.scales[scale]!
      const shown = shownFor((row) => typeof row.answers[key] === 'number')
      return [key, itemResult(rows, { key, max, reversed, shown, groupings })]
    })
  )
  const constructs = Object.fromEntries(
    form.constructs
      .filter((construct) => construct.items.length > 0)
      .map((construct) => [construct.key, constructResult(rows, construct, { form, asked, items })])
  )
  return { asked, answered: rows.length, tooFew: false, items, constructs }
}

const inGroups = (people: readonly Labels[], groupings: readonly string[], allowed?: Showable) => ({
  people: people.length,
  groupings: groupings.map((grouping, at) =>
    people.map((labels) => {
      const name = labels[grouping] ?? ''
      return !allowed || allowed.groups[at]!.has(name) ? name : ''
    })
  )
})

/**
 * Rows of answers stay, without groups: who is in the same shown groups must be five or more, of everybody who was asked,
 * of who answered at all and of who answered the item. A group that is everybody says nothing besides the whole: it is
 * left out. Most items were answered by the same people: what may be shown is decided once for them.
 */
function rememberShowable(rows: readonly Row[], groupings: readonly string[], everybody: readonly Labels[]) {
  const decide = (who: readonly Row[], allowed?: Showable): Showable => {
    const answered = inGroups(who.map(({ labels }) => labels), groupings, allowed) // prettier-ignore
    const asked = inGroups(everybody, groupings, allowed)
    const shown = showable(answered.people, answered.groupings, { besideRows: true, asked })
    const isPart = (name: string, at: number) => answered.groupings[at]!.some((other) => other !== name)
    return { ...shown, groups: shown.groups.map((names, at) => new Set([...names].filter((name) => isPart(name, at)))) }
  }
  const whole = decide(rows)
  const known = new Map<string, Showable>()
  return (counts: (row: Row) => boolean): Showable => {
    const key = rows.map((row) => Number(counts(row))).join('')
    const decided = known.get(key) ?? decide(rows.filter(counts), whole)
    known.set(key, decided)
    return decided
  }
}

/**
 * Results of before the groups were chosen among everybody who was asked, without the groups that tell whether one to
 * four people answered. Of what was worked out since then nothing goes.
 */
export function withoutTellingWho(
  results: Results,
  groupings: readonly string[],
  everybody: readonly Labels[]
): Results {
  const found = Object.values(results.items).flatMap(({ groups }) =>
    Object.entries(groups).flatMap(([grouping, own]) =>
      Object.keys(own).map((name) => JSON.stringify([grouping, name]))
    )
  )
  const told = new Set(found)
  const labelled = everybody.map(
    (labels) =>
    Object.fromEntries(groupings.map((grouping) => [grouping, told.has(JSON.stringify([grouping, labels[grouping]])) ? labels[grouping]! : ''])) // prettier-ignore
  )
  const asked = inGroups(labelled, groupings)
  const allowed = showable(asked.people, asked.groupings, { besideRows: true })
  const kept = <T>(groups: Record<string, Record<string, T>>) =>
    Object.fromEntries(
      Object.entries(groups).map(([grouping, own]) => [
        grouping,
        Object.fromEntries(
          Object.entries(own).filter(([name]) => allowed.groups[groupings.indexOf(grouping)]?.has(name))
        )
      ])
    )
  const each = <T extends { groups: Record<string, Record<string, unknown>> }>(all: Record<string, T>) =>
    Object.fromEntries(Object.entries(all).map(([key, one]) => [key, { ...one, groups: kept(one.groups) }])) as Record<
      string,
      T
    >
  return { ...results, items: each(results.items), constructs: each(results.constructs) }
}

type ItemOrder = { key: string; max: number; reversed: boolean; shown: Showable; groupings: readonly string[] }

function itemResult(rows: readonly Row[], { key, max, reversed, shown, groupings }: ItemOrder): ItemResult {
  const given = rows.flatMap(({ labels, answers }) => {
    const answer = answers[key]
    return typeof answer === 'number' ? [{ labels, answer }] : []
  })
  const notApplicable = rows.filter(({ answers }) => answers[key] === 'na').length
  const base = { n: given.length, notApplicable }
  if (!shown.all) return { ...base, counts: null, mean: null, groups: {} }
  const counted = (some: typeof given): GroupFigures => {
    const counts = Array<number>(max).fill(0)
    for (const { answer } of some) counts[answer - 1]!++
    const sum = some.reduce((all, { answer }) => all + (reversed ? max + 1 - answer : answer), 0)
    return { n: some.length, counts, mean: sum / some.length }
  }
  const groups = Object.fromEntries(
    groupings.map((grouping, at) => [
      grouping,
      Object.fromEntries(
        [...shown.groups[at]!]
          .sort()
          .map((name) => [name, counted(given.filter(({ labels }) => labels[grouping] === name))])
      )
    ])
  )
  const all = counted(given)
  return { ...base, counts: all.counts, mean: all.mean, groups }
}

type Context = { form: Form; asked: number; items: Record<string, ItemResult> }

function constructResult(
  rows: readonly Row[],
  construct: FormConstruct,
  { form, asked, items }: Context
): ConstructResult {
  const formItems = construct.items.map((key) => form.items.find((item) => item.key === key)!)
  const { min, max } = form.scales[formItems[0]!.scale]!
  const scale = {
    items: construct.items,
    reversed: formItems.filter(({ reversed }) => reversed).map(({ key }) => key),
    min,
    max
  }
  const told = construct.items.map((key) => items[key]!)
  const complete = rows.filter((row) => construct.items.every((key) => typeof row.answers[key] === 'number'))
  const whole = fromItems(
    told.map(({ n, counts, mean }) => (counts && mean !== null ? { n, counts, mean } : undefined)),
    max
  )
  const groups = Object.fromEntries(
    Object.keys(told[0]!.groups).map((grouping) => [
      grouping,
      Object.fromEntries(
        Object.keys(told[0]!.groups[grouping]!).flatMap((name) => {
          const own = fromItems(
            told.map((item) => item.groups[grouping]?.[name]),
            max
          )
          return own ? [[name, own]] : []
        })
      )
    ])
  )
  const blank = {
    n: complete.length,
    mean: null,
    rwgj: null,
    interval: null,
    alpha: null,
    alphaInterval: null,
    omega: null,
    omegaInterval: null
  }
  if (!whole || complete.length < THRESHOLD) return { ...blank, ...whole, n: complete.length, groups }
  const columns = new Map(
    construct.items.map((key) => [key, Float64Array.from(complete, (row) => row.answers[key] as number)])
  )
  const reach = reachOf(scale, columns, asked)
  const interval: [number, number] | null =
    reach === null ? null : [Math.max(min, whole.mean - reach), Math.min(max, whole.mean + reach)]
  // Together with the items' own spread it would tell what one person answered who left a single item open.
  const isSafe = told.every(({ n }) => n === complete.length || n - complete.length >= THRESHOLD)
  const figures = isSafe ? describeScale(scale, { columns }) : null
  return {
    n: complete.length,
    mean: whole.mean,
    rwgj: whole.rwgj,
    interval,
    alpha: figures?.alpha_raw ?? null,
    alphaInterval: figures?.alpha_ci95_feldt ?? null,
    omega: figures?.omega_note === null ? figures.omega_total_cfa_ml_cov : null,
    omegaInterval: figures?.omega_ci95_delta ?? null,
    groups
  }
}

/** Worked out of the distributions that are shown anyway, so that it tells nothing besides them. */
function fromItems(
  parts: readonly (GroupFigures | undefined)[],
  options: number
): { n: number; mean: number; rwgj: number | null } | null {
  const known = parts.flatMap((part) => part ?? [])
  if (known.length < parts.length) return null
  const columns = known.map(({ counts }) =>
    Float64Array.from(counts.flatMap((count, at) => Array<number>(count).fill(at + 1)))
  )
  return {
    n: Math.min(...known.map(({ n }) => n)),
    mean: meanOf(known.map(({ mean }) => mean)),
    rwgj: rwgjOf(columns, options)
  }
}

/** Half the 95% interval of a team of known size: nought when everybody answered. */
function reachOf(scale: Scale, columns: ReadonlyMap<string, Float64Array>, asked: number): number | null {
  const turned = scale.items.map((item) =>
    columns.get(item)!.map((value) => (scale.reversed!.includes(item) ? scale.min + scale.max - value : value))
  )
  const scores = turned[0]!.map((_, row) => meanOf(turned.map((column) => column[row]!)))
  const { standard_error } = describeSample(scores, asked)
  return standard_error === null ? null : studentT(scores.length - 1).quantile(0.975) * standard_error
}

const meanOf = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0) / values.length

/** The same out of counts, where who answered what together is not known: no interval, and no reliability. */
export function countsOut(
  given: Readonly<Record<string, readonly number[]>>,
  { form, asked, answered }: { form: Form; asked: number; answered: number }
): Results {
  if (answered < THRESHOLD) return { asked, answered, tooFew: true, items: {}, constructs: {} }
  const items = Object.fromEntries(
    form.items.map(({ key, scale, reversed }): [string, ItemResult] => {
      const { max } = form.scales[scale]!
      const counts = [...(given[key] ?? [])]
      const n = counts.reduce((all, one) => all + one, 0)
      const base = { n, notApplicable: 0, groups: {} }
      if (n < THRESHOLD) return [key, { ...base, counts: null, mean: null }]
      const sum = counts.reduce((all, one, at) => all + one * (reversed ? max - at : at + 1), 0)
      return [key, { ...base, counts, mean: sum / n }]
    })
  )
  const blank = { interval: null, alpha: null, alphaInterval: null, omega: null, omegaInterval: null, groups: {} }
  const constructs = Object.fromEntries(
    form.constructs.map((construct): [string, ConstructResult] => {
      const told = construct.items.map((key) => items[key]!)
      const { max } = form.scales[form.items.find(({ key }) => key === construct.items[0])!.scale]!
      const whole = fromItems(told.map(({ n, counts, mean }) => (counts && mean !== null ? { n, counts, mean } : undefined)), max) // prettier-ignore
      return [construct.key, { ...blank, n: whole?.n ?? 0, mean: whole?.mean ?? null, rwgj: whole?.rwgj ?? null }]
    })
  )
  return { asked, answered, tooFew: false, items, constructs }
}
