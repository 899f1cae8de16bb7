import { fail, redirect } from '@sveltejs/kit'
import { asRefusal, statusOf, textOf } from '#app/pages/forms.server.ts'
import { foundSchool } from '#app/found-school.server.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = ({ locals }) => {
  if (!locals.session) redirect(303, '/inloggen')
  if (locals.member) redirect(303, '/school')
}

export const actions: Actions = {
  default: async ({ request, locals }) => {
    if (!locals.session || locals.member) redirect(303, '/')
    const form = await request.formData()
    const values = {
      school: textOf(form, 'school'),
      givenName: textOf(form, 'givenName'),
      infix: textOf(form, 'infix'),
      familyName: textOf(form, 'familyName')
    }
    const founded = await foundSchool(locals.app, locals.session, values)
    if (!founded.ok) return fail(statusOf(founded.failure), { values, refusal: asRefusal(founded.failure) })
    redirect(303, '/school')
  }
}
