import type { Id } from '#kernel/id.ts'
import type { BoardCommand } from './commands.ts'
import { checkInOf } from './decide/check-ins.ts'
import type { BoardFact, OutsideFact } from '../events.ts'
import type { BoardState } from './state.ts'

const byId = <T extends { id: Id }>(items: readonly T[], id: Id): T | undefined => items.find((item) => item.id === id)

/**
 * The command that takes back what a fact did to the board as it was before it; null where nothing is to be taken
 * back. Doing and undoing leaves the board as it was, but for its place in the log (a law holds the two together).
 */
export function undoOf(before: BoardState, fact: BoardFact): BoardCommand | null {
  switch (fact.type) {
    case 'session-started':
      return { type: 'cancel-session' }
    case 'session-cancelled': {
      const { session } = before
      if (!session) return null
      const { id, facilitator, notes, time } = session
      return { type: 'start-session', session: id, facilitator, notes, time }
    }
    case 'session-closed':
      return { type: 'reopen-session' }
    case 'session-reopened':
      return { type: 'close-session' }
    case 'phase-entered':
      return before.session && { type: 'enter-phase', phase: before.session.phase }
    case 'facilitator-chosen':
      return before.session && { type: 'choose-facilitator', person: before.session.facilitator }
    case 'task-chosen':
      return before.session && { type: 'choose-task', task: fact.task, person: before.session[fact.task] }
    case 'leading-changed':
      return { type: 'change-leading', ...before.leading }
    case 'next-chosen':
      return { type: 'choose-next', task: fact.task, person: before.next[fact.task] }
    case 'budgets-changed':
      return { type: 'change-budgets', budgets: before.budgets }
    // What was answered is not on the board: only a first answer can be taken back from here.
    case 'session-rated':
      return before.session?.rated.includes(fact.person) ? null : { type: 'rate-session', score: null }
    case 'presence-said': {
      const session = before.session?.id ?? null
      const said = before.presences.find((item) => item.person === fact.person && item.session === session)
      return { type: 'say-presence', person: fact.person, kind: said?.kind ?? null }
    }
    case 'reacted':
      return byId(before.reactions, fact.id) ? null : { type: 'withdraw-reaction', id: fact.id }
    case 'reaction-withdrawn': {
      const reaction = byId(before.reactions, fact.id)
      if (!reaction) return null
      const { id, person, text, isAfter } = reaction
      return { type: 'react', id, person, text, on: isAfter ? 'last' : 'next' }
    }
    case 'checked-in':
      return { type: 'withdraw-check-in', person: fact.person }
    case 'check-in-withdrawn': {
      const checkIn = checkInOf(before, fact.person)
      // Whoever had offered help saw the need go: that offer is theirs, and is not made again from here.
      if (!checkIn || checkIn.helpers.length > 0) return null
      return { type: 'check-in', id: checkIn.id, person: fact.person, need: checkIn.need, offer: checkIn.offer }
    }
    case 'help-offered':
      return byId(before.checkIns, fact.checkIn)?.helpers.includes(fact.helper)
        ? null
        : { type: 'withdraw-help', checkIn: fact.checkIn, helper: fact.helper }
    case 'help-withdrawn':
      return byId(before.checkIns, fact.checkIn)?.helpers.includes(fact.helper)
        ? { type: 'offer-help', checkIn: fact.checkIn, helper: fact.helper }
        : null
    case 'sent-out':
      return { type: 'undo-send-out', id: fact.id }
    case 'brought-handled':
      return fact.how === 'told' || fact.how === 'seen' ? { type: 'reopen-brought', id: fact.id } : null
    case 'visitor-invited':
      return fact.isAnnounced || before.outside.visitors.some(({ person }) => person === fact.person)
        ? null
        : { type: 'uninvite-visitor', person: fact.person }
    // What others bring, and what they have heard by now, is not taken back from here.
    case 'sent-out-undone':
    case 'brought':
    case 'brought-back':
    case 'brought-reopened':
    case 'visitor-uninvited':
    case 'visitor-joined':
    case 'visitor-left':
      return null
    default:
      return undoOnBoard(before, fact)
  }
}

