import { error } from '@sveltejs/kit'
import { demandSchool } from '#app/pages/asking.server.ts'
import { eventsOfVisit } from '#app/visits-planned.server.ts'
import { calendarText } from '#calendar/server'
import { isId } from '#kernel/id.ts'
import { isLive, roleIn } from '#lesson-visits'
import { findVisit } from '#lesson-visits/server'
import { timeZoneOf } from '#people/server'
import { failureText } from '#platform/i18n/failure.ts'
import { namingFor } from '../../../naming.server.ts'
import type { RequestHandler } from './$types'

/** A visit and its talk for the calendar of who takes part: when and where, and nothing of what is seen. */
export const GET: RequestHandler = async ({ locals, params }) => {
  const { app, member } = locals
  const { school, person } = member!
  demandSchool(member!)
  const events = await app.database.read(school, async (tx) => {
    const visit = isId(params.visit) ? await findVisit(tx, params.visit) : null
    const role = visit && roleIn(visit, person)
    if (!visit || !role || !isLive(visit)) return null
    const { names } = await namingFor(tx, person)
    const whom = { person, names, timeZone: await timeZoneOf(tx), publicUrl: app.config.publicUrl }
    const [first, ...talk] = eventsOfVisit({ ...visit, state: 'agreed' }, whom)
    return [{ ...first!, ...(role === 'cover' ? {} : { location: visit.group }) }, ...talk]
  })
  if (!events) error(404, failureText({ code: 'not_found' }))
  return new Response(calendarText('Samenspel', events, app.clock()), {
    headers: {
      'content-type': 'text/calendar; charset=utf-8',
      'content-disposition': 'attachment; filename="lesbezoek.ics"'
    }
  })
}
