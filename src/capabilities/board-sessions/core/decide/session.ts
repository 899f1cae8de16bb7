import { ok, type Result } from '#kernel/result.ts'
import type { BoardFact } from '../../events.ts'
import type { SessionCommand, DecisionContext } from '../commands.ts'
import { isPhase, PHASES, TOTAL_MINUTES, totalMinutes } from '../phases.ts'
import type { BoardState } from '../state.ts'
import { line, no } from './checks.ts'

/** A closed session can be taken up again for twelve hours: the afternoon in which it was closed too early. */
const REOPEN_WITHIN = 12 * 3600_000
/** Who started by mistake notices within ten minutes; after that a session is closed, not undone. */
const CANCEL_WITHIN = 10 * 60_000
/** Characters in the one word with which somebody closes. */
const WORD_LIMIT = 40

/**
 * Was it entered on a device that had not seen the last session close? Then it was about that session, and a device that
 * was away for a week does not close the session of today.
 */
const isFromBefore = (state: BoardState, context: DecisionContext): boolean => context.base < state.lastCloseSeq

/** Starting, the way through the phases, and closing. */
export function decideSession(state: BoardState, command: SessionCommand, context: DecisionContext): Result<BoardFact> {
  switch (command.type) {
    case 'start-session': {
      if (state.session) return no('session_already_open')
      if (state.lastSession?.id === command.session) return no('input_invalid', 'session')
      if (isFromBefore(state, context)) return no('session_moved_on')
      const facilitator = command.facilitator ?? context.actor
      if (facilitator && !context.isMember(facilitator)) return no('person_not_in_unit', 'facilitator')
      const notes = command.notes ?? null
      const time = command.time ?? null
      if (![notes, time].every((person) => person === null || context.isMember(person)))
        return no('person_not_in_unit', 'notes')
      const review = state.actions
        .filter((action) => action.status === 'open' || (action.closedSeq ?? 0) > state.lastCloseSeq)
        .map((action) => action.id)
      return ok({ type: 'session-started', session: command.session, facilitator, notes, time, review })
    }
    case 'enter-phase':
      if (!state.session) return no('session_not_open')
      if (isFromBefore(state, context)) return no('session_moved_on')
      return isPhase(command.phase) ? ok({ type: 'phase-entered', phase: command.phase }) : no('phase_unknown')
    case 'choose-facilitator':
      if (!state.session) return no('session_not_open')
      if (isFromBefore(state, context)) return no('session_moved_on')
      if (command.person && !context.isMember(command.person)) return no('person_not_in_unit', 'person')
      return ok({ type: 'facilitator-chosen', person: command.person })
    case 'close-session':
      if (!state.session) return no('session_not_open')
      if (isFromBefore(state, context)) return no('session_moved_on')
      return ok({ type: 'session-closed', forgotten: false })
    case 'cancel-session':
      if (!state.session) return no('session_not_open')
      if (isFromBefore(state, context)) return no('session_moved_on')
      if (context.at - state.session.startedAt > CANCEL_WITHIN) return no('session_under_way')
      return ok({ type: 'session-cancelled' })
    case 'rate-session': {
      if (!state.session) return no('session_not_open')
      if (isFromBefore(state, context)) return no('session_moved_on')
      if (state.session.worth) return no('rating_closed')
      if (context.actor === null) return no('not_allowed')
      const word = line(command.word, 'word', true, WORD_LIMIT)
      if (!word.ok) return word
      const { score } = command
      if (score !== null && !(Number.isInteger(score) && score >= 1 && score <= 5)) return no('number_invalid', 'score')
      return ok({ type: 'session-rated', person: context.actor, gone: score === null && word.value === '' })
    }
    case 'reopen-session':
      if (state.session) return no('session_already_open')
      if (!state.lastSession || context.at - (state.lastSession.closedAt ?? 0) > REOPEN_WITHIN)
        return no('session_not_last')
      return ok({ type: 'session-reopened' })
    case 'change-budgets': {
      const minutes = PHASES.map((phase) => command.budgets[phase])
      if (!minutes.every((count) => Number.isInteger(count) && count >= 0 && count <= 30))
        return no('number_invalid', 'budgets')
      const total = totalMinutes(command.budgets)
      if (total < TOTAL_MINUTES.min || total > TOTAL_MINUTES.max)
        return no('minutes_out_of_range', 'budgets', TOTAL_MINUTES)
      return ok({ type: 'budgets-changed', budgets: command.budgets })
    }
  }
}
