/**
 * The phases of a board session in their order, with the minutes that each gets unless the unit says otherwise
 * (LK 2.4: fifteen minutes, ten of them about teaching).
 */
export const PHASES = ['check-in', 'review', 'successes', 'goals', 'actions', 'requests', 'close'] as const

export type Phase = (typeof PHASES)[number]

/** Minutes per phase. */
export type Budgets = Record<Phase, number>

export const DEFAULT_BUDGETS: Budgets = {
  'check-in': 5,
  review: 2,
  successes: 1,
  goals: 3,
  actions: 2,
  requests: 1,
  close: 1
}

/** A session is short, and not nothing. */
export const TOTAL_MINUTES = { min: 5, max: 45 }

export const isPhase = (text: unknown): text is Phase => PHASES.includes(text as Phase)

export const nextPhase = (phase: Phase): Phase | null => PHASES[PHASES.indexOf(phase) + 1] ?? null

export const totalMinutes = (budgets: Budgets): number => PHASES.reduce((sum, phase) => sum + budgets[phase], 0)
