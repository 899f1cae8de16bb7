import type { Id } from '#kernel/id.ts'
import type { SupportRequest } from './core/request.ts'
import type { WallReaction } from './core/reaction.ts'

/** The facts that others may follow; `app/` brings them to the board of the unit that they concern. */
export type BulletinEvent =
  /** Answered or declined; the unit that asked hears it. */
  | { type: 'request-answered'; request: SupportRequest }
  | { type: 'request-asked-of-unit'; request: SupportRequest }
  | { type: 'request-withdrawn'; request: SupportRequest }
  | { type: 'reacted'; reaction: WallReaction }
  | { type: 'reaction-withdrawn'; reaction: WallReaction }
  | { type: 'information-added'; id: Id; text: string; by: Id; notBefore: string | null; units: Id[] }
  | { type: 'information-withdrawn'; id: Id; units: Id[] }
