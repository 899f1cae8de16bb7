import { error, fail } from '@sveltejs/kit'
import { asRefusal, statusOf, textOf } from '#app/pages/forms.server.ts'
import { clashesOfMoments } from '#app/clashing-sessions.server.ts'
import { chooseWeeklyMoment } from '#app/sessions-planned.server.ts'
import { dayOf, type Day } from '#kernel/days.ts'
import { isId, type Id } from '#kernel/id.ts'
import { findMoment, fullName, keyOfSlots, mayManageUnit, TIMES, type WeeklySlot } from '#people'
import { findUnit, timeZoneOf, unitMembers, weeklyMomentsOf } from '#people/server'
import type { Tx } from '#platform/db/door.ts'
import { failureText } from '#platform/i18n/failure.ts'
import { managing } from '../../../managing.server.ts'
import type { Actions, PageServerLoad } from './$types'

/** When could this unit meet? Anybody of the school may look; whoever looks after the unit chooses. */
export const load: PageServerLoad = async ({ locals, params, url }) => {
  const { app, member } = locals
  const { id } = params
  const found = await app.database.read(member!.school, async (tx) => {
    const unit = isId(id) ? await findUnit(tx, id) : null
    if (!unit) return null
    const [members, moments, timeZone] = [
      await unitMembers(tx, id),
      await weeklyMomentsOf(tx, id),
      await timeZoneOf(tx)
    ]
    return { unit, members, moments, today: dayOf(app.clock(), timeZone) }
  })
  if (!found) error(404, failureText({ code: 'not_found' }))
  const time = TIMES.find((known) => known === url.searchParams.get('tijd')) ?? 'after'
  const search = findMoment(found.members, time)
  const { moments, today } = found
  const chosen = moments.find(({ until }) => until === null)?.slots ?? []
  const mayChoose = mayManageUnit(member!.grants, id)
  const offered = [chosen, ...(search.alternating ? [search.alternating] : []), ...search.weekly].map((moment) =>
    'slots' in moment ? moment.slots : moment
  )
  return {
    unit: found.unit,
    time,
    mayChoose,
    search,
    chosen,
    today,
    /** What counts today, and what comes after it. */
    coming: moments.filter(({ until }) => until === null || until > today),
    clashes: mayChoose ? await app.database.read(member!.school, (tx) => clashesWith(tx, id, offered, today)) : {},
    people: found.members.map((person) => ({
      id: person.id,
      name: fullName(person),
      isKnown: person.workingDays !== null
    }))
  }
}

/** Per moment that is offered: who is in the session of another unit at the same time. For who chooses. */
async function clashesWith(tx: Tx, unit: Id, offered: readonly (readonly WeeklySlot[])[], today: Day) {
  const moments = offered.filter((slots) => slots.length > 0)
  const found = await clashesOfMoments(tx, unit, moments, today)
  return Object.fromEntries(moments.map((slots, at) => [keyOfSlots(slots), found[at]!]))
}

export const actions: Actions = {
  choose: async ({ request, locals, params }) => {
    const form = await request.formData()
    // "2-915", "2-915 4-765" for two by turns, or nothing.
    const slots = textOf(form, 'slots')
      .split(' ')
      .filter((text) => text !== '')
      .map((text) => {
        const [weekday, minute] = text.split('-').map(Number)
        return { weekday: weekday ?? 0, minute: minute ?? -1 }
      })
    const { app, member } = locals
    const unit = params.id
    const typed = textOf(form, 'from')
    const wish = { by: member!.person, now: app.clock(), from: typed }
    const chosen = await managing(locals, (tx) => chooseWeeklyMoment(tx, unit, slots, wish), { unit })
    if (!chosen.ok) return fail(statusOf(chosen.failure), { refusal: asRefusal(chosen.failure), from: typed })
    app.peopleChanged(member!.school, [unit])
    return { saved: slots.length, from: chosen.value.from }
  }
}
