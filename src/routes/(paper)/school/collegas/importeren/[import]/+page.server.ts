import { error } from '@sveltejs/kit'
import { isId } from '#kernel/id.ts'
import { failureText } from '#platform/i18n/failure.ts'
import { findImport, listUnits } from '#people/server'
import { requireManager } from '../../../managing.server.ts'
import type { PageServerLoad } from './$types'

/** What an import did: for right after it, and for whoever comes back to the page. */
export const load: PageServerLoad = async ({ locals, params }) => {
  requireManager(locals)
  const id = params.import
  const found = await locals.app.database.read(locals.member!.school, async (tx) => {
    const done = isId(id) ? await findImport(tx, id) : null
    return done && { done, units: await listUnits(tx) }
  })
  if (!found) error(404, failureText({ code: 'not_found' }))
  const { done, units } = found
  return {
    fileName: done.fileName,
    counts: done.counts,
    made: units
      .filter(({ id }) => done.unitsMade.includes(id))
      .map(({ members, ...unit }) => ({ ...unit, members: members.length })),
    hasUnits: units.length > 0
  }
}
