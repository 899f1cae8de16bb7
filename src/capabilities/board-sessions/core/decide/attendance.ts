import { ok, type Result } from '#kernel/result.ts'
import type { BoardFact } from '../../events.ts'
import type { AttendanceCommand, DecisionContext } from '../commands.ts'
import type { BoardState } from '../state.ts'
import { line, no } from './checks.ts'

/** Who was not there can react for a day. */
export const REACT_WITHIN = 24 * 3600_000

/** Who is there, from elsewhere or later, and what they want to say to a session they are not at. */
export function decideAttendance(
  state: BoardState,
  command: AttendanceCommand,
  context: DecisionContext
): Result<BoardFact> {
  switch (command.type) {
    case 'say-presence':
      if (!context.isMember(command.person)) return no('person_not_in_unit', 'person')
      return ok({ type: 'presence-said', person: command.person, kind: command.kind })
    case 'react': {
      if (!context.isMember(command.person)) return no('person_not_in_unit', 'person')
      const text = line(command.text, 'text')
      if (!text.ok) return text
      const isAfter = command.on === 'last' && state.session === null
      if (isAfter && !mayReact(state, context.at)) return no('reaction_too_late')
      const session = isAfter ? state.lastSession!.id : (state.session?.id ?? null)
      return ok({ type: 'reacted', id: command.id, person: command.person, text: text.value, session, isAfter })
    }
    case 'withdraw-reaction':
      if (!state.reactions.some(({ id }) => id === command.id)) return no('reaction_unknown')
      return ok({ type: 'reaction-withdrawn', id: command.id })
  }
}

/** May somebody still react to the last session? */
export const mayReact = (state: BoardState, now: number): boolean =>
  state.lastSession !== null && now - (state.lastSession.closedAt ?? 0) <= REACT_WITHIN
