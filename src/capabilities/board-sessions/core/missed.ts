import type { Id } from '#kernel/id.ts'
import type { Action, BoardState, CheckIn, Goal } from './state.ts'
import type { Brought, SentOut } from './outside.ts'

/** What somebody missed of a session: what they will find in their mail, on Vandaag and in the session itself. */
export type Missed = {
  session: Id
  /** What was agreed for me, and by the others. */
  mine: Action[]
  decisions: Action[]
  /** What is asked of me: a request out of the session, or a colleague who named me as who can help. */
  asks: (Pick<SentOut, 'id' | 'text' | 'by'> & { kind: 'request' | 'help' })[]
  /** What colleagues needed and nobody has answered yet. */
  needs: CheckIn[]
  goalsClosed: Goal[]
  /** What the leader had told. */
  told: Brought[]
}

/** Was this person there? Who checked in was, beforehand too, and who was said to be; who was not, missed it. */
export const wasThere = (board: BoardState, person: Id): boolean =>
  board.checkIns.some((checkIn) => checkIn.person === person && checkIn.session === (board.lastSession?.id ?? null)) ||
  (board.presences ?? []).some(
    ({ person: who, kind, session }) =>
      who === person && session === board.lastSession?.id && (kind === 'here' || kind === 'remote')
  )

/**
 * What a session that has ended holds for somebody who was not there; null when there is nothing to tell. Pure: the
 * board as the session left it goes in, so that a mail says the same tomorrow.
 */
export function missedBy(person: Id, board: BoardState): Missed | null {
  const session = board.lastSession
  if (!session) return null
  const agreed = board.actions.filter(({ createdIn, status }) => createdIn === session.id && status !== 'no-longer')
  const mine = agreed.filter(({ owners }) => owners.includes(person))
  const outside = board.outside ?? { sent: [], brought: [] }
  const requests = outside.sent
    .filter((sent) => sent.session === session.id && sent.to.kind === 'person' && sent.to.person === person)
    .map(({ id, text, by }) => ({ kind: 'request' as const, id, text, by }))
  const helps = board.actions
    .filter(
      ({ review, owners }) => review?.session === session.id && review.helper === person && !owners.includes(person)
    )
    .map(({ id, text, owners }) => ({ kind: 'help' as const, id, text, by: owners[0] ?? null }))
  const missed: Missed = {
    session: session.id,
    mine,
    decisions: agreed.filter((action) => !mine.includes(action)),
    asks: [...requests, ...helps],
    needs: board.checkIns.filter(
      (checkIn) =>
        checkIn.session === session.id &&
        checkIn.need !== '' &&
        checkIn.helpers.length === 0 &&
        checkIn.person !== person
    ),
    goalsClosed: board.goals.filter(({ status, closedSeq }) => status !== 'active' && (closedSeq ?? 0) > board.since),
    told: outside.brought.filter(({ kind, handled }) => kind === 'information' && handled?.session === session.id)
  }
  const { session: _, ...parts } = missed
  return Object.values(parts).some((part) => part.length > 0) ? missed : null
}

/** Reacting is possible until a day after the session. */
export const mayStillReact = (closedAt: number | null, now: number): boolean =>
  closedAt !== null && now - closedAt < 86_400_000
