import type { LessonVisit } from '../core/visit.ts'
import { isLive, roleIn, waitsFor, type VisitRole } from '../core/visit.ts'

type Mark = { mark: string; hue: number }

/** A visit as a page shows it: in names, clocks and words. */
export type VisitView = {
  id: string
  wish: string
  visitor: string
  host: string
  cover: string | null
  /** As people call each other, where there is little room. */
  visitorShort: string
  hostShort: string
  coverShort: string | null
  visitorUnit: Mark | null
  hostUnit: Mark | null
  /** On another site than the visitor's: where, and how far. */
  away: Away | null
  group: string
  day: string
  start: string
  talkDay: string
  talkStart: string
  state: LessonVisit['state']
  role: VisitRole | null
  waitsForMe: boolean
  waitsFor: string
  /** Only the visitor and the host see what is to be learnt. */
  question: string
}

/** A site with its name, and the minutes of a journey to it. */
export type Away = { site: string; minutes: number }

export type Naming = {
  me: string
  you: string
  names: Record<string, string>
  /** Call names; who has none is named in full. */
  calls: Record<string, string>
  unitOf: (person: string) => Mark | null
  questionOf: (wish: string) => string
  clock: (minute: number) => string
  /** Where a visitor has to travel to for this host; null when they work in one place. */
  awayOf: (visitor: string, host: string) => Away | null
}

/** In the words of one person; whose question it is not does not get it. */
export function viewOf(
  visit: LessonVisit,
  { me, you, names, calls, unitOf, questionOf, clock, awayOf }: Naming
): VisitView {
  const nameOf = (person: string) => (person === me ? you : (names[person] ?? ''))
  const shortOf = (person: string) => (person === me ? you : (calls[person] ?? nameOf(person)))
  const role = roleIn(visit, me)
  const waiting = isLive(visit) ? waitsFor(visit) : []
  return {
    id: visit.id,
    wish: visit.wish,
    visitor: nameOf(visit.visitor),
    host: nameOf(visit.host),
    cover: visit.cover === null ? null : nameOf(visit.cover),
    visitorShort: shortOf(visit.visitor),
    hostShort: shortOf(visit.host),
    coverShort: visit.cover === null ? null : shortOf(visit.cover),
    visitorUnit: unitOf(visit.visitor),
    hostUnit: unitOf(visit.host),
    away: awayOf(visit.visitor, visit.host),
    group: visit.group,
    day: visit.day,
    start: clock(visit.start),
    talkDay: visit.talkDay,
    talkStart: clock(visit.talkStart),
    state: visit.state,
    role,
    waitsForMe: visit.state === 'proposed' && role !== null && waiting.includes(role),
    waitsFor: waiting.map((one) => nameOf(visit[one]!)).join(', '),
    question: role === 'visitor' || role === 'host' ? questionOf(visit.wish) : ''
  }
}
