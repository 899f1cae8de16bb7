import type { Id } from '#kernel/id.ts'

/** Whom a support request is addressed to. What is asked of another unit is an action, and enters only if they accept. */
export type Addressee = { kind: 'person'; person: Id } | { kind: 'leader' } | { kind: 'unit'; unit: Id }

export type RequestStatus = 'open' | 'answered' | 'declined' | 'withdrawn'

export type SupportRequest = {
  id: Id
  text: string
  /** The unit that asks, and who sent it out of the session. */
  unit: Id | null
  by: Id | null
  to: Addressee
  owner: Id | null
  status: RequestStatus
  /** The answer, or the reason of a decline. */
  answer: string
  answeredBy: Id | null
  answeredAt: number | null
  askedAt: number
  timesAsked: number
  thankedBy: Id | null
  thankedAt: number | null
}

/** Whole days that a request has waited, since it was last asked. */
export const daysWaiting = (request: Pick<SupportRequest, 'askedAt' | 'answeredAt'>, now: number): number =>
  Math.max(0, Math.floor(((request.answeredAt ?? now) - request.askedAt) / 86_400_000))
