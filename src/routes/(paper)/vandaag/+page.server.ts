import { openActionsOf, orphansOf } from '#board-sessions/server'
import { addDays, dayOf } from '#kernel/days.ts'
import { aroundNewcomers, pathOf } from '#newcomers/server'
import { myTurns } from '#questionnaires/server'
import { isAskedToday, recentObservations, stepOfToday } from '#start-programme/server'
import { findPerson, timeZoneOf, unitMembers } from '#people/server'
import { aroundMe } from '#app/pages/around-me.server.ts'
import { visitsToday } from '#app/pages/visits-today.server.ts'
import { boardData } from '#app/pages/board-data.server.ts'
import { seenUntil } from '#app/pages/bulletin-seen.server.ts'
import { ownClashes } from '#app/clashing-sessions.server.ts'
import { myRefusedAddresses } from '#app/refused-mail.server.ts'
import { mayManagePeople } from '#people'
import type { PageServerLoad } from './$types'

/** What is on for me: a session that is open, checking in for the next one, what I said I would do. */
export const load: PageServerLoad = async ({ locals, cookies }) => {
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
  const around = await app.database.read(school, async (tx) => ({
    questionnaires: await myTurns(tx, person, app.clock()),
    programme: await stepOfToday(tx, person, { now: app.clock(), language: locals.language }),
    observations: await recentObservations(tx, person, app.clock() - 7 * 86_400_000),
    clashes: await ownClashes(tx, units, { from: today, until: addDays(today, 6) }),
    asksVoice: await isAskedToday(tx, person, app.clock()),
    path: await pathOf(tx, person, app.clock()),
    newcomers: await aroundNewcomers(tx, person, app.clock()),
    orphans: await Promise.all(
      units.map(async (unit) => {
        const members = (await unitMembers(tx, unit.id)).map(({ id }) => id)
        return { unit, count: (await orphansOf(tx, unit.id, members)).length }
      })
    )
  }))
  return {
    ...around,
    orphans: around.orphans.filter(({ count }) => count > 0),
    person,
    refused: await myRefusedAddresses(app, member!),
    visits: await visitsToday(app, member!),
    around: await aroundMe(app, member!, seenUntil(cookies)),
    name: me?.givenName ?? '',
    boards,
    actions: actions.map((action) => ({ ...action, unit: units.find((unit) => unit.id === action.unit) ?? null })),
    today,
    now: app.clock(),
    mayManage: mayManagePeople(grants)
  }
}
