import { fail, redirect } from '@sveltejs/kit'
import { evaluateStep, stepFor } from '#start-programme/server'
import { demandSchool } from '#app/pages/asking.server.ts'
import { asRefusal, statusOf, textOf } from '#app/pages/forms.server.ts'
import { inSchool } from '#app/pages/in-school.server.ts'
import type { Actions, PageServerLoad } from './$types'

const numberOf = (text: string | null): number | null => (text !== null && /^[1-8]$/.test(text) ? Number(text) : null)

/** Half past three: what is this week's step, and how did it go? */
export const load: PageServerLoad = async ({ locals, url }) => {
  const { app, member, language } = locals
  demandSchool(member!)
  const asked = { track: url.searchParams.get('spoor'), step: numberOf(url.searchParams.get('stap')) }
  const view = await app.database.read(member!.school, (tx) =>
    stepFor(tx, member!.person, asked, { now: app.clock(), language })
  )
  return { view, saved: url.searchParams.has('bewaard') }
}

export const actions: Actions = {
  default: async ({ locals, request }) => {
    const { app, member } = locals
    demandSchool(member!)
    const form = await request.formData()
    const wish = {
      track: textOf(form, 'track'),
      step: numberOf(textOf(form, 'step')) ?? 0,
      went: textOf(form, 'went'),
      noticed: textOf(form, 'noticed'),
      deeper: textOf(form, 'deeper')
    }
    const done = await inSchool(locals, (tx) => evaluateStep(tx, wish, { person: member!.person, now: app.clock() }))
    if (!done.ok) return fail(statusOf(done.failure), { refusal: asRefusal(done.failure), wish })
    redirect(303, `/school/startprogramma/week?spoor=${wish.track}&stap=${wish.step}&bewaard`)
  }
}
