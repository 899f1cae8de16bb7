import { FEWEST_SESSIONS } from '#board-sessions'
import { leadingFigures, type LeadingFigures } from '#board-sessions/server'
import { THRESHOLD } from '#analytics/suppression/suppress.ts'
import { addDays, dayOf, type Day } from '#kernel/days.ts'
import type { Id } from '#kernel/id.ts'
import { momentAt } from '#kernel/moments.ts'
import { countedPlans } from '#lesson-visits/server'
import { timeZoneOf } from '#people/server'
import type { Tx } from '#platform/db/door.ts'
import { PERIOD } from '../rhythm/figures.server.ts'

/** What the school's own data show of how somebody leads (LK, table 13): that person, and beside it only counts. */
export type LeaderFacts = {
  from: Day
  till: Day
  /** null under four sessions in the whole school. `leaders` null: fewer than five others, so it would be about them. */
  sessions: (Pick<LeadingFigures, 'led' | 'ledByOthers' | 'present'> & { all: number; leaders: number | null }) | null
  goals: LeadingFigures['goals']
  actions: LeadingFigures['actions']
  plans: { all: number; own: number }
}

/** Over half a year and the whole school: never per unit, where it would be about whoever else leads there. */
export async function leaderFacts(tx: Tx, leader: Id, now: number): Promise<LeaderFacts> {
  const timeZone = await timeZoneOf(tx)
  const till = dayOf(now, timeZone)
  const from = addDays(till, -PERIOD)
  const since = new Date(momentAt(from, 0, timeZone))
  const { sessions, led, ledByOthers, leaders, present, goals, actions } = await leadingFigures(tx, leader, since)
  return {
    ...{ from, till, goals, actions },
    sessions:
      sessions < FEWEST_SESSIONS
        ? null
        : { all: sessions, led, ledByOthers, present, leaders: leaders < THRESHOLD ? null : leaders },
    plans: await countedPlans(tx, leader, since)
  }
}
