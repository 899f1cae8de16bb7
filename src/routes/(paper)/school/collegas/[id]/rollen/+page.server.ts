import { error, fail } from '@sveltejs/kit'
import { asRefusal, statusOf, textOf } from '#app/pages/forms.server.ts'
import { inSchool } from '#app/pages/in-school.server.ts'
import { dayOf } from '#kernel/days.ts'
import { isId } from '#kernel/id.ts'
import { fullName, mayEndRole, mayGrantRole, mayResetSecondStep, REACH, ROLES, type Grant, type Role } from '#people'
import { endRole, findPerson, giveRole, heldRoles, listUnits, noteSecondStepReset, timeZoneOf } from '#people/server'
import { personHasSecondStep, resetSecondStep } from '#platform/auth/second-step.ts'
import { failureText } from '#platform/i18n/failure.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, params }) => {
  const { app, member } = locals
  const { grants, person: me } = member!
  const { id } = params
  const found = await app.database.read(member!.school, async (tx) => {
    const person = isId(id) ? await findPerson(tx, id) : null
    if (!person || person.leftOn) return null
    const today = dayOf(app.clock(), await timeZoneOf(tx))
    const [held, units] = await Promise.all([heldRoles(tx, today), listUnits(tx)])
    return { person, units, held: held.filter((role) => role.person === id) }
  })
  if (!found) error(404, failureText({ code: 'not_found' }))
  const isMe = id === me
  const unitName = new Map(found.units.map(({ id, name }) => [id, name]))
  const mayGive = (grant: Grant) => mayGrantRole(grants, grant, isMe)
  const mayReset = mayResetSecondStep(grants, isMe)
  return {
    id,
    name: fullName(found.person),
    mayReset: mayReset && (await personHasSecondStep(app.auth, member!.school, id)),
    roles: found.held.map(({ id, role, unit, until }) => ({
      id,
      role,
      unit: unit && (unitName.get(unit) ?? ''),
      until,
      mayEnd: mayEndRole(grants, { role, unit }, isMe)
    })),
    grantable: ROLES.filter((role) => reachesOf(role, found.units).some((unit) => mayGive({ role, unit }))),
    units: found.units
      .filter(({ id }) => ROLES.some((role) => REACH[role] !== 'school' && mayGive({ role, unit: id })))
      .map(({ id, name }) => ({ id, name }))
  }
}

const reachesOf = (role: Role, units: { id: string }[]): (string | null)[] => [
  ...(REACH[role] === 'unit' ? [] : [null]),
  ...(REACH[role] === 'school' ? [] : units.map(({ id }) => id))
]

export const actions: Actions = {
  give: async ({ request, locals, params }) => {
    const { app, member } = locals
    const form = await request.formData()
    const values = { role: textOf(form, 'role'), unit: textOf(form, 'unit'), lastDay: textOf(form, 'lastDay') }
    if (!isId(params.id) || (values.unit !== '' && !isId(values.unit))) return wrong({ code: 'input_invalid' })
    const given = await inSchool(locals, (tx) => giveRole(tx, member!.person, params.id, values, app.clock()))
    if (!given.ok) return wrong(given.failure, values)
    app.peopleChanged(member!.school, [])
    return { given: given.value.role }
  },

  reset: async ({ locals, params }) => {
    const { app, member } = locals
    const { school, person } = member!
    if (!isId(params.id)) return wrong({ code: 'not_found' })
    // Who may not know whether a colleague has a second step is told nothing of it.
    if (!mayResetSecondStep(member!.grants, person === params.id)) return wrong({ code: 'not_allowed' })
    // Refused first, written down second, done last: what is done is always in the list of changes.
    if (!(await personHasSecondStep(app.auth, school, params.id))) return wrong({ code: 'second_step_off' })
    const noted = await inSchool(locals, (tx) => noteSecondStepReset(tx, person, params.id, app.clock()))
    if (!noted.ok) return wrong(noted.failure)
    const reset = await resetSecondStep(app.auth, school, params.id)
    return reset.ok ? { reset: true } : wrong(reset.failure)
  },

  end: async ({ request, locals }) => {
    const { app, member } = locals
    const id = textOf(await request.formData(), 'held')
    if (!isId(id)) return wrong({ code: 'not_found' })
    const ended = await inSchool(locals, (tx) => endRole(tx, member!.person, id, app.clock()))
    if (!ended.ok) return wrong(ended.failure)
    app.peopleChanged(member!.school, [])
    const { role, unit } = ended.value
    return { ended: { role, unit: unit ?? '' } }
  }
}

type Values = { role: string; unit: string; lastDay: string }

const wrong = (failure: Parameters<typeof asRefusal>[0], values: Values | null = null) =>
  fail(statusOf(failure), { values, refusal: asRefusal(failure) })
