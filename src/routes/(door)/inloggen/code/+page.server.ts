import { fail, redirect } from '@sveltejs/kit'
import { asRefusal, localPath, statusOf } from '#app/pages/forms.server.ts'
import { browserOf, dropHalf, halfOf, keepEntered } from '#app/pages/browser.server.ts'
import { isHalfWay, takeSecondStep } from '#platform/auth/second-step.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const isWaiting = await isHalfWay(event.locals.app.auth, halfOf(event))
  if (!isWaiting) redirect(303, '/inloggen')
  return {}
}

export const actions: Actions = {
  default: async (event) => {
    const form = await event.request.formData()
    const taken = await takeSecondStep(event.locals.app.auth, {
      half: halfOf(event),
      code: String(form.get('code') ?? ''),
      browser: browserOf(event)
    })
    if (!taken.ok) {
      if (taken.failure.code === 'second_step_too_late') redirect(303, '/inloggen?te-laat')
      return fail(statusOf(taken.failure), { refusal: asRefusal(taken.failure) })
    }
    dropHalf(event)
    keepEntered(event, taken.value)
    redirect(303, localPath(event.url.searchParams.get('naar')) ?? '/')
  }
}
