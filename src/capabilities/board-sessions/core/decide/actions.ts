import { ok, type Result } from '#kernel/result.ts'
import type { BoardFact } from '../../events.ts'
import type { ActionCommand, DecisionContext } from '../commands.ts'
import type { BoardState } from '../state.ts'
import { due, isStale, line, no, owners } from './checks.ts'

/** What somebody is going to do, and what became of it. */
export function decideAction(state: BoardState, command: ActionCommand, context: DecisionContext): Result<BoardFact> {
  switch (command.type) {
    case 'add-action': {
      const text = line(command.text, 'text')
      const who = owners(command.owners, context)
      const until = due(command.due)
      if (!text.ok) return text
      if (!who.ok) return who
      if (!until.ok) return until
      return ok({ type: 'action-added', id: command.id, text: text.value, owners: who.value, due: until.value })
    }
    case 'edit-action': {
      const action = state.actions.find((candidate) => candidate.id === command.id)
      if (!action) return no('action_unknown')
      const text = line(command.text ?? action.text, 'text')
      const who = command.owners ? owners(command.owners, context) : ok(action.owners)
      const until = due(command.due)
      if (!text.ok) return text
      if (!who.ok) return who
      if (!until.ok) return until
      return ok({
        type: 'action-edited',
        id: action.id,
        ...(command.text !== undefined ? { text: text.value, replaced: isStale(action, context) } : {}),
        ...(command.owners ? { owners: who.value } : {}),
        ...(command.due !== undefined ? { due: until.value } : {})
      })
    }
    case 'review-action': {
      const action = state.actions.find((candidate) => candidate.id === command.id)
      if (!action) return no('action_unknown')
      if (action.status !== 'open' && !state.session?.review.includes(action.id)) return no('action_closed')
      const blocker = line(command.blocker, 'blocker', true)
      if (!blocker.ok) return blocker
      const helper = command.helper ?? null
      if (helper && !context.isMember(helper)) return no('person_not_in_unit', 'helper')
      const { id, outcome } = command
      const { review } = action
      const stale =
        review !== null &&
        review.session === (state.session?.id ?? null) &&
        review.seq > context.base &&
        review.by !== context.actor &&
        review.outcome !== outcome
      return ok({ type: 'action-reviewed', id, outcome, blocker: blocker.value, helper, ...(stale ? { stale } : {}) })
    }
    case 'withdraw-action': {
      const action = state.actions.find((candidate) => candidate.id === command.id)
      if (!action) return no('action_unknown')
      // What was talked about is history; then it is no longer needed rather than never written.
      if (action.review !== null || action.carried > 0) return no('action_has_history')
      return ok({ type: 'action-withdrawn', id: action.id })
    }
    case 'reopen-action': {
      const action = state.actions.find((candidate) => candidate.id === command.id)
      return action ? ok({ type: 'action-reopened', id: action.id }) : no('action_unknown')
    }
  }
}
