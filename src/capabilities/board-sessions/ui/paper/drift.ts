import { PHASES, totalMinutes, type Budgets, type Phase } from '../../core/phases.ts'

/** What a session that was held really took, in milliseconds per phase. */
export type Held = { spent: Partial<Record<Phase, number>> }

/** Sessions that are looked back on, and how many there must be before "usually" says anything. */
const LOOKED_AT = 6
const USUAL_FROM = 3
const MINUTE = 60_000

const median = (values: number[]): number => {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}

/** Sessions whose time means something: one that was left open or closed at once tells nothing. */
const telling = (held: readonly Held[]): Held[] =>
  held.filter(({ spent }) => totalOf(spent) >= MINUTE).slice(0, LOOKED_AT)

const totalOf = (spent: Held['spent']): number => PHASES.reduce((sum, phase) => sum + (spent[phase] ?? 0), 0)

/** The minutes that a phase usually takes here (the middle of the last six sessions); null below three sessions. */
export function usualMinutes(held: readonly Held[], phase: Phase): number | null {
  const last = telling(held)
  return last.length < USUAL_FROM ? null : Math.round(median(last.map(({ spent }) => spent[phase] ?? 0)) / MINUTE)
}

/** What the unit can see of its own time: the phase that runs over most, or that it keeps to its time. */
export type Drift =
  | { kind: 'phase'; phase: Phase; taken: number; budget: number }
  | { kind: 'total'; taken: number; budget: number }
  | { kind: 'none' }

export function driftOf(held: readonly Held[], budgets: Budgets): Drift | null {
  const last = telling(held)
  if (last.length < USUAL_FROM) return null
  const over = PHASES.map((phase) => ({ phase, taken: usualMinutes(held, phase) ?? 0, budget: budgets[phase] }))
    .filter(({ taken, budget }) => taken > budget)
    .sort((one, other) => other.taken - other.budget - (one.taken - one.budget))
  if (over[0]) return { kind: 'phase', ...over[0] }
  const taken = Math.round(median(last.map(({ spent }) => totalOf(spent))) / MINUTE)
  const budget = totalMinutes(budgets)
  return taken > budget ? { kind: 'total', taken, budget } : { kind: 'none' }
}
