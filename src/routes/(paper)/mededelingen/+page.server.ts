import { error, fail } from '@sveltejs/kit'
import { dayOf } from '#kernel/days.ts'
import { isId } from '#kernel/id.ts'
import { refuse } from '#kernel/result.ts'
import { mayInformUnits } from '#bulletin'
import { addInformation, listInformation, takeBackInformation } from '#bulletin/server'
import { VISITOR_ROLES } from '#board-sessions'
import { loadBoard } from '#board-sessions/server'
import { timeZoneOf } from '#people/server'
import { failureText } from '#platform/i18n/failure.ts'
import { askingOf, demandSchool, schoolNames } from '#app/pages/asking.server.ts'
import { asRefusal, statusOf, textOf } from '#app/pages/forms.server.ts'
import { inSchool } from '#app/pages/in-school.server.ts'
import { announceVisit, cancelVisit } from '#app/visits.server.ts'
import type { Actions, PageServerLoad } from './$types'

/** What the leader has told in the sessions, per unit whether it was; and coming to a session, said beforehand. */
export const load: PageServerLoad = async ({ locals }) => {
  const { app, member } = locals
  demandSchool(member!)
  if (!mayInformUnits(member!)) error(403, failureText({ code: 'not_allowed' }))
  const now = app.clock()
  const own = member!.units.map(({ id }) => id)
  return app.database.read(member!.school, async (tx) => {
    const known = await schoolNames(tx)
    const today = dayOf(now, await timeZoneOf(tx))
    const others = known.units.filter(({ id }) => !own.includes(id))
    const visits = []
    for (const unit of others) {
      const { session, outside } = await loadBoard(tx, unit.id)
      const mine = outside.visitors.filter(({ person }) => person === member!.person)
      const isExpected = mine.some((visitor) => visitor.session === (session?.id ?? null) || visitor.session === null)
      visits.push({
        unit,
        isOpen: session !== null,
        isExpected,
        isLetIn: mine.some((visitor) => session !== null && visitor.session === session.id)
      })
    }
    return {
      today,
      units: known.units,
      visits,
      roles: VISITOR_ROLES,
      items: (await listInformation(tx)).map((item) => ({
        id: item.id,
        text: item.text,
        notBefore: item.notBefore !== null && item.notBefore > today ? item.notBefore : null,
        units: item.units.flatMap(({ unit, toldAt }) => {
          const named = known.units.find(({ id }) => id === unit)
          return named ? [{ ...named, toldAt }] : []
        })
      }))
    }
  })
}

export const actions: Actions = {
  add: async ({ locals, request }) => {
    const { app, member } = locals
    const form = await request.formData()
    const wish = {
      text: textOf(form, 'text'),
      units: form.getAll('units'),
      notBefore: textOf(form, 'notBefore') || null
    }
    const done = await inSchool(locals, (tx) => addInformation(tx, wish, askingOf(app, member!)))
    if (!done.ok)
      return fail(statusOf(done.failure), {
        refusal: asRefusal(done.failure),
        wish: { ...wish, units: wish.units.map(String) }
      })
    return { done: 'added' }
  },
  takeBack: async ({ locals, request }) => {
    const { app, member } = locals
    const form = await request.formData()
    const done = await inSchool(locals, (tx) => takeBackInformation(tx, textOf(form, 'id'), askingOf(app, member!)))
    if (!done.ok) return fail(statusOf(done.failure), { refusal: asRefusal(done.failure), wish: null })
    return { done: 'takenBack' }
  },
  visit: async ({ locals, request }) => {
    const { app, member } = locals
    const form = await request.formData()
    const [unit, role] = [textOf(form, 'unit'), textOf(form, 'role') || null]
    const { person } = member!
    const done = await inSchool(locals, async (tx) =>
      !isId(unit)
        ? refuse({ code: 'not_found' })
        : form.has('cancel')
          ? cancelVisit(app, tx, person, unit)
          : announceVisit(app, tx, { person, unit, role })
    )
    if (!done.ok) return fail(statusOf(done.failure), { refusal: asRefusal(done.failure), wish: null })
    // The board takes it within this request, so that the page that comes back shows how it stands.
    await app.engine.collect(member!.school, unit)
    return { done: form.has('cancel') ? 'cancelled' : 'announced' }
  }
}
