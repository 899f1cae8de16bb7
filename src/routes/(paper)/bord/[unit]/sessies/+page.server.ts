import { directoryOf } from '#people/server'
import { fullName } from '#people'
import { sessionList } from '#app/pages/board-data.server.ts'
import { ownUnit } from '#app/pages/own-unit.server.ts'
import { mayUseMirror } from '#questionnaires'
import type { PageServerLoad } from './$types'

/** All earlier sessions of my unit, the last one first. */
export const load: PageServerLoad = async ({ locals, params }) => {
  const { app, member } = locals
  const unit = ownUnit(member!, params.unit)
  const sessions = await sessionList(app, member!.school, unit.id, 200)
  const people = await app.database.read(member!.school, (tx) => directoryOf(tx, unit.id, app.clock()))
  const names = new Map(people.map((person) => [person.id, fullName(person)]))
  return {
    unit,
    seesMirror: mayUseMirror(member!.grants, unit.id, [unit.id]),
    sessions: sessions.map(({ id, startedAt, facilitator, actions }) => ({
      id,
      startedAt,
      actions,
      led: facilitator ? (names.get(facilitator) ?? '') : ''
    }))
  }
}
