import { ok, type Result } from '#kernel/result.ts'
import type { BoardFact } from '../../events.ts'
import type { DecisionContext, LeadingCommand } from '../commands.ts'
import type { BoardState } from '../state.ts'
import { no } from './checks.ts'

/** How the unit leads its sessions, and who does what next. */
export function decideLeading(state: BoardState, command: LeadingCommand, context: DecisionContext): Result<BoardFact> {
  switch (command.type) {
    case 'change-leading': {
      const { way, coach } = command
      if (coach && !context.isMember(coach)) return no('person_not_in_unit', 'coach')
      if (way === 'coach' && !coach) return no('coach_missing', 'coach')
      return ok({ type: 'leading-changed', way, coach })
    }
    case 'choose-next':
      if (command.person && !context.isMember(command.person)) return no('person_not_in_unit', 'person')
      return ok({ type: 'next-chosen', task: command.task, person: command.person })
    case 'choose-task':
      if (!state.session) return no('session_not_open')
      if (command.person && !context.isMember(command.person)) return no('person_not_in_unit', 'person')
      return ok({ type: 'task-chosen', task: command.task, person: command.person })
  }
}
