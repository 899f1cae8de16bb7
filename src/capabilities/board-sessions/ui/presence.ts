import type { Id } from '#kernel/id.ts'
import * as t from '#texts/around'
import type { BoardState, PresenceKind } from '../core/state.ts'
import type { BoardPerson } from './board-client.svelte.ts'

/** How somebody is with the session that is open, or the one to come: as was said, else as the working days tell. */
export function presenceOf(state: BoardState, person: Pick<BoardPerson, 'id' | 'isAway'>): PresenceKind {
  const session = state.session?.id ?? null
  const said = state.presences.find((item) => item.person === person.id && item.session === session)
  return said?.kind ?? (person.isAway ? 'away' : 'here')
}

/** Expected at this session, be it from elsewhere. */
export const isExpected = (kind: PresenceKind): boolean => kind === 'here' || kind === 'remote'

export const peopleWho = (state: BoardState, people: readonly BoardPerson[], kind: PresenceKind): Id[] =>
  people.filter((person) => presenceOf(state, person) === kind).map(({ id }) => id)

export const presenceWord = (kind: PresenceKind): string =>
  ({ here: t.here, remote: t.remote, later: t.later, away: t.away })[kind]()
