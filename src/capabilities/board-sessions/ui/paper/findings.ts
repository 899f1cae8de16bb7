import { addDays, type Day } from '#kernel/days.ts'
import type { Id } from '#kernel/id.ts'
import { decide } from '../../core/decide.ts'
import type { Action, BoardState, Goal } from '../../core/state.ts'
import { activeGoals, lastMeasurement } from '../digiboard/board-view.ts'
import { isMine, openActions } from './paper-view.ts'

/** What a board tells between two sessions. Pure. */

/** The moment by which a day is written out: noon, so that no time zone makes it the day before. */
export const momentOf = (day: Day): number => Date.parse(`${day}T12:00:00Z`)

/** Mine on top, else in the order given. */
export const mineFirst = (actions: readonly Action[], me: Id | null): Action[] => [
  ...actions.filter((action) => isMine(action, me)),
  ...actions.filter((action) => !isMine(action, me))
]

/**
 * Where the last measurement of a goal points. Towards the aim as seen from where it began; without an aim nobody can
 * say what is better, and it is only the same or not.
 */
export type Course = 'unmeasured' | 'first' | 'reached' | 'closer' | 'further' | 'same' | 'changed'

export function courseOf({ values, aim }: Goal): Course {
  const [first, before, last] = [values[0], values.at(-2), values.at(-1)]
  if (!first || !last) return 'unmeasured'
  if (aim !== null && isReached(first.value, last.value, aim)) return 'reached'
  if (!before) return 'first'
  if (last.value === before.value) return 'same'
  if (aim === null) return 'changed'
  return Math.abs(aim - last.value) < Math.abs(aim - before.value) ? 'closer' : 'further'
}

/** An aim is reached from below or, where less is better, from above. */
const isReached = (first: number, last: number, aim: number): boolean => (first <= aim ? last >= aim : last <= aim)

/** After three weeks without one a goal waits for a measurement; a new goal gets those three weeks too. */
const MEASURE_WITHIN = 21

export function isWaiting(goal: Goal, today: Day): boolean {
  const last = lastMeasurement(goal)?.on ?? new Date(goal.createdAt).toISOString().slice(0, 10)
  return addDays(last, MEASURE_WITHIN) <= today
}

/** What there is to say about a board between two sessions, as facts for its title. */
export type Finding = {
  isEmpty: boolean
  actions: number
  goals: { kind: 'reached' | 'closer' | 'waiting' | 'active' | 'none'; count: number }
}

/** The most hopeful fact about the goals, then what they wait for: a title is read by the whole unit. */
export function findingOf(state: BoardState, today: Day): Finding {
  const goals = activeGoals(state)
  const onCourse = (course: Course) => goals.filter((goal) => courseOf(goal) === course).length
  const counts = {
    reached: onCourse('reached'),
    closer: onCourse('closer'),
    waiting: goals.filter((goal) => isWaiting(goal, today)).length,
    active: goals.length
  }
  const kind = (['reached', 'closer', 'waiting', 'active'] as const).find((candidate) => counts[candidate] > 0)
  return {
    isEmpty: isUntouched(state),
    actions: openActions(state).length,
    goals: kind ? { kind, count: counts[kind] } : { kind: 'none', count: 0 }
  }
}

/** Has nothing ever been put on this board? */
export const isUntouched = (state: BoardState): boolean =>
  state.lastSession === null &&
  [state.actions, state.goals, state.successes, state.parked].every((things) => things.length === 0)

/** Would the board let itself be taken up again now? */
export const mayReopen = (state: BoardState, now: number, today: Day): boolean =>
  decide(state, { type: 'reopen-session' }, { actor: null, base: state.seq, at: now, today, isMember: () => true }).ok
