import { refuse, ok, type Result } from '#kernel/result.ts'

/**
 * What kind of team a unit is: one that shares pupils and the responsibility for them, a larger section of the school,
 * a team that supports the others, or something else.
 */
export const TEAM_KINDS = ['unit', 'section', 'support', 'other'] as const
export type TeamKind = (typeof TEAM_KINDS)[number]

/** When the size or the turnover of a team is worth talking about. */
export type Thresholds = {
  /** Fewer members than this is few. */
  fewest: number
  /** More than this is many. */
  most: number
  /** More than one in this many new this year is many. */
  newOneIn: number
}

/**
 * Ours, until a school sets its own. Below four there are few others to learn from; above eight meetings drift and
 * people drop out (LK 5.2.1); SV 9 takes three to seven for a team that shares responsibility.
 */
export const DEFAULT_THRESHOLDS: Thresholds = { fewest: 4, most: 8, newOneIn: 3 }

export type ThresholdsByKind = Record<TeamKind, Thresholds>

export const defaultThresholds = (): ThresholdsByKind => ({
  unit: DEFAULT_THRESHOLDS,
  section: DEFAULT_THRESHOLDS,
  support: DEFAULT_THRESHOLDS,
  other: DEFAULT_THRESHOLDS
})

/** Did a school choose any of its own? */
export const isOwnThresholds = (chosen: Partial<ThresholdsByKind>): boolean =>
  Object.values(chosen).some((thresholds) =>
    (Object.keys(DEFAULT_THRESHOLDS) as (keyof Thresholds)[]).some(
      (part) => thresholds[part] !== DEFAULT_THRESHOLDS[part]
    )
  )

export const isTeamKind = (text: string): text is TeamKind => (TEAM_KINDS as readonly string[]).includes(text)

/** Numbers as typed into the form. */
export function readThresholds(typed: Record<keyof Thresholds, string>): Result<Thresholds> {
  const numbers = {
    fewest: Number(typed.fewest),
    most: Number(typed.most),
    newOneIn: Number(typed.newOneIn)
  }
  const isWithin = (value: number, most: number) => Number.isInteger(value) && value >= 1 && value <= most
  const isFine = isWithin(numbers.fewest, 99) && isWithin(numbers.most, 99) && isWithin(numbers.newOneIn, 20)
  if (!isFine || numbers.fewest > numbers.most) return refuse({ code: 'thresholds_invalid' })
  return ok(numbers)
}