type OnBoard = Exclude<
  Extract<BoardFact, { id: Id }>,
  { type: 'checked-in' | 'reacted' | 'reaction-withdrawn' | OutsideFact['type'] }
>

/** The same, for the things that stand on the board. An id that was there already made nothing to take away. */
function undoOnBoard(before: BoardState, fact: OnBoard): BoardCommand | null {
  const { id } = fact
  switch (fact.type) {
    case 'action-added':
      return byId(before.actions, id) ? null : { type: 'withdraw-action', id }
    case 'action-withdrawn': {
      const action = byId(before.actions, id)
      return action ? { type: 'add-action', id, text: action.text, owners: action.owners, due: action.due } : null
    }
    case 'action-edited': {
      const action = byId(before.actions, id)
      if (!action) return null
      return {
        type: 'edit-action',
        id,
        ...(fact.text === undefined ? {} : { text: action.text }),
        ...(fact.owners === undefined ? {} : { owners: action.owners }),
        ...(fact.due === undefined ? {} : { due: action.due })
      }
    }
    case 'action-reviewed': {
      const review = byId(before.actions, id)?.review
      if (!review || review.session !== (before.session?.id ?? null)) return { type: 'reopen-action', id }
      return { type: 'review-action', id, outcome: review.outcome, blocker: review.blocker, helper: review.helper }
    }
    case 'action-reopened': {
      const review = byId(before.actions, id)?.review
      if (!review) return null
      return { type: 'review-action', id, outcome: review.outcome, blocker: review.blocker, helper: review.helper }
    }
    case 'goal-added':
      return byId(before.goals, id) ? null : { type: 'withdraw-goal', id }
    case 'goal-withdrawn': {
      const goal = byId(before.goals, id)
      if (!goal) return null
      const { text, measure, aim, outOf, keeper } = goal
      return { type: 'add-goal', id, text, measure, aim, outOf, keeper }
    }
    case 'goal-edited': {
      const goal = byId(before.goals, id)
      if (!goal) return null
      return {
        type: 'edit-goal',
        id,
        ...(fact.text === undefined ? {} : { text: goal.text }),
        ...(fact.measure === undefined ? {} : { measure: goal.measure }),
        ...(fact.aim === undefined ? {} : { aim: goal.aim }),
        ...(fact.outOf === undefined ? {} : { outOf: goal.outOf }),
        ...(fact.keeper === undefined ? {} : { keeper: goal.keeper })
      }
    }
    case 'goal-measured': {
      const value = byId(before.goals, id)?.values.find(({ on }) => on === fact.on)
      if (!value) return { type: 'unmeasure-goal', id, on: fact.on }
      return { type: 'measure-goal', id, measurement: value.id, value: value.value, on: value.on }
    }
    case 'goal-unmeasured': {
      const value = byId(before.goals, id)?.values.find(({ on }) => on === fact.on)
      return value ? { type: 'measure-goal', id, measurement: value.id, value: value.value, on: value.on } : null
    }
    case 'goal-closed':
      return { type: 'reopen-goal', id }
    case 'goal-reopened': {
      const goal = byId(before.goals, id)
      return goal && goal.status !== 'active'
        ? { type: 'close-goal', id, status: goal.status, learned: goal.learned }
        : null
    }
    case 'success-added':
      return byId(before.successes, id) ? null : { type: 'withdraw-success', id }
    case 'success-withdrawn': {
      const success = byId(before.successes, id)
      return success ? { type: 'add-success', id, text: success.text, keptIn: success.keptIn } : null
    }
    case 'success-kept':
      return { type: 'keep-success', id, keptIn: byId(before.successes, id)?.keptIn ?? false }
    case 'parked':
      return byId(before.parked, id) ? null : { type: 'unpark', id }
    case 'unparked': {
      const item = byId(before.parked, id)
      return item ? { type: 'park', id, text: item.text } : null
    }
  }
}
