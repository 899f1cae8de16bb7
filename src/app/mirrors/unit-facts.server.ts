import { FEWEST_SESSIONS } from '#board-sessions'
import { boardFigures, type BoardFigures } from '#board-sessions/server'
import { THRESHOLD } from '#analytics/suppression/suppress.ts'
import { addDays, dayOf, type Day } from '#kernel/days.ts'
import type { Id } from '#kernel/id.ts'
import { momentAt } from '#kernel/moments.ts'
import { countedVisits } from '#lesson-visits/server'
import { timeZoneOf, unitMembers } from '#people/server'
import type { Tx } from '#platform/db/door.ts'
import { PERIOD, rhythms } from '../rhythm/figures.server.ts'

/** What the school's own data show of how a unit works together (LK, table 14): counts over half a year, no names. */
export type UnitFacts = {
  from: Day
  till: Day
  /** null under four sessions: one busy week would be the whole story. */
  sessions: { held: number; planned: number | null; all: number } | null
  board: Pick<BoardFigures, 'goalsMade' | 'goalsActive' | 'actionsMade' | 'actionsInSession'>
  /** Of the sessions that began with actions of last time; null under four of them. */
  check: { checked: number; of: number } | null
  sharing: { withSuccess: number; of: number; successes: number } | null
  /** Visits in which somebody of the unit came to look or was looked at; null in a unit under five. */
  visits: { made: number; toCome: number; within: number; rounded: number } | null
}

/** For whoever is in the unit: the caller asks who may. */
export async function unitFacts(tx: Tx, unit: Id, now: number): Promise<UnitFacts> {
  const timeZone = await timeZoneOf(tx)
  const till = dayOf(now, timeZone)
  const from = addDays(till, -PERIOD)
  const figures = await boardFigures(tx, unit, new Date(momentAt(from, 0, timeZone)))
  const rhythm = (await rhythms(tx, [unit], now)).get(unit) ?? null
  const members = new Set((await unitMembers(tx, unit)).map(({ id }) => id))
  const { goalsMade, goalsActive, actionsMade, actionsInSession } = figures
  return {
    ...{ from, till },
    sessions: rhythm && {
      held: rhythm.planned?.held ?? rhythm.sessions,
      planned: rhythm.planned?.planned ?? null,
      all: rhythm.sessions
    },
    board: { goalsMade, goalsActive, actionsMade, actionsInSession },
    check: figures.toCheck < FEWEST_SESSIONS ? null : { checked: figures.checked, of: figures.toCheck },
    sharing:
      figures.sessions < FEWEST_SESSIONS
        ? null
        : { withSuccess: figures.withSuccess, of: figures.sessions, successes: figures.successes },
    visits: members.size < THRESHOLD ? null : visitsAmong(await countedVisits(tx, from), members, till)
  }
}

/** Counts only: who saw whom stands where the visits are. */
export function visitsAmong(
  visits: Awaited<ReturnType<typeof countedVisits>>,
  members: ReadonlySet<Id>,
  today: Day
): NonNullable<UnitFacts['visits']> {
  const own = visits.filter(({ visitor, host }) => members.has(visitor) || members.has(host))
  const made = own.filter(({ state, day }) => state === 'done' || day < today)
  return {
    made: made.length,
    toCome: own.length - made.length,
    within: made.filter(({ visitor, host }) => members.has(visitor) && members.has(host)).length,
    rounded: made.filter(({ state }) => state === 'done').length
  }
}
