import { openActionsOf } from '#board-sessions/server'
import { dayOf } from '#kernel/days.ts'
import { findPerson, timeZoneOf } from '#people/server'
import { boardData } from '#app/pages/board-data.server.ts'
import { mayManagePeople } from '#people'
import type { PageServerLoad } from './$types'

/** What is on for me: a session that is open, checking in for the next one, what I said I would do. */
export const load: PageServerLoad = async ({ locals }) => {
  const { app, member } = locals
  const { school, person, units, grants } = member!
  const boards = (await Promise.all(units.map((unit) => boardData(app, school, unit.id)))).filter(
    (data) => data !== null
  )
  const { me, actions, today } = await app.database.read(school, async (tx) => {
    const [found, open, timeZone] = await Promise.all([
      findPerson(tx, person),
      openActionsOf(tx, person),
      timeZoneOf(tx)
    ])
    return { me: found, actions: open, today: dayOf(app.clock(), timeZone) }
  })
  return {
    person,
    name: me?.givenName ?? '',
    boards,
    actions: actions.map((action) => ({ ...action, unit: units.find((unit) => unit.id === action.unit) ?? null })),
    today,
    now: app.clock(),
    mayManage: mayManagePeople(grants)
  }
}
