import { getContext, setContext, type Snippet } from 'svelte'
import type { Id } from '#kernel/id.ts'
import { callNames, fullName } from '#platform/ui/name.ts'
import * as t from '#texts/phases'
import type { Mood } from '../core/commands.ts'
import type { Phase } from '../core/phases.ts'
import type { Nameable } from '../core/quick-entry.ts'
import type { BoardPerson } from './board-client.svelte.ts'

const PHASE_NAMES: Record<Phase, () => string> = {
  'check-in': t.check_in,
  review: t.review,
  successes: t.successes,
  goals: t.goals,
  actions: t.actions,
  requests: t.requests,
  close: t.close
}

const MOOD_NAMES: Record<Mood, () => string> = {
  great: t.mood_great,
  good: t.mood_good,
  okay: t.mood_okay,
  tired: t.mood_tired,
  heavy: t.mood_heavy
}

export const phaseName = (phase: Phase): string => PHASE_NAMES[phase]()
export const moodName = (mood: Mood): string => MOOD_NAMES[mood]()

/** How a unit names its people: what they call each other, the whole name, and both for quick entry. */
export type Naming = {
  call: (person: Id | null) => string
  full: (person: Id | null) => string
  /** "Noor en Thijs" */
  pair: (people: readonly Id[]) => string
  nameables: Nameable[]
}

export function namingOf(people: readonly BoardPerson[]): Naming {
  const parts = people.map(({ givenName, infix, familyName }) => ({ given: givenName, infix, family: familyName }))
  const calls = callNames(parts)
  const byId = new Map(
    people.map((person, place) => [person.id, { call: calls[place]!, full: fullName(parts[place]!) }])
  )
  /** Somebody who left the unit since: what was done stays, the name is no longer in this list. */
  const former = { call: t.former_colleague(), full: t.former_colleague() }
  const named = (person: Id | null) => (person === null ? { call: '', full: '' } : (byId.get(person) ?? former))
  return {
    call: (person) => named(person).call,
    full: (person) => named(person).full,
    pair: (ids) => ids.map((id) => named(id).call).join(` ${t.and()} `),
    nameables: people.map((person, place) => ({
      id: person.id,
      names: [calls[place]!, byId.get(person.id)!.full, person.givenName]
    }))
  }
}

/** What a phase of a session shows that is no part of the board: a page gives it, since only pages know all of it. */
export type PhaseMore = { requests: Snippet }

const PHASE_MORE = Symbol('what a phase shows of elsewhere')
export const setPhaseMore = (more: PhaseMore): PhaseMore => setContext(PHASE_MORE, more)
export const getPhaseMore = (): PhaseMore | undefined => getContext<PhaseMore | undefined>(PHASE_MORE)
