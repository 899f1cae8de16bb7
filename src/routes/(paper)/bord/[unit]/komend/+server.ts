import { json } from '@sveltejs/kit'
import { ownUnit } from '#app/pages/own-unit.server.ts'
import { comingSessions } from '#app/sessions-planned.server.ts'
import type { RequestHandler } from './$types'

/** When the next sessions of one of my units are, for a page that stays open for days. */
export const GET: RequestHandler = async ({ locals, params }) => {
  const { app, member } = locals
  const unit = ownUnit(member!, params.unit)
  const coming = await app.database.read(member!.school, (tx) => comingSessions(tx, unit.id, app.clock()))
  return json({ coming })
}
