import { error, fail, redirect } from '@sveltejs/kit'
import { asRefusal, statusOf } from '#app/pages/forms.server.ts'
import { inSchool } from '#app/pages/in-school.server.ts'
import { isId } from '#kernel/id.ts'
import { refuse } from '#kernel/result.ts'
import { ownToEdit, removeOwnInstrument, saveOwnInstrument } from '#questionnaires/server'
import { currentLanguage } from '#platform/i18n/runtime.ts'
import { failureText } from '#platform/i18n/failure.ts'
import { requireMaker, typedFrom } from '../own-form.server.ts'
import type { Actions, PageServerLoad } from './$types'

/** One of the school's own questionnaires, to change. */
export const load: PageServerLoad = async ({ locals, params, url }) => {
  requireMaker(locals)
  const id = params.own
  const typed = isId(id)
    ? await locals.app.database.read(locals.member!.school, (tx) => ownToEdit(tx, id, currentLanguage()))
    : null
  if (!typed) error(404, failureText({ code: 'not_found' }))
  return { typed, isSaved: url.searchParams.has('bewaard') }
}

export const actions: Actions = {
  save: async ({ locals, params, request }) => {
    const { app, member } = locals
    const typed = typedFrom(await request.formData())
    const [id, asking] = [params.own, { person: member!.person, now: app.clock() }]
    const saved = isId(id)
      ? await inSchool(locals, (tx) => saveOwnInstrument(tx, id, typed, asking))
      : refuse({ code: 'not_found' })
    if (!saved.ok) return fail(statusOf(saved.failure), { refusal: asRefusal(saved.failure), typed })
    return { saved: true }
  },
  remove: async ({ locals, params }) => {
    const { app, member } = locals
    const [id, asking] = [params.own, { person: member!.person, now: app.clock() }]
    const gone = isId(id)
      ? await inSchool(locals, (tx) => removeOwnInstrument(tx, id, asking))
      : refuse({ code: 'not_found' })
    if (!gone.ok) return fail(statusOf(gone.failure), { refusal: asRefusal(gone.failure) })
    redirect(303, '/school/vragenlijsten/eigen')
  }
}
