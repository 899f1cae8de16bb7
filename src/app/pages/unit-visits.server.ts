import { listSessions } from '#board-sessions/server'
import { weekdayOf } from '#kernel/days.ts'
import type { Id } from '#kernel/id.ts'
import { visitsOfUnit } from '#lesson-visits/server'
import { clock } from '#timetable'
import * as t from '#texts/visits'
import type { App } from '../app.server.ts'
import { schoolNames } from './asking.server.ts'

/** How far a first session looks back. */
const FIRST_LOOK = 14 * 86_400_000

/** What came of a unit's lesson visits since its last session, in words: for the phase that looks back on them. */
export async function unitVisits({ database, clock: now }: Pick<App, 'database' | 'clock'>, school: Id, unit: Id) {
  return database.read(school, async (tx) => {
    const [last] = await listSessions(tx, unit, 1)
    const { visits, waiting } = await visitsOfUnit(tx, unit, last?.startedAt ?? now() - FIRST_LOOK, now())
    const { names } = visits.length > 0 ? await schoolNames(tx) : { names: {} as Record<Id, string> }
    return {
      waiting,
      visits: visits.map(({ id, visitor, host, day, start, came }) => ({
        id,
        who: t.visit_who({ visitor: names[visitor] ?? '', host: names[host] ?? '' }),
        when: `${t.day_short({ day: weekdayOf(day) })} ${t.day_of({ day: new Date(`${day}T12:00:00Z`) })} ${clock(start)}`,
        came
      }))
    }
  })
}
