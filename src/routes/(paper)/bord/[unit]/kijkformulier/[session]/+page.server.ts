import { error, fail, redirect } from '@sveltejs/kit'
import { seenByStyle } from '#start-programme'
import { observationsAt, readObservationForm, shareObservation, takeObservationBack } from '#start-programme/server'
import { failureText } from '#platform/i18n/failure.ts'
import { asRefusal, statusOf, textOf } from '#app/pages/forms.server.ts'
import { tellOfObservation } from '#app/rhythm/observation-shared.server.ts'
import { inSchool } from '#app/pages/in-school.server.ts'
import type { Actions, PageServerLoad } from './$types'

/** What a coach saw at this session; and the form, for a coach of this unit. */
export const load: PageServerLoad = async ({ locals, params, url }) => {
  const { app, member, language } = locals
  const form = readObservationForm(language)
  const seen = await app.database.read(member!.school, (tx) =>
    observationsAt(tx, member!.person, params.unit, params.session)
  )
  if (!seen) error(404, failureText({ code: 'not_found' }))
  const own = seen.observations.find(({ isMine }) => isMine) ?? null
  return {
    ...seen,
    form,
    own: own && { answers: own.answers, indicators: own.indicators },
    saved: url.searchParams.has('gedeeld'),
    observations: seen.observations.map(({ id, name, isMine, answers, indicators }) => ({
      id,
      name,
      isMine,
      answers: form.questions.flatMap((question) =>
        answers[question.id] ? [{ ask: question.ask, text: answers[question.id]! }] : []
      ),
      styles: seenByStyle(indicators, form.indicators)
    }))
  }
}

export const actions: Actions = {
  share: async ({ locals, params, request }) => {
    const { app, member, language } = locals
    const typed = await request.formData()
    const { questions, indicators } = readObservationForm(language)
    const wish = {
      answers: Object.fromEntries(questions.map(({ id }) => [id, textOf(typed, `answer-${id}`)])),
      indicators: indicators.map(({ id }) => id).filter((id) => typed.getAll('indicators').includes(id))
    }
    const [coach, now] = [member!.person, app.clock()]
    const done = await inSchool(locals, async (tx) => {
      const shared = await shareObservation(tx, { ...params, ...wish }, { person: coach, now })
      if (shared.ok) await tellOfObservation(tx, { unit: params.unit, session: params.session, coach }, now)
      return shared
    })
    if (!done.ok) return fail(statusOf(done.failure), { refusal: asRefusal(done.failure), wish })
    redirect(303, `/bord/${params.unit}/kijkformulier/${params.session}?gedeeld`)
  },

  back: async ({ locals, params }) => {
    const { app, member } = locals
    const done = await inSchool(locals, (tx) =>
      takeObservationBack(tx, params.session, { person: member!.person, now: app.clock() })
    )
    if (!done.ok) return fail(statusOf(done.failure), { refusal: asRefusal(done.failure), wish: null })
    redirect(303, `/bord/${params.unit}/kijkformulier/${params.session}`)
  }
}
