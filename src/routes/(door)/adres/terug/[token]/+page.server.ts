import { fail, redirect } from '@sveltejs/kit'
import { browserOf, keepEntered, pathAfter } from '#app/pages/browser.server.ts'
import { asRefusal, statusOf } from '#app/pages/forms.server.ts'
import { openAddressBack, putAddressBack } from '#platform/auth/address-change.ts'
import type { Actions, PageServerLoad } from './$types'

/** Behind the link to the old address: "this was not me". */
export const load: PageServerLoad = async ({ locals, params }) => {
  const opened = await openAddressBack(locals.app.auth, params.token)
  return opened.ok ? { email: opened.value, broken: null } : { email: '', broken: asRefusal(opened.failure).sentence }
}

export const actions: Actions = {
  default: async (event) => {
    const { token } = event.params
    const back = await putAddressBack(event.locals.app.auth, { token, browser: browserOf(event) })
    if (!back.ok) return fail(statusOf(back.failure), { refusal: asRefusal(back.failure) })
    keepEntered(event, back.value)
    redirect(303, pathAfter(back.value, '/account'))
  }
}
