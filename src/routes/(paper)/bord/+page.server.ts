import { redirect } from '@sveltejs/kit'
import { listUnits } from '#people/server'
import { mayManagePeople } from '#people'
import type { PageServerLoad } from './$types'

/** My boards; whoever has one goes there at once. */
export const load: PageServerLoad = async ({ locals }) => {
  const { units, school, grants } = locals.member!
  if (units.length === 1) redirect(303, `/bord/${units[0]!.id}`)
  const all = await locals.app.database.read(school, (tx) => listUnits(tx))
  return { units, schoolHasUnits: all.length > 0, mayManage: mayManagePeople(grants) }
}
