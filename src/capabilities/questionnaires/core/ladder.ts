/** From what stands there to what we do: the four steps of a talk about results. */
export const STEPS = ['data', 'information', 'knowledge', 'wisdom'] as const
export type Step = (typeof STEPS)[number]

/** In what a talk can end. */
export const OUTCOME_KINDS = ['goal', 'question', 'ambition'] as const
export type OutcomeKind = (typeof OUTCOME_KINDS)[number]
