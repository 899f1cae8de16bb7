import { error } from '@sveltejs/kit'
import { observationsOf } from '#start-programme/server'
import { failureText } from '#platform/i18n/failure.ts'
import type { PageServerLoad } from './$types'

/** Which sessions a coach looked at; for the members of the unit and its coach. */
export const load: PageServerLoad = async ({ locals, params }) => {
  const { app, member } = locals
  const seen = await app.database.read(member!.school, (tx) => observationsOf(tx, member!.person, params.unit))
  if (!seen) error(404, failureText({ code: 'not_found' }))
  return { ...seen, isMember: member!.units.some(({ id }) => id === seen.unit.id) }
}
