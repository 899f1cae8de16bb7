/**
 * What an open session needs after its first tap: the phases after checking in, and what rises from the bar. Loaded when
 * the page stands, so that a phone on a slow line can check in first.
 */
export { default as Announcer } from './announcer.svelte'
export { default as BarSheet } from './bar-sheet.svelte'
export { default as BesideLists } from './beside-lists.svelte'
export { default as LeadSheet } from './lead-sheet.svelte'
export { default as Phase } from './phase.svelte'
export { default as PhaseFolds } from './phase-folds.svelte'
export { default as LeadCrib } from './lead-crib.svelte'
export { default as MyPresence } from './my-presence.svelte'
export { default as Reactions } from './reactions.svelte'
export { default as Summary } from '../summary.svelte'
export { default as UndoLine } from '../undo-line.svelte'
export { default as LiveNotices } from './live-notices.svelte'
