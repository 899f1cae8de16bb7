import { error, fail } from '@sveltejs/kit'
import { asRefusal, statusOf } from '#app/pages/forms.server.ts'
import { undoImportFor } from '#app/undo-import.server.ts'
import { voidOldInvitations } from '#app/void-invitations.server.ts'
import { isId } from '#kernel/id.ts'
import { fullName } from '#people'
import { findImport, listPeople, listUnits, UNDO_TIME, type DoneImport } from '#people/server'
import type { Tx } from '#platform/db/door.ts'
import { failureText } from '#platform/i18n/failure.ts'
import { managing, requireManager } from '../../../managing.server.ts'
import type { Actions, PageServerLoad } from './$types'

/** What an import did: for right after it, and for whoever comes back to the page. */
export const load: PageServerLoad = async ({ locals, params }) => {
  requireManager(locals)
  const id = params.import
  const found = await locals.app.database.read(locals.member!.school, async (tx) => {
    const done = isId(id) ? await findImport(tx, id) : null
    return done && { done, units: await listUnits(tx), undone: await undoneView(tx, done) }
  })
  if (!found) error(404, failureText({ code: 'not_found' }))
  const { done, units, undone } = found
  const until = done.at.getTime() + UNDO_TIME
  return {
    fileName: done.fileName,
    counts: done.counts,
    made: units
      .filter(({ id }) => done.unitsMade.includes(id))
      .map(({ members, ...unit }) => ({ ...unit, members: members.length })),
    hasUnits: units.length > 0,
    undoUntil: done.undoneAt === null && until > locals.app.clock() && changedAnything(done) ? new Date(until) : null,
    undone
  }
}

const changedAnything = ({ counts }: DoneImport): boolean => counts.new + counts.changed > 0

/** How undoing it went, with the names of those who were left. */
async function undoneView(tx: Tx, { undone, undoneAt }: DoneImport) {
  if (!undone || !undoneAt) return null
  const left = new Set(undone.left)
  const people = undone.left.length ? (await listPeople(tx)).filter(({ id }) => left.has(id)) : []
  return {
    at: undoneAt,
    people: undone.people,
    left: people.map((person) => ({ id: person.id, name: fullName(person) }))
  }
}

export const actions: Actions = {
  undo: async ({ locals, params }) => {
    requireManager(locals)
    const { app, member } = locals
    const { school, person: by } = member!
    const order = { school, id: params.import, by }
    const undone = await undoImportFor(app, order, (undo) => managing(locals, undo))
    if (!undone.ok) return fail(statusOf(undone.failure), { refusal: asRefusal(undone.failure).sentence })
    app.peopleChanged(school, undone.value.unitsTouched)
    await voidOldInvitations(app, school, undone.value.addressesChanged)
    return { undone: true }
  }
}
