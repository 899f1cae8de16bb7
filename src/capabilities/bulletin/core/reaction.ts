import type { Id } from '#kernel/id.ts'

/** nice: "mooi". touches: "dit raakt ons ook". join: "mag ik aansluiten?" */
export const REACTIONS = ['nice', 'touches', 'join'] as const
export type ReactionKind = (typeof REACTIONS)[number]

/** What is on the wall and can be reacted to. */
export type WallThing = { kind: 'goal' | 'success' | 'request'; id: Id; unit: Id; text: string }

export type ReactionAnswer = 'invited' | 'written-back' | 'seen'

export type WallReaction = {
  id: Id
  on: WallThing
  kind: ReactionKind
  text: string
  by: Id
  byUnit: Id | null
  at: number
  answer: ReactionAnswer | null
  reply: string
}
