import * as shared from '#texts/session'
import * as t from '#texts/unit-board'
import type { Phase } from '../../core/phases.ts'
import type { BoardState, Session } from '../../core/state.ts'
import { agreedIn, currentCheckIns, isDiscussed, reviewedActions } from '../digiboard/board-view.ts'

/** What a phase brought, in the one line it folds into. */
export function phaseBrought(board: BoardState, session: Session, phase: Phase, people: number): string {
  switch (phase) {
    case 'check-in':
      return shared.checked_in_count({ count: currentCheckIns(board).length, total: people })
    case 'review': {
      const actions = reviewedActions(board)
      return t.told_of({
        count: actions.filter((action) => isDiscussed(action, session)).length,
        total: actions.length
      })
    }
    case 'successes':
      return t.successes_count({ count: board.successes.length })
    case 'goals':
      return t.goals_count({ count: board.goals.filter(({ status }) => status === 'active').length })
    case 'actions':
      return shared.new_actions_count({ count: agreedIn(board, session.id).length })
    case 'requests':
      return t.needs_count({ count: currentCheckIns(board).filter(({ need }) => need !== '').length })
    case 'close':
      return ''
  }
}
