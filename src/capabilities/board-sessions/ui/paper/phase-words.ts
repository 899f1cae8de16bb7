import * as t from '#texts/session'
import type { Phase } from '../../core/phases.ts'
import type { BoardState, Session } from '../../core/state.ts'
import { agreedIn, carriedIn, isDiscussed, reviewedActions } from '../digiboard/board-view.ts'
import { phaseName } from '../view.ts'
import type { Desk } from './desk.svelte.ts'
import { actionsToTell, isMine, needsOfOthers } from './paper-view.ts'

/** The title of a phase, seen from the person at this device: what there is for me to do now. */
export function phaseTitle(desk: Desk, session: Session, phase: Phase): string {
  const { board, me } = desk
  switch (phase) {
    case 'check-in':
      return desk.mine ? t.title_checked_in() : t.title_check_in({ name: desk.givenName })
    case 'review': {
      const mine = reviewedActions(board).filter((action) => isMine(action, me) && !isDiscussed(action, session))
      return t.title_review({ count: mine.length })
    }
    case 'successes':
      return t.title_successes()
    case 'goals':
      return t.title_goals()
    case 'actions':
      return t.title_actions()
    case 'requests':
      return t.title_requests({ count: needsOfOthers(board, me).length })
    case 'close':
      return t.title_close({ count: agreedIn(board, session.id).length + carriedIn(board, session.id).length })
  }
}

/** How many actions still wait for me, on the button under the thumb. */
export const openMine = (board: BoardState, me: string | null): number =>
  actionsToTell(board).filter((action) => action.status === 'open' && isMine(action, me)).length

/** A phase's name within a sentence. */
export function phaseInSentence(phase: Phase): string {
  const name = phaseName(phase)
  return name.charAt(0).toLowerCase() + name.slice(1)
}
