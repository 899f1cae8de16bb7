import type { BoardEvent, GoalFact } from '../../events.ts'
import type { BoardState, Goal } from '../state.ts'
import { changed, rewritten } from './items.ts'

/** Goals come, are measured, and are closed. */
export function applyGoal(state: BoardState, event: Extract<BoardEvent, { type: GoalFact['type'] }>): BoardState {
  switch (event.type) {
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
    case 'goal-unmeasured':
      return {
        ...state,
        goals: changed(state.goals, event.id, (goal) => ({
          ...goal,
          values: goal.values.filter(({ on }) => on !== event.on)
        }))
      }
    case 'goal-reopened':
      return {
        ...state,
        goals: changed(state.goals, event.id, (goal) => ({ ...goal, status: 'active', learned: '', closedSeq: null }))
      }
    case 'goal-withdrawn':
      return { ...state, goals: state.goals.filter((goal) => goal.id !== event.id) }
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
  }
}
