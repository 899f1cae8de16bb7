import { error, fail } from '@sveltejs/kit'
import { asRefusal, statusOf } from '#app/pages/forms.server.ts'
import { invitePeople } from '#app/inviting.server.ts'
import { closeTheDoor, openTheDoor } from '#app/leaving.server.ts'
import { voidOldInvitations } from '#app/void-invitations.server.ts'
import { isId } from '#kernel/id.ts'
import { ok, refuse } from '#kernel/result.ts'
import { fullName, mayManagePeople, type PersonForm } from '#people'
import { changePerson, findPerson, leaveSchool, listUnits, returnToSchool, setUnitsOf, unitsOf } from '#people/server'
import { daysText } from '#people/ui'
import { failureText } from '#platform/i18n/failure.ts'
import { managing } from '../../managing.server.ts'
import { accessByPerson } from '../access.server.ts'
import { readPersonForm } from '../person-form.server.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const { app, member } = locals
  const { id } = params
  const found = await app.database.read(member!.school, async (tx) => {
    const person = isId(id) ? await findPerson(tx, id) : null
    return person && { person, own: await unitsOf(tx, id), units: await listUnits(tx) }
  })
  if (!found) error(404, failureText({ code: 'not_found' }))
  const { person, own, units } = found
  const mayManage = mayManagePeople(member!.grants)
  return {
    id,
    name: fullName(person),
    function: person.function,
    groups: person.groups.join(', '),
    days: daysText(person.workingDays),
    units: units.map(({ id, name, mark, hue }) => ({ id, name, mark, hue, isOwn: own.includes(id) })),
    leftOn: person.leftOn,
    isMe: id === member!.person,
    isNew: url.searchParams.has('nieuw'),
    manage: mayManage
      ? {
          values: { ...formOf(person), units: own, shownUnits: own },
          access: (await accessByPerson(locals)).of(person)
        }
      : null
  }
}

type Known = NonNullable<Awaited<ReturnType<typeof findPerson>>>

const formOf = ({ groups, workingDays, ...person }: Known): PersonForm => ({
  givenName: person.givenName,
  infix: person.infix,
  familyName: person.familyName,
  email: person.email,
  function: person.function,
  groups: groups.join(', '),
  days: workingDays ?? { mon: '', tue: '', wed: '', thu: '', fri: '' }
})

export const actions: Actions = {
  save: async ({ request, locals, params }) => {
    const { app, member } = locals
    const values = readPersonForm(await request.formData())
    const changed = await managing(locals, async (tx) => {
      const result = await changePerson(tx, params.id, values)
      if (!result.ok) return result
      const units = await setUnitsOf(tx, params.id, values.units, app.clock(), values.shownUnits)
      return units.ok ? ok({ ...result.value, units: [...result.value.units, ...units.value] }) : units
    })
    if (!changed.ok) return fail(statusOf(changed.failure), { values, refusal: asRefusal(changed.failure) })
    app.peopleChanged(member!.school, changed.value.units)
    if (changed.value.movesAddress) await voidOldInvitations(app, member!.school, [params.id])
    return { saved: true }
  },

  invite: async ({ locals, params }) => {
    const { app, member, language } = locals
    const person = await managing(locals, async (tx) => {
      const found = await findPerson(tx, params.id)
      if (!found || found.leftOn) return refuse({ code: 'not_found' })
      return found.email === '' ? refuse({ code: 'person_without_email' }) : ok(found)
    })
    if (!person.ok) return fail(statusOf(person.failure), { refusal: asRefusal(person.failure) })
    const by = { school: member!.school, by: member!.person, language }
    const { deliveries, refused } = await invitePeople(app, [person.value], by)
    if (refused[0]) return fail(statusOf(refused[0].failure), { refusal: asRefusal(refused[0].failure) })
    return { delivery: deliveries[0]!.delivery }
  },

  leave: async ({ locals, params }) => {
    const { app, member } = locals
    const left = await managing(locals, (tx) => leaveSchool(tx, params.id, member!.person, app.clock()))
    if (!left.ok) return fail(statusOf(left.failure), { refusal: asRefusal(left.failure) })
    await closeTheDoor(app, member!.school, params.id)
    app.peopleChanged(member!.school, left.value)
    return { left: true }
  },

  return: async ({ locals, params }) => {
    const { app, member } = locals
    const back = await managing(locals, (tx) => returnToSchool(tx, params.id, app.clock()))
    if (!back.ok) return fail(statusOf(back.failure), { refusal: asRefusal(back.failure) })
    await openTheDoor(app, member!.school, params.id)
    app.peopleChanged(member!.school, back.value)
    return { returned: true }
  }
}
