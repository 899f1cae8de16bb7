import type { Id } from '#kernel/id.ts'
import type { BoardEvent, SessionFact } from '../../events.ts'
import { NOBODY, withTurns, type Tasks } from '../leading.ts'
import type { Phase } from '../phases.ts'
import type { BoardState, Session } from '../state.ts'

/** Adds the running stretch of the current phase to what the phases have taken. */
function withSpent(session: Session, at: number): Partial<Record<Phase, number>> {
  const stretch = Math.max(0, at - session.phaseStartedAt)
  return { ...session.spent, [session.phase]: (session.spent[session.phase] ?? 0) + stretch }
}

const tasksIn = ({ facilitator, notes, time }: Session): Tasks => ({ lead: facilitator, notes, time })

/** The session opens, moves on and ends. */
export function applySession(state: BoardState, event: Extract<BoardEvent, { type: SessionFact['type'] }>): BoardState {
  const { session } = state
  switch (event.type) {
    case 'session-started':
      return {
        ...state,
        since: state.lastCloseSeq,
        lastSession: null,
        next: NOBODY,
        session: {
          id: event.session,
          startedAt: event.at,
          startedBy: event.by,
          facilitator: event.facilitator,
          notes: event.notes ?? null,
          time: event.time ?? null,
          phase: 'check-in',
          phaseStartedAt: event.at,
          spent: {},
          review: event.review,
          closedAt: null,
          closedBy: null,
          rated: [],
          worth: null,
          previous: state.lastSession
        },
        presences: state.presences
          .filter((presence) => presence.session === null)
          .map((presence) => ({ ...presence, session: event.session })),
        // What was said afterwards about the session before is heard in this one.
        reactions: state.reactions
          .filter((item) => item.session === null || item.addedSeq > state.lastCloseSeq)
          .map((item) => (item.session === null ? { ...item, session: event.session } : item)),
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
      const closed = {
        ...session,
        spent,
        phaseStartedAt: at,
        closedAt: at,
        closedBy: event.by,
        worth: session.worth ?? event.worth ?? null,
        previous: null
      }
      const turns = withTurns(state.turns, tasksIn(session), session.startedAt, 1)
      return { ...state, session: null, lastSession: closed, lastCloseSeq: event.seq, turns }
    }
    case 'session-cancelled': {
      if (!session) return state
      const beforehand = <T extends { session: Id | null }>(items: T[]) =>
        items.map((item) => (item.session === session.id ? { ...item, session: null } : item))
      return {
        ...state,
        session: null,
        lastSession: session.previous,
        checkIns: beforehand(state.checkIns),
        presences: beforehand(state.presences),
        reactions: beforehand(state.reactions)
      }
    }
    case 'session-rated': {
      if (!session) return state
      const others = session.rated.filter((person) => person !== event.person)
      return { ...state, session: { ...session, rated: event.gone ? others : [...others, event.person] } }
    }
    case 'session-reopened':
      if (!state.lastSession) return state
      return {
        ...state,
        session: { ...state.lastSession, phaseStartedAt: event.at, closedAt: null, closedBy: null },
        lastSession: null,
        lastCloseSeq: state.since,
        turns: withTurns(state.turns, tasksIn(state.lastSession), state.lastSession.startedAt, -1)
      }
    case 'budgets-changed':
      return { ...state, budgets: event.budgets }
  }
}
