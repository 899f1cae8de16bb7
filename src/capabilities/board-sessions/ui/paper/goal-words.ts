import { currentLanguage } from '#platform/i18n/runtime.ts'
import * as t from '#texts/unit-board'
import type { Goal } from '../../core/state.ts'
import { courseOf, momentOf } from './findings.ts'

/** A figure with what it is out of: "21 van 46". */
export const figureText = (value: number, { outOf }: Pick<Goal, 'outOf'>): string =>
  outOf === null ? t.figure({ value }) : t.figure_of({ value, outOf })

/** As somebody types it: with a comma in Dutch, and never a point between thousands. */
export const typedFigure = (value: number | null): string =>
  value === null ? '' : currentLanguage() === 'nl' ? String(value).replace('.', ',') : String(value)

/** Where the last measurement points, carefully: what it did since the one before. */
export function courseText(goal: Goal): string {
  const [before, last] = [goal.values.at(-2), goal.values.at(-1)]
  const difference = before && last ? Math.abs(Math.round((last.value - before.value) * 100) / 100) : 0
  const isMore = before !== undefined && last !== undefined && last.value > before.value
  switch (courseOf(goal)) {
    case 'unmeasured':
      return t.course_unmeasured()
    case 'first':
      return t.course_first()
    case 'reached':
      return t.course_reached({ aim: goal.aim ?? 0 })
    case 'same':
      return t.course_same({ day: momentOf(before!.on) })
    case 'closer':
    case 'further':
    case 'changed':
      return isMore
        ? t.course_more({ count: difference, day: momentOf(before!.on) })
        : t.course_less({ count: difference, day: momentOf(before!.on) })
  }
}
