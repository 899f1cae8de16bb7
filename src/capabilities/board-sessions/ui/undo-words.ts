import * as t from '#texts/undo'
import type { BoardCommand } from '../core/commands.ts'

/** What was just done, in a few words beside the way back; null where tapping again is the way back. */
export function undoWords(command: BoardCommand): string | null {
  switch (command.type) {
    case 'enter-phase':
    case 'reopen-session':
    case 'cancel-session':
      return null
    case 'start-session':
      return t.session_started()
    case 'close-session':
      return t.session_closed()
    case 'rate-session':
      return t.rated()
    case 'choose-facilitator':
    case 'choose-task':
    case 'choose-next':
      return t.lead_chosen()
    case 'change-leading':
      return t.leading_changed()
    case 'change-budgets':
      return t.budgets_changed()
    case 'say-presence':
      return t.presence_said()
    case 'react':
      return t.reacted()
    case 'withdraw-reaction':
      return t.reaction_withdrawn()
    case 'check-in':
      return t.checked_in()
    case 'withdraw-check-in':
      return t.check_in_withdrawn()
    case 'offer-help':
      return t.help_offered()
    case 'withdraw-help':
      return t.help_withdrawn()
    case 'add-action':
      return t.action_added()
    case 'edit-action':
      return t.action_edited()
    case 'withdraw-action':
      return t.action_withdrawn()
    case 'review-action':
      return { done: t.reviewed_done, 'not-yet': t.reviewed_not_yet, 'no-longer': t.reviewed_no_longer }[
        command.outcome
      ]()
    case 'reopen-action':
      return t.review_withdrawn()
    case 'add-goal':
      return t.goal_added()
    case 'edit-goal':
      return t.goal_edited()
    case 'measure-goal':
      return t.goal_measured()
    case 'unmeasure-goal':
      return t.unmeasured()
    case 'close-goal':
      return t.goal_closed()
    case 'reopen-goal':
      return t.goal_reopened()
    case 'withdraw-goal':
      return t.goal_withdrawn()
    case 'add-success':
      return t.success_added()
    case 'keep-success':
      return command.keptIn ? t.success_kept() : t.success_shared()
    case 'withdraw-success':
      return t.success_withdrawn()
    case 'park':
      return t.parked()
    case 'unpark':
      return t.unparked()
    default:
      return t.sent()
  }
}
