import type { Id } from '#kernel/id.ts'
import type { BoardEvent, ActionFact } from '../../events.ts'
import type { Action, BoardState } from '../state.ts'
import { changed, rewritten } from './items.ts'

/** Actions come, are rewritten, and are looked back on. */
export function applyAction(state: BoardState, event: Extract<BoardEvent, { type: ActionFact['type'] }>): BoardState {
  const { session } = state
  switch (event.type) {
    case 'action-added': {
      if (state.actions.some((action) => action.id === event.id)) return state
      const action: Action = {
        id: event.id,
        text: event.text,
        owners: event.owners,
        due: event.due,
        status: 'open',
        carried: 0,
        review: null,
        earlier: null,
        createdBy: event.by,
        createdAt: event.at,
        createdIn: session ? session.id : null,
        textSeq: event.seq,
        textBy: event.by,
        replaced: null,
        closedSeq: null
      }
      return { ...state, actions: [...state.actions, action] }
    }
    case 'action-edited':
      return {
        ...state,
        actions: changed(state.actions, event.id, (action) => ({
          ...rewritten(action, event),
          ...(event.owners ? { owners: event.owners } : {}),
          ...(event.due !== undefined ? { due: event.due } : {})
        }))
      }
    case 'action-reviewed':
      return {
        ...state,
        actions: changed(state.actions, event.id, (action) => reviewed(action, event, session ? session.id : null))
      }
    case 'action-withdrawn':
      return { ...state, actions: state.actions.filter((action) => action.id !== event.id) }
    case 'action-reopened':
      return {
        ...state,
        actions: changed(state.actions, event.id, (action) => ({
          ...action,
          carried: uncarried(action, session ? session.id : null),
          status: 'open',
          review: action.earlier,
          earlier: null,
          closedSeq: null
        }))
      }
  }
}

/** How often an action was carried, a "not yet" of this very session not counted. */
const uncarried = (action: Action, session: Id | null): number =>
  session && action.review?.outcome === 'not-yet' && action.review.session === session
    ? action.carried - 1
    : action.carried

/** Reviewing again in the same session corrects; it never counts twice. Only a session carries an action along. */
function reviewed(action: Action, event: Extract<BoardEvent, { type: 'action-reviewed' }>, session: Id | null): Action {
  const { outcome, blocker, helper, by, at, seq } = event
  const carried = uncarried(action, session) + (outcome === 'not-yet' && session ? 1 : 0)
  const isAgain = action.review !== null && action.review.session === session
  const other = event.stale && action.review ? { outcome: action.review.outcome, by: action.review.by } : null
  return {
    ...action,
    carried,
    status: outcome === 'not-yet' ? 'open' : outcome,
    review: { session, outcome, blocker, helper, by, at, seq, other },
    earlier: isAgain ? action.earlier : action.review,
    closedSeq: outcome === 'not-yet' ? null : seq
  }
}
