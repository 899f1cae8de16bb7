/**
 * What a digiboard does not need for its first tap: the questions over it, the phases after checking in, and how it ends.
 * Loaded as soon as the page stands.
 */
export { default as Announcer } from './announcer.svelte'
export { default as Agreed } from './agreed.svelte'
export { default as Ended } from './ended.svelte'
export { default as GoalSide } from './goal-side.svelte'
export { default as Idle } from './idle.svelte'
export { default as PhaseActions } from './phase-actions.svelte'
export { default as PhaseGoals } from './phase-goals.svelte'
export { default as PhaseRequests } from './phase-requests.svelte'
export { default as PhaseReview } from './phase-review.svelte'
export { default as PhaseSuccesses } from './phase-successes.svelte'
export { default as Questions } from './questions.svelte'
export { default as Refusals } from './refusals.svelte'
export { default as Summary } from '../summary.svelte'
export { default as UndoLine } from '../undo-line.svelte'
