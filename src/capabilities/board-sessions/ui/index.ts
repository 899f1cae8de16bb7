export { BoardClient, type BoardPerson, type Connection } from './board-client.svelte.ts'
export { namingOf, phaseName, moodName } from './view.ts'
export { default as Digiboard } from './digiboard/digiboard.svelte'
export { default as SessionScreen } from './paper/session-screen.svelte'
export { default as CheckInForm } from './paper/check-in-form.svelte'
export { default as LiveNotices } from './paper/live-notices.svelte'

/** What an open session does not need: fetched when it is, so that the session itself is quickly there. */
export const loadUnitBoard = async () => (await import('./paper/unit-board.svelte')).default
export const loadEndedSession = async () => (await import('./paper/ended-session.svelte')).default
