import { error } from '@sveltejs/kit'
import ical from 'ical-generator'
import { demandSchool } from '#app/pages/asking.server.ts'
import { momentAt } from '#kernel/moments.ts'
import { isLive, roleIn, VISIT_MINUTES } from '#lesson-visits'
import { findVisit } from '#lesson-visits/server'
import { isId } from '#kernel/id.ts'
import { timeZoneOf } from '#people/server'
import { failureText } from '#platform/i18n/failure.ts'
import * as t from '#texts/visits'
import { namingFor } from '../../../naming.server.ts'
import type { RequestHandler } from './$types'

const MINUTE = 60_000

/** A visit and its talk for the calendar of who takes part: when and where, and nothing of what is seen. */
export const GET: RequestHandler = async ({ locals, params }) => {
  const { app, member } = locals
  demandSchool(member!)
  const found = await app.database.read(member!.school, async (tx) => {
    const visit = isId(params.visit) ? await findVisit(tx, params.visit) : null
    const role = visit && roleIn(visit, member!.person)
    if (!visit || !role || !isLive(visit)) return null
    return { visit, role, naming: await namingFor(tx, member!.person), timeZone: await timeZoneOf(tx) }
  })
  if (!found) error(404, failureText({ code: 'not_found' }))
  const { visit, role, naming, timeZone } = found
  const nameOf = (id: string) => naming.names[id] ?? ''
  const calendar = ical({ name: 'Samenspel' })
  const start = momentAt(visit.day, visit.start, timeZone)
  const who = t.visit_who({ visitor: nameOf(visit.visitor), host: nameOf(visit.host) })
  calendar.createEvent({
    id: `${visit.id}@samenspel`,
    start: new Date(start),
    end: new Date(start + VISIT_MINUTES * MINUTE),
    summary: role === 'cover' ? t.calendar_cover({ name: nameOf(visit.visitor) }) : who,
    location: visit.group
  })
  if (role !== 'cover') {
    const talk = momentAt(visit.talkDay, visit.talkStart, timeZone)
    calendar.createEvent({
      id: `${visit.id}-talk@samenspel`,
      start: new Date(talk),
      end: new Date(talk + VISIT_MINUTES * MINUTE),
      summary: t.calendar_talk({ name: nameOf(role === 'visitor' ? visit.host : visit.visitor) })
    })
  }
  return new Response(calendar.toString(), {
    headers: {
      'content-type': 'text/calendar; charset=utf-8',
      'content-disposition': 'attachment; filename="lesbezoek.ics"'
    }
  })
}
