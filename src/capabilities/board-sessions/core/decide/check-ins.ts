import type { Id } from '#kernel/id.ts'
import { ok, type Result } from '#kernel/result.ts'
import type { BoardFact } from '../../events.ts'
import type { CheckInCommand, DecisionContext } from '../commands.ts'
import type { BoardState } from '../state.ts'
import { line, no } from './checks.ts'

/** Who is there, what they need, and who helps. */
export function decideCheckIn(state: BoardState, command: CheckInCommand, context: DecisionContext): Result<BoardFact> {
  switch (command.type) {
    case 'check-in': {
      if (!context.isMember(command.person)) return no('person_not_in_unit', 'person')
      const before = checkInOf(state, command.person)
      const need = line(command.need ?? before?.need, 'need', true)
      const offer = line(command.offer ?? before?.offer, 'offer', true)
      if (!need.ok) return need
      if (!offer.ok) return offer
      const id = before?.id ?? command.id
      if (!before && state.checkIns.some((other) => other.id === id)) return no('input_invalid', 'id')
      return ok({ type: 'checked-in', id, person: command.person, need: need.value, offer: offer.value })
    }
    case 'withdraw-check-in':
      if (!context.isMember(command.person)) return no('person_not_in_unit', 'person')
      if (!checkInOf(state, command.person)) return no('need_unknown')
      return ok({ type: 'check-in-withdrawn', person: command.person })
    case 'offer-help':
    case 'withdraw-help': {
      const checkIn = state.checkIns.find((candidate) => candidate.id === command.checkIn)
      if (!checkIn) return no('need_unknown')
      if (!context.isMember(command.helper)) return no('person_not_in_unit', 'helper')
      const type = command.type === 'offer-help' ? 'help-offered' : 'help-withdrawn'
      return ok({ type, checkIn: checkIn.id, helper: command.helper })
    }
  }
}

/** The check-in that counts now: of the open session, or beforehand for the one to come. */
export const checkInOf = (state: BoardState, person: Id) =>
  state.checkIns.find(
    (checkIn) => checkIn.person === person && checkIn.session === (state.session ? state.session.id : null)
  )
