import { error } from '@sveltejs/kit'
import { maySeeSchool } from '#people'
import { failureText } from '#platform/i18n/failure.ts'
import type { LayoutServerLoad } from './$types'

/** A guest of one unit has no business among the people of the school. */
export const load: LayoutServerLoad = ({ locals }) => {
  if (!maySeeSchool(locals.member!.grants)) error(403, failureText({ code: 'not_allowed' }))
}
