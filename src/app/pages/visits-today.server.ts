import { dayOf } from '#kernel/days.ts'
import { roleIn, waitsFor } from '#lesson-visits'
import { visitsOf } from '#lesson-visits/server'
import { maySeeSchool } from '#people'
import { timeZoneOf } from '#people/server'
import { clock } from '#timetable'
import * as t from '#texts/visits'
import type { App } from '../app.server.ts'
import type { Member } from '../viewers.server.ts'
import { schoolNames } from './asking.server.ts'

/** Lesson visits that are on today for me, and how many wait for my answer. */
export async function visitsToday(app: App, { school, person, grants }: Member) {
  if (!maySeeSchool(grants)) return { asked: 0, today: [] }
  return app.database.read(school, async (tx) => {
    const today = dayOf(app.clock(), await timeZoneOf(tx))
    const visits = await visitsOf(tx, person, today)
    const asked = visits.filter((visit) => {
      const role = roleIn(visit, person)
      return visit.state === 'proposed' && role !== null && waitsFor(visit).includes(role)
    })
    const now = visits.filter(({ state, day }) => state === 'agreed' && day === today)
    const { names } = now.length > 0 ? await schoolNames(tx) : { names: {} as Record<string, string> }
    const nameOf = (id: string) => (id === person ? t.you() : (names[id] ?? ''))
    return {
      asked: asked.length,
      today: now.map((visit) => ({
        id: visit.id,
        time: clock(visit.start),
        who: t.visit_who({ visitor: nameOf(visit.visitor), host: nameOf(visit.host) }),
        talk: visit.talkDay === today && visit.cover !== person ? clock(visit.talkStart) : null,
        isMine: visit.cover !== person
      }))
    }
  })
}
