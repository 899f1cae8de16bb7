import type { BoardEvent, SessionFact } from '../../events.ts'
import type { Phase } from '../phases.ts'
import type { BoardState, Session } from '../state.ts'

/** Adds the running stretch of the current phase to what the phases have taken. */
function withSpent(session: Session, at: number): Partial<Record<Phase, number>> {
  const stretch = Math.max(0, at - session.phaseStartedAt)
  return { ...session.spent, [session.phase]: (session.spent[session.phase] ?? 0) + stretch }
}

/** The session opens, moves on and ends. */
export function applySession(state: BoardState, event: Extract<BoardEvent, { type: SessionFact['type'] }>): BoardState {
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
  }
}
