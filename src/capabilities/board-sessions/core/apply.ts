import type { BoardEvent } from '../events.ts'
import { applyAction } from './apply/actions.ts'
import { applyAttendance } from './apply/attendance.ts'
import { applyCheckIn } from './apply/check-ins.ts'
import { applyGoal } from './apply/goals.ts'
import { applyLeading } from './apply/leading.ts'
import { applyNote } from './apply/notes.ts'
import { applyOutside, roundOfOutside } from './apply/outside.ts'
import { applySession } from './apply/session.ts'
import type { BoardState } from './state.ts'

/**
 * The board after one more event. Pure and total: an event about something that is no longer on the board changes
 * only the place in the log. Server, browser and history fold with this one function. By subject, in `apply/`.
 */
export function apply(state: BoardState, event: BoardEvent): BoardState {
  const after = change(state, event)
  return { ...after, outside: roundOfOutside(state, after, event), seq: event.seq }
}

function change(state: BoardState, event: BoardEvent): BoardState {
  switch (event.type) {
    case 'session-started':
    case 'phase-entered':
    case 'facilitator-chosen':
    case 'session-closed':
    case 'session-cancelled':
    case 'session-rated':
    case 'session-reopened':
    case 'budgets-changed':
      return applySession(state, event)
    case 'leading-changed':
    case 'next-chosen':
    case 'task-chosen':
      return applyLeading(state, event)
    case 'presence-said':
    case 'reacted':
    case 'reaction-withdrawn':
      return applyAttendance(state, event)
    case 'checked-in':
    case 'check-in-withdrawn':
    case 'help-offered':
    case 'help-withdrawn':
      return applyCheckIn(state, event)
    case 'action-added':
    case 'action-edited':
    case 'action-reviewed':
    case 'action-reopened':
    case 'action-withdrawn':
      return applyAction(state, event)
    case 'goal-added':
    case 'goal-edited':
    case 'goal-measured':
    case 'goal-unmeasured':
    case 'goal-closed':
    case 'goal-reopened':
    case 'goal-withdrawn':
      return applyGoal(state, event)
    case 'success-added':
    case 'success-kept':
    case 'success-withdrawn':
    case 'parked':
    case 'unparked':
      return applyNote(state, event)
    case 'sent-out':
    case 'sent-out-undone':
    case 'brought':
    case 'brought-back':
    case 'brought-handled':
    case 'brought-reopened':
    case 'visitor-invited':
    case 'visitor-uninvited':
    case 'visitor-joined':
    case 'visitor-left':
      return applyOutside(state, event)
  }
}
