import type { Id } from '#kernel/id.ts'
import type { BoardEvent } from '../events.ts'
import type { Phase } from './phases.ts'
import type { Action, BoardState, Goal, Session } from './state.ts'

const changed = <T extends { id: Id }>(items: T[], id: Id, change: (item: T) => T): T[] =>
  items.map((item) => (item.id === id ? change(item) : item))

/** Adds the running stretch of the current phase to what the phases have taken. */
function withSpent(session: Session, at: number): Partial<Record<Phase, number>> {
  const stretch = Math.max(0, at - session.phaseStartedAt)
  return { ...session.spent, [session.phase]: (session.spent[session.phase] ?? 0) + stretch }
}

const withoutHelper = (helpers: Id[], helper: Id) => helpers.filter((other) => other !== helper)

/** A new text, keeping the one it replaces when its writer had not seen that. */
function rewritten<T extends Action | Goal>(
  item: T,
  event: { text?: string; replaced?: boolean; seq: number; by: Id | null }
) {
  if (event.text === undefined) return item
  return {
    ...item,
    text: event.text,
    textSeq: event.seq,
    textBy: event.by,
    replaced: event.replaced ? { text: item.text, by: item.textBy, seq: item.textSeq } : null
  }
}

/**
 * The board after one more event. Pure and total: an event about something that is no longer on the board changes
 * only the place in the log. Server, browser and history fold with this one function.
 */
export function apply(state: BoardState, event: BoardEvent): BoardState {
  return { ...change(state, event), seq: event.seq }
}

