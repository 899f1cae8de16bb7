import type { BoardEvent, NoteFact } from '../../events.ts'
import type { BoardState } from '../state.ts'
import { changed } from './items.ts'

/** Successes, and what is for later. */
export function applyNote(state: BoardState, event: Extract<BoardEvent, { type: NoteFact['type'] }>): BoardState {
  switch (event.type) {
    case 'success-added': {
      if (state.successes.some((success) => success.id === event.id)) return state
      const success = {
        id: event.id,
        text: event.text,
        by: event.by,
        at: event.at,
        addedSeq: event.seq,
        keptIn: event.keptIn ?? false
      }
      return { ...state, successes: [...state.successes, success] }
    }
    case 'success-kept':
      return { ...state, successes: changed(state.successes, event.id, (item) => ({ ...item, keptIn: event.keptIn })) }
    case 'success-withdrawn':
      return { ...state, successes: state.successes.filter((success) => success.id !== event.id) }
    case 'parked': {
      if (state.parked.some((item) => item.id === event.id)) return state
      const item = { id: event.id, text: event.text, by: event.by, at: event.at }
      return { ...state, parked: [...state.parked, item] }
    }
    case 'unparked':
      return { ...state, parked: state.parked.filter((item) => item.id !== event.id) }
  }
}
