import type { Id } from '#kernel/id.ts'

/** Where something goes that does not belong in this session, or not on this board. */
export type Destination =
  | { kind: 'bulletin' }
  | { kind: 'parking' }
  | { kind: 'leader' }
  | { kind: 'person'; person: Id }
  | { kind: 'unit'; unit: Id }

/** What on the board it came from; a line that was never on it has no id. */
export type SendSource = { kind: 'need' | 'action' | 'parked' | 'line'; id: Id | null }

export type SentOut = {
  id: Id
  text: string
  from: SendSource
  to: Destination
  /** What the unit calls whoever it went to. */
  toName: string
  by: Id | null
  at: number
  addedSeq: number
  session: Id | null
}

/** Who brings something to this board: by name, for a board knows only its own people. */
export type Bringer = { person: Id | null; name: string; unit: { name: string; mark: string; hue: number } | null }

/** What others bring: a reaction from the wall, the answer to a request, a request of a unit, what the leader tells. */
export type BroughtItem = {
  id: Id
  kind: 'reaction' | 'answer' | 'request' | 'information'
  text: string
  from: Bringer
  /** What it is about: a goal, a success or a request of this unit. */
  about: { kind: 'goal' | 'success' | 'request'; id: Id; text: string } | null
  say: 'nice' | 'touches' | 'join' | null
  outcome: 'answered' | 'declined' | null
}

export const HANDLINGS = ['invite', 'write-back', 'thank', 'accept', 'decline', 'seen', 'told'] as const
export type Handling = (typeof HANDLINGS)[number]

export type Handled = { how: Handling; text: string; by: Id | null; at: number; seq: number; session: Id | null }

export type Brought = BroughtItem & { at: number; addedSeq: number; handled: Handled | null }

/** What somebody who visits a session comes to do: listen, inform, think along, steer. */
export const VISITOR_ROLES = ['listen', 'inform', 'think-along', 'steer'] as const
export type VisitorRole = (typeof VISITOR_ROLES)[number]

/** Somebody who is no member, and was invited or announced beforehand. */
export type Visitor = {
  person: Id
  name: string
  role: VisitorRole | null
  /** The session it is for; null = the one to come. */
  session: Id | null
  /** Is there now, so that faces are for members' own devices. */
  isPresent: boolean
  /** Came without being asked by the unit, but said so beforehand. */
  isAnnounced: boolean
  /** Was there at some moment of the session. */
  hasBeen: boolean
}

export type Outside = { sent: SentOut[]; brought: Brought[]; visitors: Visitor[] }

export const NOTHING_OUTSIDE: Outside = { sent: [], brought: [], visitors: [] }

/** What a kind of thing that was brought can be answered with. */
export const HANDLINGS_OF: Record<BroughtItem['kind'], readonly Handling[]> = {
  reaction: ['invite', 'write-back', 'seen'],
  answer: ['thank', 'seen'],
  request: ['accept', 'decline'],
  information: ['told']
}

/** A board, as far as these questions go. */
type Around = { session: { id: Id } | null; outside: Outside }

/** May this person, who is no member, look at this board now? Only in the session that the invitation is for. */
export const isVisitor = (board: Around, person: Id): boolean =>
  board.session !== null &&
  board.outside.visitors.some((visitor) => visitor.person === person && visitor.session === board.session!.id)

/** Is somebody there who is no member of the unit? Then the wall shows no faces. */
export const isVisited = (board: Around): boolean =>
  board.session !== null &&
  board.outside.visitors.some(({ isPresent, session }) => isPresent && session === board.session!.id)

/** What waits for an answer of this unit, what came first on top. */
export const waiting = ({ brought }: Outside): Brought[] => brought.filter(({ handled }) => handled === null)

/** Who is there now and is no member. */
export const presentAt = (board: Around): ReadonlySet<Id> =>
  new Set(
    board.outside.visitors
      .filter(({ isPresent, session }) => isPresent && board.session !== null && session === board.session.id)
      .map(({ person }) => person)
  )

/** The same after one more event: for a line that passes events on and does not fold the whole board. */
export function presentAfter(
  present: ReadonlySet<Id>,
  event: { type: string; person?: Id | null; seq: number }
): ReadonlySet<Id> {
  const { type, person } = event
  if (type === 'session-started' || type === 'session-closed' || type === 'session-cancelled') return new Set()
  if (type === 'visitor-joined' && person) return new Set([...present, person])
  if ((type === 'visitor-left' || type === 'visitor-uninvited') && person)
    return new Set([...present].filter((other) => other !== person))
  return present
}
