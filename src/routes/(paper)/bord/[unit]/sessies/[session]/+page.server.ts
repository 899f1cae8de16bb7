import { error } from '@sveltejs/kit'
import { missedBy, wasThere } from '#board-sessions'
import { findSession } from '#board-sessions/server'
import { isId } from '#kernel/id.ts'
import { fullName } from '#people'
import { directoryOf } from '#people/server'
import { failureText } from '#platform/i18n/failure.ts'
import { ownUnit } from '#app/pages/own-unit.server.ts'
import type { PageServerLoad } from './$types'

/** A past session, as it ended. */
export const load: PageServerLoad = async ({ locals, params }) => {
  const unit = ownUnit(locals.member!, params.unit)
  const { database, clock } = locals.app
  const found = await database.read(locals.member!.school, async (tx) => ({
    board: isId(params.session) ? await findSession(tx, unit.id, params.session) : null,
    people: await directoryOf(tx, unit.id, clock())
  }))
  if (!found.board) error(404, failureText({ code: 'not_found' }))
  const me = locals.member!.person
  const missed = wasThere(found.board, me) ? null : missedBy(me, found.board)
  const names = Object.fromEntries(found.people.map((person) => [person.id, fullName(person)]))
  return { unit, board: found.board, people: found.people, missed, names }
}
