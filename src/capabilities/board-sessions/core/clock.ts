import { PHASES, totalMinutes, type Budgets, type Phase } from './phases.ts'
import type { Moment, Session } from './state.ts'

const MINUTE = 60_000

/** What one stroke of the clock is: a minute that has passed, runs now, is to come, or is over the budget. */
export type Minute = 'past' | 'now' | 'over' | 'to-come'

export type PhaseClock = {
  phase: Phase
  budget: number
  /** Whole and begun minutes that this phase has taken. */
  taken: number
  state: 'past' | 'here' | 'to-come'
  minutes: Minute[]
}

export type SessionClock = {
  /** The minute that runs, 1 = the first. */
  minute: number
  total: number
  left: number
  /** Minutes over the whole budget. */
  over: number
  phases: PhaseClock[]
}

/** Milliseconds that each phase has taken by now. */
function takenBy(session: Session, now: Moment): Partial<Record<Phase, number>> {
  if (session.closedAt !== null) return session.spent
  const running = Math.max(0, now - session.phaseStartedAt)
  return { ...session.spent, [session.phase]: (session.spent[session.phase] ?? 0) + running }
}

/**
 * The clock of a session: one stroke a minute, over the phases. It shows and never cuts anyone off; a phase that
 * ended early leaves its strokes faint, one that ran over adds strokes after a gap.
 */
export function readClock(session: Session, budgets: Budgets, now: Moment): SessionClock {
  const taken = takenBy(session, now)
  const isOpen = session.closedAt === null
  const here = PHASES.indexOf(session.phase)
  const sum = PHASES.reduce((whole, phase) => whole + (taken[phase] ?? 0), 0)
  const total = totalMinutes(budgets)
  const minute = Math.floor(sum / MINUTE) + (isOpen ? 1 : 0)
  const phases = PHASES.map((phase, index): PhaseClock => {
    const spent = taken[phase] ?? 0
    const isHere = isOpen && index === here
    const begun = isHere ? Math.floor(spent / MINUTE) + 1 : Math.round(spent / MINUTE)
    return {
      phase,
      budget: budgets[phase],
      taken: begun,
      state: isHere ? 'here' : index < here || !isOpen ? 'past' : 'to-come',
      minutes: strokes(budgets[phase], begun, isHere)
    }
  })
  return {
    minute,
    total,
    left: Math.max(0, total - Math.floor(sum / MINUTE)),
    over: Math.max(0, minute - total),
    phases
  }
}

function strokes(budget: number, begun: number, isHere: boolean): Minute[] {
  return Array.from({ length: Math.max(budget, begun) }, (_, index) => {
    if (index >= begun) return 'to-come'
    if (isHere && index === begun - 1) return 'now'
    return index >= budget ? 'over' : 'past'
  })
}
