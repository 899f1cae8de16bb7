import { error, fail } from '@sveltejs/kit'
import { asRefusal, statusOf } from '#app/pages/forms.server.ts'
import { chooseWeeklyMoment } from '#app/sessions-planned.server.ts'
import { isId } from '#kernel/id.ts'
import { findMoment, fullName, mayManageUnit, TIMES } from '#people'
import { findUnit, unitMembers, weeklyMomentOf } from '#people/server'
import { failureText } from '#platform/i18n/failure.ts'
import { managing } from '../../../managing.server.ts'
import type { Actions, PageServerLoad } from './$types'

/** When could this unit meet? Anybody of the school may look; whoever looks after the unit chooses. */
export const load: PageServerLoad = async ({ locals, params, url }) => {
  const { app, member } = locals
  const { id } = params
  const found = await app.database.read(member!.school, async (tx) => {
    const unit = isId(id) ? await findUnit(tx, id) : null
    return unit && { unit, members: await unitMembers(tx, id), moment: await weeklyMomentOf(tx, id) }
  })
  if (!found) error(404, failureText({ code: 'not_found' }))
  const time = TIMES.find((known) => known === url.searchParams.get('tijd')) ?? 'after'
  return {
    unit: found.unit,
    time,
    mayChoose: mayManageUnit(member!.grants, id),
    search: findMoment(found.members, time),
    chosen: found.moment?.slots ?? [],
    people: found.members.map((person) => ({
      id: person.id,
      name: fullName(person),
      isKnown: person.workingDays !== null
    }))
  }
}

export const actions: Actions = {
  choose: async ({ request, locals, params }) => {
    const form = await request.formData()
    const slots = form.getAll('slot').map((text) => {
      const [weekday, minute] = String(text).split('-').map(Number)
      return { weekday: weekday ?? 0, minute: minute ?? -1 }
    })
    const { app, member } = locals
    const unit = params.id
    const when = { by: member!.person, now: app.clock() }
    const chosen = await managing(locals, (tx) => chooseWeeklyMoment(tx, unit, slots, when), { unit })
    if (!chosen.ok) return fail(statusOf(chosen.failure), { refusal: asRefusal(chosen.failure) })
    return { saved: slots.length }
  }
}
