import { maySeeOverview } from '#lesson-visits'
import { demandSchool } from '#app/pages/asking.server.ts'
import type { LayoutServerLoad } from './$types'

/** Learning from each other is for who belongs to the school; a guest of one unit has no business here. */
export const load: LayoutServerLoad = ({ locals }) => {
  demandSchool(locals.member!)
  return { seesVisits: maySeeOverview(locals.member!.grants) }
}
