import * as t from '#texts/digiboard'
import type { Goal } from '../../core/state.ts'
import { lastMeasurement } from './board-view.ts'

/** Where a goal stands, in words: "17 van 46, doel 30"; without a measurement what it waits for. */
export function goalStands(goal: Goal): string {
  const { outOf, aim } = goal
  const last = lastMeasurement(goal)
  if (!last) return aim === null ? t.not_measured() : t.not_measured_aim({ aim })
  const value = outOf === null ? t.value({ value: last.value }) : t.value_of({ value: last.value, outOf })
  return aim === null ? value : t.value_aim({ value, aim })
}

/** The line of a goal for who cannot see it. */
export function goalStory(goal: Goal): string {
  const [first, last] = [goal.values[0], lastMeasurement(goal)]
  if (!first || !last || first === last) return goalStands(goal)
  const moment = (day: string) => Date.parse(`${day}T12:00Z`)
  const course = t.goal_course({
    from: first.value,
    since: moment(first.on),
    value: last.value,
    on: moment(last.on)
  })
  return goal.aim === null ? course : `${course} ${t.goal_aim({ aim: goal.aim })}`
}