function change(state: BoardState, event: BoardEvent): BoardState {
  const { session } = state
  switch (event.type) {
    case 'session-started':
      return {
        ...state,
        since: state.lastCloseSeq,
        lastSession: null,
        session: {
          id: event.session,
          startedAt: event.at,
          startedBy: event.by,
          facilitator: event.facilitator,
          phase: 'check-in',
          phaseStartedAt: event.at,
          spent: {},
          review: event.review,
          closedAt: null,
          closedBy: null
        },
        checkIns: state.checkIns
          .filter((checkIn) => checkIn.session === null)
          .map((checkIn) => ({ ...checkIn, session: event.session })),
        actions: state.actions.filter((item) => item.closedSeq === null || item.closedSeq > state.lastCloseSeq),
        goals: state.goals.filter((item) => item.closedSeq === null || item.closedSeq > state.lastCloseSeq),
        successes: state.successes.filter((item) => item.addedSeq > state.lastCloseSeq)
      }
    case 'phase-entered':
      if (!session) return state
      return {
        ...state,
        session: { ...session, phase: event.phase, phaseStartedAt: event.at, spent: withSpent(session, event.at) }
      }
    case 'facilitator-chosen':
      return session ? { ...state, session: { ...session, facilitator: event.person } } : state
    case 'session-closed': {
      if (!session) return state
      const at = event.at
      const spent = event.forgotten ? session.spent : withSpent(session, at)
      const closed = { ...session, spent, phaseStartedAt: at, closedAt: at, closedBy: event.by }
      return { ...state, session: null, lastSession: closed, lastCloseSeq: event.seq }
    }
    case 'session-reopened':
      if (!state.lastSession) return state
      return {
        ...state,
        session: { ...state.lastSession, phaseStartedAt: event.at, closedAt: null, closedBy: null },
        lastSession: null,
        lastCloseSeq: state.since
      }
    case 'budgets-changed':
      return { ...state, budgets: event.budgets }
    case 'checked-in': {
      const occasion = session ? session.id : null
      const before = state.checkIns.find((item) => item.person === event.person && item.session === occasion)
      const { person, need, offer, at } = event
      const helpers = before && before.need === need ? before.helpers : []
      const checkIn = { id: before?.id ?? event.id, person, at, need, offer, helpers, session: occasion }
      return {
        ...state,
        checkIns: before
          ? state.checkIns.map((item) => (item === before ? checkIn : item))
          : [...state.checkIns, checkIn]
      }
    }
    case 'help-offered':
      return {
        ...state,
        checkIns: changed(state.checkIns, event.checkIn, (item) => ({
          ...item,
          helpers: [...withoutHelper(item.helpers, event.helper), event.helper]
        }))
      }
    case 'help-withdrawn':
      return {
        ...state,
        checkIns: changed(state.checkIns, event.checkIn, (item) => ({
          ...item,
          helpers: withoutHelper(item.helpers, event.helper)
        }))
      }
    case 'action-added': {
      if (state.actions.some((action) => action.id === event.id)) return state
      const action: Action = {
        id: event.id,
        text: event.text,
        owners: event.owners,
        due: event.due,
        status: 'open',
        carried: 0,
        review: null,
        createdBy: event.by,
        createdAt: event.at,
        createdIn: session ? session.id : null,
        textSeq: event.seq,
        textBy: event.by,
        replaced: null,
        closedSeq: null
      }
      return { ...state, actions: [...state.actions, action] }
    }
    case 'action-edited':
      return {
        ...state,
        actions: changed(state.actions, event.id, (action) => ({
          ...rewritten(action, event),
          ...(event.owners ? { owners: event.owners } : {}),
          ...(event.due !== undefined ? { due: event.due } : {})
        }))
      }
    case 'action-reviewed':
      return {
        ...state,
        actions: changed(state.actions, event.id, (action) => reviewed(action, event, session ? session.id : null))
      }
    case 'action-reopened':
      return {
        ...state,
        actions: changed(state.actions, event.id, (action) => ({
          ...action,
          carried: uncarried(action, session ? session.id : null),
          status: 'open',
          review: null,
          closedSeq: null
        }))
      }
    case 'goal-added': {
      if (state.goals.some((goal) => goal.id === event.id)) return state
      const goal: Goal = {
        id: event.id,
        text: event.text,
        measure: event.measure,
        aim: event.aim,
        outOf: event.outOf,
        keeper: event.keeper,
        values: [],
        status: 'active',
        learned: '',
        createdBy: event.by,
        createdAt: event.at,
        textSeq: event.seq,
        textBy: event.by,
        replaced: null,
        closedSeq: null
      }
      return { ...state, goals: [...state.goals, goal] }
    }
    case 'goal-edited':
      return {
        ...state,
        goals: changed(state.goals, event.id, (goal) => ({
          ...rewritten(goal, event),
          ...(event.measure !== undefined ? { measure: event.measure } : {}),
          ...(event.aim !== undefined ? { aim: event.aim } : {}),
          ...(event.outOf !== undefined ? { outOf: event.outOf } : {}),
          ...(event.keeper !== undefined ? { keeper: event.keeper } : {})
        }))
      }
    case 'goal-measured': {
      const { measurement: id, on, value, by } = event
      return {
        ...state,
        goals: changed(state.goals, event.id, (goal) => ({
          ...goal,
          // One value a day: measuring again on the same day corrects it.
          values: [...goal.values.filter((other) => other.on !== on), { id, on, value, by }].sort((a, b) =>
            a.on < b.on ? -1 : 1
          )
        }))
      }
    }
    case 'goal-closed':
      return {
        ...state,
        goals: changed(state.goals, event.id, (goal) => ({
          ...goal,
          status: event.status,
          learned: event.learned,
          closedSeq: event.seq
        }))
      }
    case 'success-added': {
      if (state.successes.some((success) => success.id === event.id)) return state
      const success = { id: event.id, text: event.text, by: event.by, at: event.at, addedSeq: event.seq }
      return { ...state, successes: [...state.successes, success] }
    }
    case 'success-withdrawn':
      return { ...state, successes: state.successes.filter((success) => success.id !== event.id) }
    case 'parked': {
      if (state.parked.some((item) => item.id === event.id)) return state
      const item = { id: event.id, text: event.text, by: event.by, at: event.at }
      return { ...state, parked: [...state.parked, item] }
    }
    case 'unparked':
      return { ...state, parked: state.parked.filter((item) => item.id !== event.id) }
  }
}

/** How often an action was carried, a "not yet" of this very session not counted. */
const uncarried = (action: Action, session: Id | null): number =>
  session && action.review?.outcome === 'not-yet' && action.review.session === session
    ? action.carried - 1
    : action.carried

/** Reviewing again in the same session corrects; it never counts twice. Only a session carries an action along. */
function reviewed(action: Action, event: Extract<BoardEvent, { type: 'action-reviewed' }>, session: Id | null): Action {
  const { outcome, blocker, helper, by, at, seq } = event
  const carried = uncarried(action, session) + (outcome === 'not-yet' && session ? 1 : 0)
  return {
    ...action,
    carried,
    status: outcome === 'not-yet' ? 'open' : outcome,
    review: { session, outcome, blocker, helper, by, at },
    closedSeq: outcome === 'not-yet' ? null : seq
  }
}
