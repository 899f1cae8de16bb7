import type { AttendanceFact, BoardEvent } from '../../events.ts'
import type { BoardState } from '../state.ts'

/** Who is there, from elsewhere or later, and what they say to a session they are not at. */
export function applyAttendance(
  state: BoardState,
  event: Extract<BoardEvent, { type: AttendanceFact['type'] }>
): BoardState {
  switch (event.type) {
    case 'presence-said': {
      const session = state.session?.id ?? null
      const others = state.presences.filter((item) => item.person !== event.person || item.session !== session)
      if (event.kind === null) return { ...state, presences: others }
      return { ...state, presences: [...others, { person: event.person, kind: event.kind, session }] }
    }
    case 'reacted': {
      if (state.reactions.some(({ id }) => id === event.id)) return state
      const { id, person, text, at, seq, session, isAfter } = event
      return { ...state, reactions: [...state.reactions, { id, person, text, at, addedSeq: seq, session, isAfter }] }
    }
    case 'reaction-withdrawn':
      return { ...state, reactions: state.reactions.filter(({ id }) => id !== event.id) }
  }
}
