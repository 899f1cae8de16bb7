import { json } from '@sveltejs/kit'
import { schoolNames } from '#app/pages/asking.server.ts'
import { ownUnit } from '#app/pages/own-unit.server.ts'
import type { RequestHandler } from './$types'

/** Whom a unit can ask for something: everybody of the school but oneself, and the other units. */
export const GET: RequestHandler = async ({ locals, params }) => {
  const unit = ownUnit(locals.member!, params.unit)
  const { present, units } = await locals.app.database.read(locals.member!.school, (tx) => schoolNames(tx))
  return json({
    people: present.filter(({ id }) => id !== locals.member!.person),
    units: units.filter(({ id }) => id !== unit.id).map(({ id, name }) => ({ id, name }))
  })
}
