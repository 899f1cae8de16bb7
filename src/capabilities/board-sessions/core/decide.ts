import type { Result } from '#kernel/result.ts'
import type { BoardFact } from '../events.ts'
import type { BoardCommand, DecisionContext } from './commands.ts'
import { decideAction } from './decide/actions.ts'
import { decideAttendance } from './decide/attendance.ts'
import { decideCheckIn } from './decide/check-ins.ts'
import { decideGoal } from './decide/goals.ts'
import { decideLeading } from './decide/leading.ts'
import { decideNote } from './decide/notes.ts'
import { decideOutside } from './decide/outside.ts'
import { decideSession } from './decide/session.ts'
import type { BoardState } from './state.ts'

/**
 * What becomes of a command on this board, or why it is refused. Pure: the server decides with it under the
 * board's lock, and a device with the same rules at once, to show what it expects. By subject, in `decide/`.
 */
export function decide(state: BoardState, command: BoardCommand, context: DecisionContext): Result<BoardFact> {
  switch (command.type) {
    case 'start-session':
    case 'enter-phase':
    case 'choose-facilitator':
    case 'close-session':
    case 'cancel-session':
    case 'rate-session':
    case 'reopen-session':
    case 'change-budgets':
      return decideSession(state, command, context)
    case 'change-leading':
    case 'choose-next':
    case 'choose-task':
      return decideLeading(state, command, context)
    case 'say-presence':
    case 'react':
    case 'withdraw-reaction':
      return decideAttendance(state, command, context)
    case 'check-in':
    case 'withdraw-check-in':
    case 'offer-help':
    case 'withdraw-help':
      return decideCheckIn(state, command, context)
    case 'add-action':
    case 'edit-action':
    case 'review-action':
    case 'reopen-action':
    case 'withdraw-action':
      return decideAction(state, command, context)
    case 'add-goal':
    case 'edit-goal':
    case 'measure-goal':
    case 'unmeasure-goal':
    case 'close-goal':
    case 'reopen-goal':
    case 'withdraw-goal':
      return decideGoal(state, command, context)
    case 'add-success':
    case 'keep-success':
    case 'withdraw-success':
    case 'park':
    case 'unpark':
      return decideNote(state, command)
    case 'send-out':
    case 'undo-send-out':
    case 'handle-brought':
    case 'reopen-brought':
    case 'invite-visitor':
    case 'uninvite-visitor':
    case 'join-as-visitor':
    case 'leave-as-visitor':
    case 'bring':
    case 'bring-back':
      return decideOutside(state, command, context)
  }
}
