import { FEWEST_SESSIONS } from '#board-sessions'
import { ownUnit } from '#app/pages/own-unit.server.ts'
import { schoolNames } from '#app/pages/asking.server.ts'
import { planningOf, rhythms } from '#app/rhythm/figures.server.ts'
import type { PageServerLoad } from './$types'

/** How the sessions of my own unit went, with the names of who led: the unit sees it first. */
export const load: PageServerLoad = async ({ locals, params }) => {
  const { app, member } = locals
  const unit = ownUnit(member!, params.unit)
  return app.database.read(member!.school, async (tx) => {
    const rhythm = (await rhythms(tx, [unit.id], app.clock())).get(unit.id) ?? null
    const planning = (await planningOf(tx, [unit.id], app.clock())).get(unit.id)!
    const { names } = await schoolNames(tx)
    const led = (rhythm?.led ?? []).map(({ person, times }) => ({
      name: person === null ? null : (names[person] ?? ''),
      times
    }))
    return { unit, fewest: FEWEST_SESSIONS, planning, rhythm: rhythm && { ...rhythm, led } }
  })
}
