import { fail, redirect } from '@sveltejs/kit'
import { goalStories } from '#board-sessions/server'
import { asRefusal, localPath, statusOf, textOf } from '#app/pages/forms.server.ts'
import { inSchool } from '#app/pages/in-school.server.ts'
import type { Failure } from '#kernel/errors.ts'
import { addDays, dayOf } from '#kernel/days.ts'
import { isId, type Id } from '#kernel/id.ts'
import { visitsPaid } from '#lesson-visits'
import { visitsOf } from '#lesson-visits/server'
import { NEW_FOR } from '#newcomers'
import { answerAsBuddy, answerForUnit, chooseBuddy, pathOf, skipPath, takeStep } from '#newcomers/server'
import { fullName, maySeeSchool } from '#people'
import { timeZoneOf, unitMembers } from '#people/server'
import type { Tx } from '#platform/db/door.ts'
import type { Actions, PageServerLoad } from './$types'

/** Why we do this, where my unit is going, whom I can ask, and my first steps. Everybody may read it again. */
export const load: PageServerLoad = async ({ locals }) => {
  const { app, member } = locals
  const { school, person, units } = member!
  return app.database.read(school, async (tx) => ({
    path: await pathOf(tx, person, app.clock()),
    paid: maySeeSchool(member!.grants) ? await paidBy(tx, person, app.clock()) : null,
    units: await Promise.all(
      units.map(async (unit) => ({
        ...unit,
        goals: await goalStories(tx, unit.id),
        members: (await unitMembers(tx, unit.id))
          .filter(({ id }) => id !== person)
          .map((other) => ({ id: other.id, name: fullName(other) }))
      }))
    )
  }))
}

/** The lesson visits of a newcomer, in the time in which somebody is new. */
async function paidBy(tx: Tx, person: Id, now: number) {
  const today = dayOf(now, await timeZoneOf(tx))
  return visitsPaid(await visitsOf(tx, person, addDays(today, -NEW_FOR)), person, today)
}

const wrong = (failure: Failure) => fail(statusOf(failure), { refusal: asRefusal(failure) })

export const actions: Actions = {
  step: async ({ request, locals }) => {
    const step = textOf(await request.formData(), 'step') === 'why' ? 'why' : 'goals'
    await inSchool(locals, (tx) => takeStep(tx, locals.member!.person, step, locals.app.clock()))
    redirect(303, step === 'why' ? '/welkom#doelen' : '/welkom#maatje')
  },

  skip: async ({ request, locals }) => {
    const isSkipped = textOf(await request.formData(), 'skip') === 'yes'
    await inSchool(locals, (tx) => skipPath(tx, locals.member!.person, isSkipped, locals.app.clock()))
    redirect(303, isSkipped ? '/vandaag' : '/welkom')
  },

  chooseBuddy: async ({ request, locals }) => {
    const { app, member } = locals
    const form = await request.formData()
    const [newcomer, buddy] = [textOf(form, 'newcomer') || member!.person, textOf(form, 'buddy')]
    if (!isId(newcomer) || !isId(buddy)) return wrong({ code: 'buddy_not_in_unit', field: 'buddy' })
    const chosen = await inSchool(locals, (tx) => chooseBuddy(tx, member!.person, { newcomer, buddy }, app.clock()))
    if (!chosen.ok) return wrong(chosen.failure)
    redirect(303, localPath(textOf(form, 'back')) ?? '/welkom#maatje')
  },

  answerBuddy: async ({ request, locals }) => {
    const { app, member } = locals
    const form = await request.formData()
    const newcomer = textOf(form, 'newcomer')
    if (!isId(newcomer)) return wrong({ code: 'not_found' })
    const answer = { newcomer, accepts: textOf(form, 'accepts') === 'yes' }
    const answered = await inSchool(locals, (tx) => answerAsBuddy(tx, member!.person, answer, app.clock()))
    if (!answered.ok) return wrong(answered.failure)
    redirect(303, '/vandaag')
  },

  answerUnit: async ({ request, locals }) => {
    const { app, member } = locals
    const form = await request.formData()
    const [newcomer, unit, text] = [textOf(form, 'newcomer'), textOf(form, 'unit'), textOf(form, 'text')]
    if (!isId(newcomer) || !isId(unit)) return wrong({ code: 'not_found' })
    const answered = await inSchool(locals, (tx) =>
      answerForUnit(tx, member!.person, { unit, newcomer, text }, app.clock())
    )
    if (!answered.ok) return wrong(answered.failure)
    redirect(303, '/vandaag')
  }
}
