import type { Result } from '#kernel/result.ts'
import type { BoardEvent, BoardFact } from '../events.ts'
import { applyCheckIn } from './apply/check-ins.ts'
import type { BoardCommand, DecisionContext } from './commands.ts'
import { decideCheckIn } from './decide/check-ins.ts'
import type { BoardState } from './state.ts'

/**
 * The rules of checking in alone, for the first tap on a phone that is still fetching the others. What they do not
 * know they leave to the server: null, and the board as it was. A law holds them to the whole rules.
 */
export function decide(state: BoardState, command: BoardCommand, context: DecisionContext): Result<BoardFact> | null {
  switch (command.type) {
    case 'check-in':
    case 'withdraw-check-in':
    case 'offer-help':
    case 'withdraw-help':
      return decideCheckIn(state, command, context)
    default:
      return null
  }
}

export function apply(state: BoardState, event: BoardEvent): BoardState {
  switch (event.type) {
    case 'checked-in':
    case 'check-in-withdrawn':
    case 'help-offered':
    case 'help-withdrawn':
      return { ...applyCheckIn(state, event), seq: event.seq }
    default:
      return state
  }
}
