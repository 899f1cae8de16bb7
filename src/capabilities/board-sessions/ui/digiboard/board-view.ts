import type { Id } from '#kernel/id.ts'
import type { Action, BoardState, CheckIn, Goal, Measurement, Outcome, Session } from '../../core/state.ts'

/** What a digiboard reads off a board. Pure, so that every phase says the same about the same board. */

/** The check-ins that count now: of the open session, or beforehand for the one to come. */
export const currentCheckIns = (state: BoardState): CheckIn[] =>
  state.checkIns.filter((checkIn) => checkIn.session === (state.session?.id ?? null))

/** Has this been talked about: in this session, or closed by its owner before it began? */
export const isDiscussed = (action: Action, session: Session): boolean =>
  action.status !== 'open' || action.review?.session === session.id

/** The actions of last time, in the order of the session. */
export const reviewedActions = (state: BoardState): Action[] =>
  (state.session?.review ?? []).flatMap((id) => state.actions.find((action) => action.id === id) ?? [])

/** Whose turn it is: what was tapped, else the first that was not talked about; null = all of them were. */
export const turnAmong = (actions: readonly Action[], session: Session, tapped: Id | null): Action | null =>
  actions.find((action) => action.id === tapped) ?? actions.find((action) => !isDiscussed(action, session)) ?? null

/** What became of an action; null while it is open and not talked about in this session. */
export function outcomeOf(action: Action, session: Session | null): Outcome | null {
  if (action.status !== 'open') return action.status
  return session !== null && action.review?.session === session.id ? action.review.outcome : null
}

/** What was agreed in a session, and is still wanted. */
export const agreedIn = (state: BoardState, session: Id): Action[] =>
  state.actions.filter((action) => action.createdIn === session && action.status !== 'no-longer')

/** What a session took along to the next one. */
export const carriedIn = (state: BoardState, session: Id): Action[] =>
  state.actions.filter((action) => action.status === 'open' && action.review?.session === session)

/** Actions under who does them; a pair stands under both names together. */
export function byOwners(actions: readonly Action[]): { owners: Id[]; actions: Action[] }[] {
  const groups = new Map<string, { owners: Id[]; actions: Action[] }>()
  for (const action of actions) {
    const key = [...action.owners].sort().join()
    const group = groups.get(key) ?? { owners: action.owners, actions: [] }
    group.actions.push(action)
    groups.set(key, group)
  }
  return [...groups.values()]
}

export const activeGoals = (state: BoardState): Goal[] => state.goals.filter((goal) => goal.status === 'active')

export const lastMeasurement = (goal: Goal): Measurement | null => goal.values.at(-1) ?? null

/**
 * A figure as a Dutch or an English hand writes it; null when it is none. Three decimals are none: "1.000" may be a
 * thousand or one.
 */
export function readFigure(text: string): number | null {
  const tidy = text.trim().replace(',', '.')
  return /^-?\d+(\.\d{1,2})?$/.test(tidy) ? Number(tidy) : null
}

/** A figure as it stands in a field, so that `readFigure` reads it back: without the dots of thousands. */
export const writeFigure = (value: number, language: 'nl' | 'en'): string =>
  String(Math.round(value * 100) / 100).replace('.', language === 'nl' ? ',' : '.')
