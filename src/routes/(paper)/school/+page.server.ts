import { listSessions, maySeeRhythms } from '#board-sessions/server'
import { dayOf } from '#kernel/days.ts'
import { mayManagePeople } from '#people'
import { hasImported, heldRoles, listPeople, listUnits, timeZoneOf } from '#people/server'
import { lessonsOf } from '#timetable/server'
import { overview } from '#questionnaires/server'
import { programmeState } from '#start-programme/server'
import { accessOf } from '#platform/auth/memberships.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals }) => {
  const { app, member } = locals
  const { school, grants } = member!
  const mayManage = mayManagePeople(grants)
  const { people, units, imported, isUnderWay, withRole, lessons } = await app.database.read(school, async (tx) => {
    const units = await listUnits(tx)
    const sessions = await Promise.all(units.map(({ id }) => listSessions(tx, id, 1)))
    return {
      people: (await listPeople(tx)).filter(({ leftOn }) => !leftOn),
      units,
      imported: await hasImported(tx),
      lessons: (await lessonsOf(tx)).filter(({ group }) => group !== '').length,
      withRole: new Set((await heldRoles(tx, dayOf(app.clock(), await timeZoneOf(tx)))).map(({ person }) => person))
        .size,
      isUnderWay: sessions.some((ended) => ended.length > 0)
    }
  })
  const { running, closed } = await app.database.read(school, (tx) => overview(tx, member!.person, app.clock()))
  const programme = await app.database.read(school, programmeState)
  const access = await app.database.signin((tx) => accessOf(tx, school, app.clock()))
  return {
    mayManage,
    seesRhythms: maySeeRhythms(grants),
    people: people.length,
    members: access.filter(({ state }) => state === 'member').length,
    units: units.map(({ members, ...unit }) => ({ ...unit, members: members.length })),
    imported,
    withRole,
    lessons,
    programme,
    questionnaires: { running: running.length, closed: closed.length },
    stepsDone: isUnderWay ? 5 : await stepsDone(locals, people.length, units)
  }
}

/** How far a school has come on the way to its first session: name, colleagues, units, a board with a goal. */
async function stepsDone({ app, member }: App.Locals, people: number, units: { id: string }[]): Promise<number> {
  if (people < 2) return 1
  if (units.length === 0) return 2
  const boards = await Promise.all(units.map(({ id }) => app.engine.open(member!.school, id)))
  return boards.some(({ goals }) => goals.length > 0) ? 4 : 3
}
