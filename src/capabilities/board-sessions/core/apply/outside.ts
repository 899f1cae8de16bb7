import type { Id } from '#kernel/id.ts'
import type { BoardEvent, OutsideFact } from '../../events.ts'
import type { Outside, Visitor } from '../outside.ts'
import type { Action, BoardState } from '../state.ts'
import { applyAction } from './actions.ts'

type OutsideEvent = Extract<BoardEvent, { type: OutsideFact['type'] }>

const place = (state: BoardState, outside: Partial<Outside>): BoardState => ({
  ...state,
  outside: { ...state.outside, ...outside }
})

/** What is an action here as well happens to it by the rules of actions. */
function act(state: BoardState, { seq, at, by, key }: BoardEvent, fact: object): BoardState {
  return applyAction(state, { ...fact, seq, at, by, key } as Parameters<typeof applyAction>[1])
}

/** An action that left for elsewhere is off the board, and what was said of it stays as it was. */
const turned = (state: BoardState, id: Id | null, change: Pick<Action, 'status' | 'closedSeq'>): BoardState => ({
  ...state,
  actions: state.actions.map((action) => (action.id === id ? { ...action, ...change } : action))
})

/** What leaves the board takes its place on it along; undone, it stands where it stood. */
export function applyOutside(state: BoardState, event: OutsideEvent): BoardState {
  const { outside, session } = state
  switch (event.type) {
    case 'sent-out': {
      const { id, text, from, to, toName, by, at, seq } = event
      const item = { id, text, from, to, toName, by, at, addedSeq: seq, session: session ? session.id : null }
      const next = place(state, { sent: [...outside.sent, item] })
      if (from.kind === 'action') return parkIf(turned(next, from.id, { status: 'no-longer', closedSeq: seq }), event)
      return parkIf(
        { ...next, parked: next.parked.filter((parked) => parked.id !== from.id || from.kind !== 'parked') },
        event
      )
    }
    case 'sent-out-undone': {
      const { id, text, from, by, at } = event
      const next = place(state, { sent: outside.sent.filter((item) => item.id !== id) })
      const parked = next.parked.filter((item) => item.id !== id)
      if (from.kind === 'action') return turned({ ...next, parked }, from.id, { status: 'open', closedSeq: null })
      return from.kind === 'parked' && from.id !== null
        ? { ...next, parked: [...parked, { id: from.id, text, by, at }] }
        : { ...next, parked }
    }
    case 'brought':
      if (outside.brought.some(({ id }) => id === event.item.id)) return state
      return place(state, {
        brought: [...outside.brought, { ...event.item, at: event.at, addedSeq: event.seq, handled: null }]
      })
    case 'brought-back':
      return place(state, { brought: outside.brought.filter(({ id }) => id !== event.id) })
    case 'brought-handled':
      return handled(state, event)
    case 'brought-reopened':
      return place(state, {
        brought: outside.brought.map((item) => (item.id === event.id ? { ...item, handled: null } : item))
      })
    case 'visitor-invited':
      // Who says so beforehand says it for the session to come, also while one is open.
      return place(state, {
        visitors: invited(outside.visitors, event, session && !event.isAnnounced ? session.id : null)
      })
    case 'visitor-uninvited':
      return place(state, { visitors: outside.visitors.filter(({ person }) => person !== event.person) })
    case 'visitor-joined':
      return withVisitor(state, event.person, { role: event.role, isPresent: true, hasBeen: true })
    case 'visitor-left':
      return withVisitor(state, event.person, { isPresent: false })
  }
}

function parkIf(state: BoardState, { id, text, to, by, at }: Extract<OutsideEvent, { type: 'sent-out' }>): BoardState {
  return to.kind === 'parking' ? { ...state, parked: [...state.parked, { id, text, by, at }] } : state
}

const withVisitor = (state: BoardState, person: Id, change: Partial<Visitor>): BoardState =>
  place(state, {
    visitors: state.outside.visitors.map((visitor) =>
      visitor.person === person && visitor.session === state.session?.id ? { ...visitor, ...change } : visitor
    )
  })

function invited(
  visitors: Visitor[],
  { person, name, role, isAnnounced }: { person: Id; name: string; role: Visitor['role']; isAnnounced: boolean },
  session: Id | null
): Visitor[] {
  const before = visitors.find((visitor) => visitor.person === person && visitor.session === session)
  if (before)
    return visitors.map((visitor) => (visitor === before ? { ...visitor, name, role: role ?? visitor.role } : visitor))
  const visitor = { person, name, role, session, isPresent: false, isAnnounced, hasBeen: false }
  return [...visitors, visitor]
}

function handled(state: BoardState, event: Extract<OutsideEvent, { type: 'brought-handled' }>): BoardState {
  const { outside, session } = state
  const item = outside.brought.find(({ id }) => id === event.id)
  if (!item || item.handled) return state
  const { how, text, by, at, seq } = event
  const done = { how, text, by, at, seq, session: session ? session.id : null }
  const next = place(state, {
    brought: outside.brought.map((other) => (other === item ? { ...item, handled: done } : other))
  })
  if (how === 'accept')
    return act(next, event, {
      type: 'action-added',
      id: item.id,
      text: item.text,
      owners: event.owners,
      due: event.due
    })
  const { person, name } = item.from
  if (how === 'invite' && person !== null)
    return place(next, {
      visitors: invited(outside.visitors, { person, name, role: null, isAnnounced: false }, done.session)
    })
  return next
}

/** What a session that begins, or after all did not, does to what is kept beside it. */
export function roundOfOutside(before: BoardState, after: BoardState, event: BoardEvent): Outside {
  const { sent, brought, visitors } = after.outside
  if (event.type === 'session-started')
    return {
      sent: sent.filter(({ addedSeq }) => addedSeq > before.lastCloseSeq),
      brought: brought.filter((item) => item.handled === null || item.handled.seq > before.lastCloseSeq),
      visitors: visitors
        .filter(({ session }) => session === null)
        .map((visitor) => ({ ...visitor, session: event.session }))
    }
  // It had not begun: who was let in, is expected at the one that will.
  if (event.type === 'session-cancelled' && visitors.length > 0)
    return { sent, brought, visitors: visitors.map((visitor) => ({ ...visitor, session: null, isPresent: false })) }
  // Nobody is there any more; who was, is kept with the session as it ended.
  if (event.type === 'session-closed' && visitors.some(({ isPresent }) => isPresent))
    return { sent, brought, visitors: visitors.map((visitor) => ({ ...visitor, isPresent: false })) }
  return after.outside
}
