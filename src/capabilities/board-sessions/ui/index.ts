import { loadBoardParts } from './digiboard/later.svelte.ts'
import { loadParts } from './paper/later.svelte.ts'

export { loadBoardParts, loadParts }

export { BoardClient, type BoardPerson, type Connection } from './board-client.svelte.ts'
export { moodName, namingOf, phaseName, setPhaseMore, type PhaseMore } from './view.ts'
export { default as Digiboard } from './digiboard/digiboard.svelte'
export { default as SessionScreen } from './paper/session-screen.svelte'
export { default as CheckInForm } from './paper/check-in-form.svelte'
export { default as Notices } from './paper/notices.svelte'

/** What comes after the page. The server has it from its start, so that a board stands there whole before its script. */
export const loadLaterParts = () => Promise.all([loadParts(), loadBoardParts()])

const RETRY = 2000

/** In a browser it goes on trying: a session that ends while there is no network shows its end when there is. */
export async function fetched<Part>(load: () => Promise<{ default: Part }>): Promise<Part> {
  for (;;) {
    try {
      return (await load()).default
    } catch (error) {
      if (import.meta.env.SSR) throw error
      await new Promise((resolve) => setTimeout(resolve, RETRY))
    }
  }
}

/** What an open session does not need: fetched when it is, so that the session itself is quickly there. */
export const loadUnitBoard = () => fetched(() => import('./paper/unit-board.svelte'))
export const loadEndedSession = () => fetched(() => import('./paper/ended-session.svelte'))
export const loadVisitorScreen = () => fetched(() => import('./paper/visitor-screen.svelte'))
