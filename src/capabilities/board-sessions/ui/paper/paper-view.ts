import type { Id } from '#kernel/id.ts'
import type { Counts } from '#platform/ui/strokes.ts'
import type { PhaseClock } from '../../core/clock.ts'
import type { Action, BoardState, CheckIn } from '../../core/state.ts'
import { currentCheckIns } from '../digiboard/board-view.ts'

/** What an open session reads off its board on a phone or laptop. Pure; `findings.ts` has the rest. */

export const isMine = (action: Action, me: Id | null): boolean => me !== null && action.owners.includes(me)

export const openActions = (state: BoardState): Action[] => state.actions.filter(({ status }) => status === 'open')

/** What the next review is about: what is open, and what was finished beforehand and is still to be told. */
export const actionsToTell = (state: BoardState): Action[] =>
  state.actions.filter(({ status, closedSeq }) => status === 'open' || (closedSeq ?? 0) > state.lastCloseSeq)

/** What others need and I could help with; what nobody has answered comes first. */
export function needsOfOthers(state: BoardState, me: Id | null): CheckIn[] {
  const needs = currentCheckIns(state).filter(({ need, person }) => need !== '' && person !== me)
  return [...needs.filter(({ helpers }) => helpers.length === 0), ...needs.filter(({ helpers }) => helpers.length > 0)]
}

export const offersOfOthers = (state: BoardState, me: Id | null): CheckIn[] =>
  currentCheckIns(state).filter(({ offer, person }) => offer !== '' && person !== me)

/** The strokes of a phase: what lies within its budget, and apart what came over it. */
export function strokesOf({ budget, minutes }: PhaseClock): { within: Counts; beyond: Counts | null } {
  const [within, beyond] = [minutes.slice(0, budget), minutes.slice(budget)]
  const count = (list: typeof minutes, state: string) => list.filter((minute) => minute === state).length
  return {
    within: { past: count(within, 'past'), now: within.includes('now'), off: count(within, 'to-come') },
    beyond: beyond.length === 0 ? null : { over: count(beyond, 'over'), now: beyond.includes('now') }
  }
}
