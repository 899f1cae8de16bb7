import { error } from '@sveltejs/kit'
import { goalStory } from '#board-sessions/server'
import { isId } from '#kernel/id.ts'
import { maySeeSchool } from '#people'
import { failureText } from '#platform/i18n/failure.ts'
import { schoolNames } from '#app/pages/asking.server.ts'
import { ownUnit } from '#app/pages/own-unit.server.ts'
import type { PageServerLoad } from './$types'

/** The whole story of a goal of my unit, from its beginning to what was learned. */
export const load: PageServerLoad = async ({ locals, params }) => {
  const unit = ownUnit(locals.member!, params.unit)
  const { story, names } = await locals.app.database.read(locals.member!.school, async (tx) => ({
    story: isId(params.goal) ? await goalStory(tx, unit.id, params.goal) : null,
    names: (await schoolNames(tx)).names
  }))
  if (!story) error(404, failureText({ code: 'not_found' }))
  const nameOf = (id: string | null) => (id === null ? '' : (names[id] ?? ''))
  return {
    unit,
    goalId: params.goal,
    mayLookBack: maySeeSchool(locals.member!.grants),
    goal: story.goal,
    events: story.events.map((event) => ({ event, by: nameOf(event.by) }))
  }
}
