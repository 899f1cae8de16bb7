import { error } from '@sveltejs/kit'
import { isId } from '#kernel/id.ts'
import { failureText } from '#platform/i18n/failure.ts'
import { boardData, sessionList } from '#app/pages/board-data.server.ts'
import { ownUnit } from '#app/pages/own-unit.server.ts'
import { asVisitor } from '#app/visits.server.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, params }) => {
  const { school, person, units } = locals.member!
  const member = { kind: 'member' as const, school, person, units: units.map(({ id }) => id) }
  // Whoever was invited to the session that is open now sees it, without faces; whoever comes by the address sees nothing.
  if (isId(params.unit) && (await asVisitor(locals.app.database, member, params.unit))?.kind === 'visitor') {
    const visited = await boardData(locals.app, school, params.unit, 'visitor')
    if (visited) return { ...visited, me: person, sessions: [], isVisit: true }
  }
  const unit = ownUnit(locals.member!, params.unit)
  const [data, sessions] = await Promise.all([
    boardData(locals.app, school, unit.id),
    sessionList(locals.app, school, unit.id, 8)
  ])
  if (!data) error(404, failureText({ code: 'not_found' }))
  return { ...data, me: person, sessions, isVisit: false }
}
