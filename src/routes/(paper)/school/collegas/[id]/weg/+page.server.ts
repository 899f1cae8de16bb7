import { error, fail, redirect } from '@sveltejs/kit'
import { openActionsPerUnit } from '#board-sessions/server'
import { eraseEverywhere } from '#app/erasing.server.ts'
import { asRefusal, statusOf } from '#app/pages/forms.server.ts'
import { isId } from '#kernel/id.ts'
import { fullName, mayErasePeople } from '#people'
import { findPerson, listUnits } from '#people/server'
import { failureText } from '#platform/i18n/failure.ts'
import { requireManager } from '../../../managing.server.ts'
import type { Actions, PageServerLoad } from './$types'

/** What somebody who left leaves behind: how many actions per unit (not which: those are the unit's), and all data. */
export const load: PageServerLoad = async ({ locals, params }) => {
  requireManager(locals)
  const { app, member } = locals
  const { id } = params
  const found = await app.database.read(member!.school, async (tx) => {
    const person = isId(id) ? await findPerson(tx, id) : null
    if (!person?.leftOn) return null
    return { person, units: await listUnits(tx), open: await openActionsPerUnit(tx, id) }
  })
  if (!found) error(404, failureText({ code: 'not_found' }))
  const nameOf = new Map(found.units.map(({ id, name }) => [id, name]))
  return {
    id,
    name: fullName(found.person),
    leftOn: found.person.leftOn!,
    mayErase: mayErasePeople(member!.grants, id === member!.person),
    open: found.open.map(({ unit, count }) => ({ unit: nameOf.get(unit) ?? '', count }))
  }
}

export const actions: Actions = {
  default: async ({ request, locals, params }) => {
    const { app, member } = locals
    const form = await request.formData()
    const failure = !isId(params.id)
      ? ({ code: 'not_found' } as const)
      : form.get('sure') === null
        ? ({ code: 'erase_unsure', field: 'sure' } as const)
        : null
    if (failure) return fail(statusOf(failure), { isErased: false, refusal: asRefusal(failure) })
    const erased = await eraseEverywhere(app, member!.school, member!.person, params.id)
    if (!erased.ok) return fail(statusOf(erased.failure), { isErased: false, refusal: asRefusal(erased.failure) })
    redirect(303, '/school/collegas?gewist')
  }
}
