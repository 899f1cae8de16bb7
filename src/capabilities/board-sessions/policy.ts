import type { Id } from '#kernel/id.ts'
import type { Grant } from '#people'
import type { BoardCommand } from './core/commands.ts'

/** Who stands before a board. */
export type Viewer =
  | { kind: 'member'; school: Id; person: Id; units: readonly Id[] }
  | { kind: 'digiboard'; school: Id; unit: Id; device: Id }
  /** Somebody of the school who was invited to, or announced for, the session that is open in this unit. */
  | { kind: 'visitor'; school: Id; person: Id; unit: Id }

/**
 * Members of a unit see its board, and so does a digiboard that a member paired with it, and during the session a
 * visitor who was invited or announced. Nobody else: who comes by the address only, the school leader too, sees nothing.
 */
export const mayWatchBoard = (viewer: Viewer, unit: Id): boolean =>
  viewer.kind === 'member' ? viewer.units.includes(unit) : viewer.unit === unit

/** Whoever may watch a board may act on it; in whose name, the engine checks against the unit of that moment. */
export const maySendCommands = mayWatchBoard

/** Any member of a unit may pair a digiboard with it, and end that. A digiboard cannot. */
export const mayPairDigiboard = (viewer: Viewer, unit: Id): boolean =>
  viewer.kind === 'member' && viewer.units.includes(unit)

/**
 * You check in for yourself. A digiboard may note what somebody in the room needs or offers, but a mood comes from
 * that person's own device only.
 */
export const mayCheckIn = (sender: { person: Id | null; device: Id | null }, person: Id, withMood: boolean): boolean =>
  sender.device === null ? sender.person === person : !withMood

/**
 * What somebody thinks of a session is that person's own, entered on an own device; so is what somebody says who was
 * not there, unless a digiboard notes it for who is tapped.
 */
export const mayRate = (sender: { person: Id | null; device: Id | null }): boolean =>
  sender.device === null && sender.person !== null
export const mayReactAs = (sender: { person: Id | null; device: Id | null }, person: Id): boolean =>
  sender.device !== null || sender.person === person

/**
 * Moods are for members, on their own devices. While somebody attends who is no member, the digiboard shows none, and
 * that somebody never gets to see them.
 */
export const maySeeMoods = (viewer: Pick<Viewer, 'kind'>, isVisited: boolean): boolean =>
  viewer.kind === 'member' || (viewer.kind === 'digiboard' && !isVisited)

type Acting = { person: Id | null; device: Id | null; as?: 'visitor' | 'system' }

/**
 * Members act on their board, and a digiboard in the name of who is tapped. A visitor comes and goes, for oneself, and
 * leaves the board to the unit. What others bring comes from Samenspel itself; no device can send that.
 */
export function mayAct({ person, as }: Acting, members: ReadonlySet<Id>, command: BoardCommand): boolean {
  const isBrought =
    command.type === 'bring' ||
    command.type === 'bring-back' ||
    (command.type === 'invite-visitor' && command.isAnnounced === true)
  if (as === 'system') return isBrought || command.type === 'uninvite-visitor'
  const isVisit = command.type === 'join-as-visitor' || command.type === 'leave-as-visitor'
  if (as === 'visitor') return isVisit && command.person === person
  return !isBrought && !isVisit && (person === null || members.has(person))
}

/**
 * How the sessions of all units go, without names: for the school leader and the quality coordinator. A unit sees its
 * own with names; who only looks after the installation sees nothing of it.
 */
export const maySeeRhythms = (grants: readonly Grant[]): boolean =>
  grants.some(({ role, unit }) => unit === null && (role === 'school_leader' || role === 'quality_coordinator'))

/** What belongs to one person is that person's to say. */
export function maySay(sender: { person: Id | null; device: Id | null }, command: BoardCommand): boolean {
  switch (command.type) {
    case 'check-in':
    case 'withdraw-check-in':
      return mayCheckIn(sender, command.person, command.mood !== undefined)
    case 'rate-session':
      return mayRate(sender)
    case 'react':
      return mayReactAs(sender, command.person)
    default:
      return true
  }
}
