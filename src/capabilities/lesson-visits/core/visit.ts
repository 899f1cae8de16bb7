import type { Day } from '#kernel/days.ts'
import type { Id } from '#kernel/id.ts'

export type VisitState = 'proposed' | 'agreed' | 'declined' | 'cancelled' | 'done'
export type VisitRole = 'visitor' | 'host' | 'cover'

/** A lesson visit of a quarter of an hour with the talk after it. Minutes are since midnight. */
export type LessonVisit = {
  id: Id
  plan: Id | null
  wish: Id
  visitor: Id
  host: Id
  cover: Id | null
  group: string
  day: Day
  start: number
  talkDay: Day
  talkStart: number
  state: VisitState
  says: Record<VisitRole, boolean | null>
  endedBy: Id | null
}

export const VISIT_MINUTES = 15

/** What somebody is in a visit; null for everybody else. */
export const roleIn = (visit: Pick<LessonVisit, VisitRole>, person: Id): VisitRole | null =>
  (['visitor', 'host', 'cover'] as const).find((role) => visit[role] === person) ?? null

export const isLive = ({ state }: Pick<LessonVisit, 'state'>): boolean => state === 'proposed' || state === 'agreed'

/** Everybody who takes part has said yes. */
export const isAgreed = ({ says, cover }: Pick<LessonVisit, 'says' | 'cover'>): boolean =>
  says.visitor === true && says.host === true && (cover === null || says.cover === true)

/** Whom a proposal still waits for. */
export const waitsFor = ({ says, cover }: Pick<LessonVisit, 'says' | 'cover'>): VisitRole[] =>
  (['visitor', 'host', 'cover'] as const).filter((role) => says[role] === null && (role !== 'cover' || cover !== null))

/** How often somebody has been in a lesson of a colleague, and how often that is agreed or proposed. */
export function visitsPaid(visits: readonly LessonVisit[], visitor: Id, today: Day): { been: number; coming: number } {
  const own = visits.filter((visit) => visit.visitor === visitor)
  const hasBeen = ({ state, day }: LessonVisit) => state === 'done' || (state === 'agreed' && day < today)
  return {
    been: own.filter(hasBeen).length,
    coming: own.filter((visit) => isLive(visit) && visit.day >= today).length
  }
}
