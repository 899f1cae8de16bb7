import type { LayoutServerLoad } from './$types'
import { schoolNames } from '#people/server'

/** What every page inside a school stands in: who I am, which school this is. */
export const load: LayoutServerLoad = async ({ locals }) => {
  const member = locals.member!
  const names = await locals.app.database.signin((tx) => schoolNames(tx, [member.school]))
  return { school: names.get(member.school) ?? '', email: member.session.email, language: locals.language }
}
