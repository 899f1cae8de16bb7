import { addDays, weekdayOf, type Day } from '#kernel/days.ts'
import * as t from '#texts/leading'
import { proposeTasks, type Proposal, type Task } from '../core/leading.ts'
import type { BoardState } from '../core/state.ts'
import type { BoardPerson } from './board-client.svelte.ts'
import { isExpected, presenceOf } from './presence.ts'

/** Who does what in the session to come, and why: of who is there on that day. `day` null = nobody knows, so today. */
export function proposalsFor(
  state: BoardState,
  people: readonly BoardPerson[],
  now: number,
  today: Day,
  day: Day | null
): Proposal[] {
  const weekday = weekdayOf(day ?? today)
  return proposeTasks(
    state,
    people.map((person) => {
      const said = state.presences.some((item) => item.person === person.id && item.session === null)
      const isOff = day !== null && day !== today && !said ? (person.daysOff?.includes(weekday) ?? false) : null
      return { id: person.id, isThere: isOff === null ? isExpected(presenceOf(state, person)) : !isOff }
    }),
    now
  )
}

/** Why somebody is proposed. Of a day beyond the coming week the date is said, for a Tuesday may be any. */
export function whyWords({ why, count, isThere }: Proposal, today: Day, day: Day | null): string {
  if (why === 'coach') return t.why_coach()
  if (why === 'chosen') return t.why_chosen()
  const isFar = day !== null && day > addDays(today, 7)
  const there = day === null ? 'unknown' : `${isThere ? 'yes' : 'no'}${isFar ? '_far' : ''}`
  return t.why_turn({ count, there, day: Date.parse(`${day ?? '2026-01-01'}T12:00Z`) })
}

export const taskName = (task: Task): string => ({ lead: t.task_lead, notes: t.task_notes, time: t.task_time })[task]()

export const taskDoes = (task: Task, name: string): string =>
  ({ lead: t.lead_does, notes: t.notes_does, time: t.time_does })[task]({ name })

export const swapTitle = (task: Task): string => ({ lead: t.swap_lead, notes: t.swap_notes, time: t.swap_time })[task]()
