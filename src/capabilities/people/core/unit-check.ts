/**
 * How many people a unit wants: our own thresholds. Below four there are few others to learn from; above eight,
 * meetings drift and people drop out (LK 5.2.1); SV 9 takes three to seven for a team that shares responsibility.
 */
export const UNIT_SIZE = { min: 4, max: 8 } as const

export type UnitFinding = 'small' | 'large'

/** What is worth talking about in a unit of this size; an empty unit is still being made. */
export function checkUnit(members: number): UnitFinding | null {
  if (members === 0) return null
  if (members < UNIT_SIZE.min) return 'small'
  return members > UNIT_SIZE.max ? 'large' : null
}
