import { error } from '@sveltejs/kit'
import { FEWEST_SESSIONS, withoutNames } from '#board-sessions'
import { maySeeRhythms } from '#board-sessions/server'
import { planningOf, rhythms } from '#app/rhythm/figures.server.ts'
import { listUnits } from '#people/server'
import { failureText } from '#platform/i18n/failure.ts'
import type { PageServerLoad } from './$types'

/** How the sessions go in each unit, without a name: for who leads the school and who looks after its quality. */
export const load: PageServerLoad = async ({ locals }) => {
  const { app, member } = locals
  if (!maySeeRhythms(member!.grants)) error(403, failureText({ code: 'not_allowed' }))
  return app.database.read(member!.school, async (tx) => {
    const units = await listUnits(tx)
    const ids = units.map(({ id }) => id)
    const found = await rhythms(tx, ids, app.clock())
    const planning = await planningOf(tx, ids, app.clock())
    return {
      fewest: FEWEST_SESSIONS,
      units: units.map(({ id, name, mark, hue }) => {
        const rhythm = found.get(id) ?? null
        return { id, name, mark, hue, planning: planning.get(id)!, rhythm: rhythm && withoutNames(rhythm) }
      })
    }
  })
}
