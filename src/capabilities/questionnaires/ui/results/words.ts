/** Findings as sentences: careful ones, counted in people. */
import { currentLanguage, number } from '#platform/i18n/runtime.ts'
import * as t from '#texts/results'
import type { Finding } from '../../core/findings.ts'
import type { ItemView, ResultView, SectionView } from '../../core/view.ts'
import type { HiddenGroups } from '../../core/results.ts'
import { extremesOf } from '../../core/findings.ts'

export const words = (text: { nl: string; en: string }): string => text[currentLanguage()]

/** One decimal, as people read it. */
export const decimal = (value: number, digits = 1): string => {
  const rounded = Math.round(value * 10 ** digits) / 10 ** digits
  return number(rounded, currentLanguage())
}

export function sentenceOf(finding: Finding): string {
  if (finding.kind === 'change') {
    const part = words(finding.section.name)
    return finding.now > finding.before ? t.changed_up({ part }) : t.changed_down({ part })
  }
  const { item } = finding
  const text = words(item.text)
  switch (finding.kind) {
    case 'most': {
      const { favourable, n } = finding
      return item.reversed ? t.most_not({ favourable, n, text }) : t.most({ favourable, n, text })
    }
    case 'least': {
      const { favourable, n } = finding
      return item.reversed ? t.least_not({ others: n - favourable, n, text }) : t.least({ favourable, n, text })
    }
    case 'divided': {
      const { favourable, n } = finding
      return t.divided({ favourable, others: n - favourable, n, text })
    }
    case 'leader':
      return t.leader_differs({ name: finding.name, others: finding.others, n: finding.n, text })
    case 'groups': {
      const { high, low, grouping } = finding
      return t.groups_differ({
        ...{ high: groupName(grouping, high.name), favourable: high.favourable, n: high.n },
        ...{ low: groupName(grouping, low.name), lowFavourable: low.favourable, lowN: low.n, text }
      })
    }
    case 'not-applicable':
      return t.away({ count: finding.count, of: finding.of, text })
  }
}

const YEARS: Record<string, () => string> = { short: t.years_short, middle: t.years_middle, long: t.years_long }

export const groupName = (grouping: string, name: string): string =>
  grouping === 'years' ? (YEARS[name]?.() ?? name) : name

const GROUPS: Record<string, () => string> = {
  unit: t.groups_unit,
  function: t.groups_function,
  years: t.groups_years
}
export const groupingName = (grouping: string): string => GROUPS[grouping]?.() ?? grouping

/** Why groups are not there: too few people, or nothing to compare with. */
export function hiddenOf(grouping: string, { names, isEverybody }: HiddenGroups): string | null {
  const said = names.map((name) => groupName(grouping, name))
  if (isEverybody) return t.hidden_one({ name: said[0]! })
  return said.length ? t.hidden({ names: said.join(', '), count: said.length }) : null
}

/** The finding that the page is about. */
export function titleOf(view: ResultView): string {
  if (view.tooFew) return t.title_too_few()
  if (view.norm) return t.title_norm(view.norm)
  const found = extremesOf(view)
  if (!found) return t.title_even()
  const [best, worst] = [words(found.best.name), words(found.worst.name)]
  return t.title_two({ best: lowered(best), worst: lowered(worst) })
}

const lowered = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1)

/** 0.7 is where the literature begins to call it agreement; half of that way it is fair. */
export function agreementOf({ rwgj }: Pick<SectionView, 'rwgj'>): string | null {
  if (rwgj === null) return null
  return rwgj >= 0.7 ? t.agree_strong() : rwgj >= 0.5 ? t.agree_some() : t.agree_weak()
}

const BASES: Record<string, () => string> = { found: t.basis_found, expected: t.basis_expected, own: t.basis_own }
export const basisOf = ({ basis }: Pick<SectionView, 'basis'>): string | null =>
  basis === null ? null : (BASES[basis]?.() ?? null)

/** Above so many answers strokes can no longer be counted: then the whole table has bars. */
const MOST_STROKES = 30
export const drawsStrokes = (items: readonly Pick<ItemView, 'n'>[]): boolean =>
  items.every(({ n }) => n <= MOST_STROKES)

/** A part with how far it meets what was agreed. */
export function partHead(section: SectionView): string {
  const judged = section.items.filter(({ norm }) => norm !== null)
  const name = words(section.name)
  if (judged.length === 0) return name
  return t.part_of({ name, met: judged.filter(({ norm }) => norm?.met === 'yes').length, of: judged.length })
}
