import { fail, redirect } from '@sveltejs/kit'
import { asRefusal, statusOf } from '#app/pages/forms.server.ts'
import { inSchool } from '#app/pages/in-school.server.ts'
import type { OwnForm } from '#questionnaires'
import { ownToEdit, saveOwnInstrument } from '#questionnaires/server'
import { currentLanguage } from '#platform/i18n/runtime.ts'
import { requireMaker, typedFrom } from '../own-form.server.ts'
import type { Actions, PageServerLoad } from './$types'

const EMPTY: OwnForm = { title: '', about: '', scale: 'agree6', labels: '', parts: [] }

/** A new questionnaire, empty or as a copy of another. */
export const load: PageServerLoad = async ({ locals, url }) => {
  requireMaker(locals)
  const from = url.searchParams.get('van') ?? ''
  const copy = await locals.app.database.read(locals.member!.school, (tx) => ownToEdit(tx, from, currentLanguage()))
  return { typed: copy ?? EMPTY }
}

export const actions: Actions = {
  default: async ({ locals, request }) => {
    const { app, member } = locals
    const typed = typedFrom(await request.formData())
    const asking = { person: member!.person, now: app.clock() }
    const saved = await inSchool(locals, (tx) => saveOwnInstrument(tx, null, typed, asking))
    if (!saved.ok) return fail(statusOf(saved.failure), { refusal: asRefusal(saved.failure), typed })
    redirect(303, `/school/vragenlijsten/eigen/${saved.value}?bewaard`)
  }
}
