import { error, fail } from '@sveltejs/kit'
import { asRefusal, statusOf, textOf } from '#app/pages/forms.server.ts'
import { isId } from '#kernel/id.ts'
import { fullName, mayManageUnit } from '#people'
import { changeUnit, findUnit, listPeople, setMembers, unitMembers } from '#people/server'
import { daysText } from '#people/ui'
import { failureText } from '#platform/i18n/failure.ts'
import { managing } from '../../managing.server.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, params }) => {
  const { app, member } = locals
  const { id } = params
  const found = await app.database.read(member!.school, async (tx) => {
    const unit = isId(id) ? await findUnit(tx, id) : null
    return unit && { unit, members: await unitMembers(tx, id), people: await listPeople(tx) }
  })
  if (!found) error(404, failureText({ code: 'not_found' }))
  const { unit, members, people } = found
  const memberIds = new Set(members.map((person) => person.id))
  return {
    unit,
    mayManage: mayManageUnit(member!.grants, id),
    // Members first; within both as the school's list has them.
    people: people
      .filter(({ leftOn }) => !leftOn)
      .map((person) => ({
        id: person.id,
        name: fullName(person),
        about: [person.function, person.groups.join(', '), daysText(person.workingDays)].filter(Boolean).join(', '),
        isMember: memberIds.has(person.id)
      }))
      .sort((one, other) => Number(other.isMember) - Number(one.isMember))
  }
}

export const actions: Actions = {
  look: async ({ request, locals, params }) => {
    const form = await request.formData()
    const values = { name: textOf(form, 'name'), mark: textOf(form, 'mark'), hue: Number(textOf(form, 'hue')) }
    const unit = params.id
    const changed = await managing(locals, (tx) => changeUnit(tx, unit, values), { unit })
    if (!changed.ok) return fail(statusOf(changed.failure), { values, refusal: asRefusal(changed.failure) })
    locals.app.peopleChanged(locals.member!.school, [unit])
    return { saved: 'look' as const }
  },

  members: async ({ request, locals, params }) => {
    const form = await request.formData()
    const [people, shown] = [form.getAll('member').filter(isId), form.getAll('shown').filter(isId)]
    const unit = params.id
    const set = await managing(locals, (tx) => setMembers(tx, unit, people, locals.app.clock(), shown), { unit })
    if (!set.ok) return fail(statusOf(set.failure), { refusal: asRefusal(set.failure) })
    if (set.value.isChanged) locals.app.peopleChanged(locals.member!.school, [unit])
    return { saved: 'members' as const }
  }
}
