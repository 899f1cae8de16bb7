import { fail, redirect } from '@sveltejs/kit'
import { asRefusal, statusOf, textOf } from '#app/pages/forms.server.ts'
import { mayManagePeople } from '#people'
import { listPeople, listSites, listUnits, makeUnit, thresholdsOf } from '#people/server'
import { managing } from '../managing.server.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals }) => {
  const { school, grants } = locals.member!
  const [people, units, thresholds, sites] = await locals.app.database.read(school, (tx) =>
    Promise.all([listPeople(tx), listUnits(tx), thresholdsOf(tx), listSites(tx)])
  )
  const present = people.filter(({ leftOn }) => !leftOn)
  const isNamed = new Set(present.map(({ id }) => id))
  return {
    mayManage: mayManagePeople(grants),
    thresholds,
    sites: sites.length,
    units: units.map((unit) => ({ ...unit, members: unit.members.filter((id) => isNamed.has(id)) })),
    people: present.map(({ id, givenName, infix, familyName }) => ({ id, givenName, infix, familyName })),
    outside: present.filter((person) => person.units.length === 0).length
  }
}

export const actions: Actions = {
  default: async ({ request, locals }) => {
    const form = await request.formData()
    const values = { name: textOf(form, 'name'), mark: textOf(form, 'mark') }
    const made = await managing(locals, (tx) => makeUnit(tx, values, locals.app.clock()))
    if (!made.ok) return fail(statusOf(made.failure), { values, refusal: asRefusal(made.failure) })
    locals.app.peopleChanged(locals.member!.school, [made.value.id])
    redirect(303, `/school/units/${made.value.id}#leden`)
  }
}
