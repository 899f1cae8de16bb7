import type { BoardEvent, LeadingFact } from '../../events.ts'
import type { BoardState } from '../state.ts'

/** How the unit leads its sessions, and who does what next. */
export function applyLeading(state: BoardState, event: Extract<BoardEvent, { type: LeadingFact['type'] }>): BoardState {
  switch (event.type) {
    case 'leading-changed':
      return { ...state, leading: { way: event.way, coach: event.coach } }
    case 'next-chosen':
      return { ...state, next: { ...state.next, [event.task]: event.person } }
    case 'task-chosen':
      return state.session ? { ...state, session: { ...state.session, [event.task]: event.person } } : state
  }
}
