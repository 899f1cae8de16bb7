import { json } from '@sveltejs/kit'
import { ownUnit } from '#app/pages/own-unit.server.ts'
import { unitVisits } from '#app/pages/unit-visits.server.ts'
import { maySeeSchool } from '#people'
import type { RequestHandler } from './$types'

/** What came of the lesson visits of one's own unit since its last session. A guest of the unit is told nothing. */
export const GET: RequestHandler = async ({ locals, params }) => {
  const { app, member } = locals
  const unit = ownUnit(member!, params.unit)
  return json(
    maySeeSchool(member!.grants) ? await unitVisits(app, member!.school, unit.id) : { waiting: 0, visits: [] }
  )
}
