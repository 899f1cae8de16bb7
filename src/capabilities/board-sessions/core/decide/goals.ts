import { isDay } from '#kernel/days.ts'
import { ok, type Result } from '#kernel/result.ts'
import type { BoardFact } from '../../events.ts'
import type { GoalCommand, DecisionContext } from '../commands.ts'
import type { BoardState } from '../state.ts'
import { figure, firstRefusal, isStale, line, no, STORY_LIMIT } from './checks.ts'

/** About pupils’ learning or the teaching of it. */
export function decideGoal(state: BoardState, command: GoalCommand, context: DecisionContext): Result<BoardFact> {
  switch (command.type) {
    case 'add-goal': {
      const text = line(command.text, 'text')
      const measure = line(command.measure, 'measure', true)
      const aim = figure(command.aim, 'aim')
      const outOf = figure(command.outOf, 'outOf')
      if (!text.ok) return text
      if (!measure.ok) return measure
      if (!aim.ok) return aim
      if (!outOf.ok) return outOf
      const keeper = command.keeper ?? null
      if (keeper && !context.isMember(keeper)) return no('person_not_in_unit', 'keeper')
      return ok({
        type: 'goal-added',
        id: command.id,
        text: text.value,
        measure: measure.value,
        aim: aim.value,
        outOf: outOf.value,
        keeper
      })
    }
    case 'edit-goal': {
      const goal = state.goals.find((candidate) => candidate.id === command.id)
      if (!goal) return no('goal_unknown')
      const text = line(command.text ?? goal.text, 'text')
      const measure = line(command.measure ?? goal.measure, 'measure', true)
      const aim = figure(command.aim, 'aim')
      const outOf = figure(command.outOf, 'outOf')
      const refusal = firstRefusal(text, measure, aim, outOf)
      if (refusal) return refusal
      if (command.keeper && !context.isMember(command.keeper)) return no('person_not_in_unit', 'keeper')
      return ok({
        type: 'goal-edited',
        id: goal.id,
        ...(command.text !== undefined && text.ok ? { text: text.value, replaced: isStale(goal, context) } : {}),
        ...(command.measure !== undefined && measure.ok ? { measure: measure.value } : {}),
        ...(command.aim !== undefined ? { aim: command.aim } : {}),
        ...(command.outOf !== undefined ? { outOf: command.outOf } : {}),
        ...(command.keeper !== undefined ? { keeper: command.keeper } : {})
      })
    }
    case 'measure-goal': {
      const goal = state.goals.find((candidate) => candidate.id === command.id)
      if (!goal) return no('goal_unknown')
      if (goal.status !== 'active') return no('goal_closed')
      const value = figure(command.value, 'value')
      if (!value.ok || value.value === null) return no('number_invalid', 'value')
      const on = command.on ?? context.today
      if (!isDay(on)) return no('date_invalid', 'on')
      return ok({ type: 'goal-measured', id: goal.id, measurement: command.measurement, on, value: value.value })
    }
    case 'unmeasure-goal': {
      const goal = state.goals.find((candidate) => candidate.id === command.id)
      if (!goal) return no('goal_unknown')
      if (goal.status !== 'active') return no('goal_closed')
      if (!goal.values.some(({ on }) => on === command.on)) return no('measurement_unknown')
      return ok({ type: 'goal-unmeasured', id: goal.id, on: command.on })
    }
    case 'reopen-goal': {
      const goal = state.goals.find((candidate) => candidate.id === command.id)
      if (!goal) return no('goal_unknown')
      return goal.status === 'active' ? no('goal_still_open') : ok({ type: 'goal-reopened', id: goal.id })
    }
    case 'withdraw-goal': {
      const goal = state.goals.find((candidate) => candidate.id === command.id)
      if (!goal) return no('goal_unknown')
      if (goal.values.length > 0 || goal.status !== 'active') return no('goal_has_history')
      return ok({ type: 'goal-withdrawn', id: goal.id })
    }
    case 'close-goal': {
      const goal = state.goals.find((candidate) => candidate.id === command.id)
      if (!goal) return no('goal_unknown')
      if (goal.status !== 'active') return no('goal_closed')
      const learned = line(command.learned, 'learned', true, STORY_LIMIT)
      if (!learned.ok) return learned
      return ok({ type: 'goal-closed', id: goal.id, status: command.status, learned: learned.value })
    }
  }
}
