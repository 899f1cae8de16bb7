import { error } from '@sveltejs/kit'
import { failureText } from '#platform/i18n/failure.ts'
import { boardData, sessionList } from '#app/pages/board-data.server.ts'
import { ownUnit } from '#app/pages/own-unit.server.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, params }) => {
  const { school, person } = locals.member!
  const unit = ownUnit(locals.member!, params.unit)
  const [data, sessions] = await Promise.all([
    boardData(locals.app, school, unit.id),
    sessionList(locals.app, school, unit.id, 8)
  ])
  if (!data) error(404, failureText({ code: 'not_found' }))
  return { ...data, me: person, sessions }
}
