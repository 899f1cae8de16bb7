import { fail } from '@sveltejs/kit'
import { mayObserve } from '#start-programme'
import { listUnits } from '#people/server'
import { letUnitJoin, programmeFor, stepFor, takeUnitBack, isAskedToday } from '#start-programme/server'
import { demandSchool } from '#app/pages/asking.server.ts'
import { asRefusal, statusOf, textOf } from '#app/pages/forms.server.ts'
import { inSchool } from '#app/pages/in-school.server.ts'
import type { Actions, PageServerLoad } from './$types'

/** Where the start programme stands: whose week it is, who looked back, which unit is next, and the path to two years. */
export const load: PageServerLoad = async ({ locals, url }) => {
  const { app, member, language } = locals
  demandSchool(member!)
  const { person, school } = member!
  const now = app.clock()
  return app.database.read(school, async (tx) => {
    const observed = (await listUnits(tx)).filter(({ id }) => mayObserve(member!.grants, id))
    const mine = await stepFor(tx, person, { track: null, step: null }, { now, language })
    return {
      ...(await programmeFor(tx, person, now, language)),
      myWeek: mine && mine.standing.state !== 'after' ? { title: mine.step.title } : null,
      asksVoice: await isAskedToday(tx, person, now),
      observed: observed.map(({ id, name, mark, hue }) => ({ id, name, mark, hue })),
      told: (['begonnen', 'niet', 'besluit', 'startteam'] as const).find((word) => url.searchParams.has(word)) ?? null
    }
  })
}

export const actions: Actions = {
  join: async ({ locals, request }) => {
    const { app, member } = locals
    demandSchool(member!)
    const form = await request.formData()
    const wish = { unit: textOf(form, 'unit'), firstDay: textOf(form, 'joins') }
    const done = await inSchool(locals, (tx) => letUnitJoin(tx, wish, { person: member!.person, now: app.clock() }))
    if (!done.ok) return fail(statusOf(done.failure), { refusal: asRefusal(done.failure), wish })
    return { joined: true }
  },

  back: async ({ locals, request }) => {
    const { app, member } = locals
    demandSchool(member!)
    const track = textOf(await request.formData(), 'track')
    const done = await inSchool(locals, (tx) => takeUnitBack(tx, track, { person: member!.person, now: app.clock() }))
    if (!done.ok) return fail(statusOf(done.failure), { refusal: asRefusal(done.failure), wish: null })
    return { back: true }
  }
}
