import type { SectionView } from '#questionnaires'
import { words } from '#questionnaires/ui'
import * as t from '#texts/trust'
import { furthestOf, type Comparison } from '../core/comparison.ts'

/** The finding: the part that differs most from the other schools, ending in a question. */
export function saidOf(comparison: Comparison, sections: readonly SectionView[]): string {
  const found = furthestOf(comparison, sections)
  if (!found) return t.beside_even()
  const part = words(found.section.name)
  return found.difference > 0 ? t.beside_up({ part }) : t.beside_down({ part })
}
