import type { Id } from '#kernel/id.ts'

/** Who stands before a board. */
export type Viewer =
  | { kind: 'member'; school: Id; person: Id; units: readonly Id[] }
  | { kind: 'digiboard'; school: Id; unit: Id; device: Id }

/** Members of a unit see its board, and so does a digiboard that a member paired with it. Nobody else. */
export const mayWatchBoard = (viewer: Viewer, unit: Id): boolean =>
  viewer.kind === 'digiboard' ? viewer.unit === unit : viewer.units.includes(unit)

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
