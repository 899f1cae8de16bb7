import type { Day } from '#kernel/days.ts'
import type { Id } from '#kernel/id.ts'
import type { Phase } from './phases.ts'

/** What is left of a session that was held, for looking back on the rhythm of a unit. */
export type HeldSession = {
  day: Day
  /** Who led it; null when nobody was named, or when that person was erased. */
  facilitator: Id | null
  /** How many of the members of that day were there, in the room or from elsewhere. */
  present: number
  members: number
  /** Milliseconds that each phase took. */
  spent: Partial<Record<Phase, number>>
  /** What the review said of the actions of last time. */
  done: number
  notYet: number
  noLonger: number
}

/** A day on which a session was planned, and whether it was to be held: a holiday counts for nothing. */
export type PlannedDay = { day: Day; isFree: boolean }

/** Under this many sessions nothing is said: one busy week would be the whole story. */
export const FEWEST_SESSIONS = 4

const TEACHING: readonly Phase[] = ['review', 'successes', 'goals', 'actions']
const ORGANISING: readonly Phase[] = ['requests', 'close']

export type Rhythm = {
  sessions: number
  /** Of the planned sessions that were to be held, and how many sessions there were in those weeks; null under four. */
  planned: { planned: number; held: number } | null
  /** How many of the planned sessions were to be held, also where that is too few to say more. */
  toHold: number
  /** Sums over the sessions: somebody who missed two of ten counts as eight of ten. */
  presence: { present: number; members: number }
  /** Minutes of an average session, to a tenth. */
  minutes: { checkIn: number; teaching: number; organising: number; total: number }
  reviewed: { done: number; notYet: number; noLonger: number }
  /** How often each person led, most often first; `null` is nobody. */
  led: { person: Id | null; times: number }[]
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0)
const tenths = (minutes: number): number => Math.round(minutes * 10) / 10

/**
 * How a unit's sessions went over a period (LK 2.4, 5.1.2, 5.2.1: what lets board sessions live or stop). Null under
 * four sessions. A week counts as held when there was a session within three days of the day that was planned.
 */
export function rhythmOf(sessions: readonly HeldSession[], planned: readonly PlannedDay[]): Rhythm | null {
  if (sessions.length < FEWEST_SESSIONS) return null
  const minutesIn = (phases: readonly Phase[]) =>
    sum(sessions.map(({ spent }) => sum(phases.map((phase) => spent[phase] ?? 0)))) / 60_000 / sessions.length
  const toHold = planned.filter(({ isFree }) => !isFree)
  const near = (one: Day, other: Day) => Math.abs(Date.parse(one) - Date.parse(other)) <= 3 * 86_400_000
  const times = new Map<Id | null, number>()
  for (const { facilitator } of sessions) times.set(facilitator, (times.get(facilitator) ?? 0) + 1)
  const [checkIn, teaching, organising] = [minutesIn(['check-in']), minutesIn(TEACHING), minutesIn(ORGANISING)]
  return {
    sessions: sessions.length,
    planned:
      toHold.length < FEWEST_SESSIONS
        ? null
        : {
            planned: toHold.length,
            held: toHold.filter(({ day }) => sessions.some((session) => near(session.day, day))).length
          },
    toHold: toHold.length,
    presence: {
      present: sum(sessions.map(({ present, members }) => Math.min(present, members))),
      members: sum(sessions.map(({ members }) => members))
    },
    minutes: {
      checkIn: tenths(checkIn),
      teaching: tenths(teaching),
      organising: tenths(organising),
      total: tenths(checkIn + teaching + organising)
    },
    reviewed: {
      done: sum(sessions.map(({ done }) => done)),
      notYet: sum(sessions.map(({ notYet }) => notYet)),
      noLonger: sum(sessions.map(({ noLonger }) => noLonger))
    },
    led: [...times].map(([person, count]) => ({ person, times: count })).sort((a, b) => b.times - a.times)
  }
}

/** The same without anybody in it, for who is not of the unit: by how many people it was led, and how often by one. */
export type NamelessRhythm = Omit<Rhythm, 'led'> & { led: { people: number; most: number } }

export function withoutNames({ led, ...rest }: Rhythm): NamelessRhythm {
  const named = led.filter(({ person }) => person !== null)
  return { ...rest, led: { people: named.length, most: named[0]?.times ?? 0 } }
}
