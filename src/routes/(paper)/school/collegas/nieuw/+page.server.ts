import { fail, redirect } from '@sveltejs/kit'
import { asRefusal, statusOf } from '#app/pages/forms.server.ts'
import { addPerson, listUnits, setUnitsOf } from '#people/server'
import { managing, requireManager } from '../../managing.server.ts'
import { readPersonForm } from '../person-form.server.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals }) => {
  requireManager(locals)
  return { units: await locals.app.database.read(locals.member!.school, (tx) => listUnits(tx)) }
}

export const actions: Actions = {
  default: async ({ request, locals }) => {
    const { app, member } = locals
    const values = readPersonForm(await request.formData())
    const added = await managing(locals, async (tx) => {
      const person = await addPerson(tx, values, app.clock())
      if (!person.ok) return person
      const units = await setUnitsOf(tx, person.value.id, values.units, app.clock(), { by: member!.person })
      return units.ok ? { ok: true, value: { id: person.value.id, units: units.value } } : units
    })
    if (!added.ok) return fail(statusOf(added.failure), { values, refusal: asRefusal(added.failure) })
    app.peopleChanged(member!.school, added.value.units)
    redirect(303, `/school/collegas/${added.value.id}?nieuw`)
  }
}
