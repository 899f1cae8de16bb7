import { fail } from '@sveltejs/kit'
import { asRefusal, statusOf, textOf } from '#app/pages/forms.server.ts'
import { inSchool } from '#app/pages/in-school.server.ts'
import { dayOf } from '#kernel/days.ts'
import { fullName, maySetSchool, ROLES } from '#people'
import { askSecondStep, asksSecondStep, heldRoles, listPeople, listUnits, timeZoneOf } from '#people/server'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals }) => {
  const { app, member } = locals
  const { held, people, units, asks } = await app.database.read(member!.school, async (tx) => {
    const today = dayOf(app.clock(), await timeZoneOf(tx))
    const [held, people, units, asks] = await Promise.all([
      heldRoles(tx, today),
      listPeople(tx),
      listUnits(tx),
      asksSecondStep(tx)
    ])
    return { held, people, units, asks }
  })
  const nameOf = new Map(people.map((person) => [person.id, fullName(person)]))
  const unitName = new Map(units.map(({ id, name }) => [id, name]))
  return {
    count: new Set(held.map(({ person }) => person)).size,
    asks,
    maySet: maySetSchool(member!.grants),
    roles: ROLES.map((role) => ({
      role,
      holders: held
        .filter((one) => one.role === role)
        .map(({ id, person, unit, until }) => ({
          id,
          person,
          name: nameOf.get(person) ?? '',
          unit: unit && (unitName.get(unit) ?? ''),
          until
        }))
    }))
  }
}

export const actions: Actions = {
  default: async ({ request, locals }) => {
    const { app, member } = locals
    const isAsked = textOf(await request.formData(), 'asks') === 'yes'
    const set = await inSchool(locals, (tx) => askSecondStep(tx, member!.person, isAsked, app.clock()))
    if (!set.ok) return fail(statusOf(set.failure), { saved: false, refusal: asRefusal(set.failure) })
    app.peopleChanged(member!.school, [])
    return { saved: true, refusal: null }
  }
}
