import { fail, redirect } from '@sveltejs/kit'
import { browserOf, keepSession } from '#app/pages/browser.server.ts'
import { asRefusal, statusOf } from '#app/pages/forms.server.ts'
import { changeAddress, openAddress } from '#platform/auth/address-change.ts'
import type { Actions, PageServerLoad } from './$types'

/** Behind the link to a new address: which one it is, for who is signed in with the account that asked. */
export const load: PageServerLoad = async ({ locals, params }) => {
  const opened = await openAddress(locals.app.auth, params.token, locals.session)
  if (opened.ok) return { ...opened.value, broken: null, mustSignIn: false }
  const mustSignIn = opened.failure.code === 'address_sign_in_first'
  return { from: '', to: '', broken: asRefusal(opened.failure).sentence, mustSignIn }
}

export const actions: Actions = {
  default: async (event) => {
    const { app, session } = event.locals
    const changed = await changeAddress(app.auth, {
      token: event.params.token,
      visitor: session,
      school: session?.member?.school,
      browser: browserOf(event)
    })
    if (!changed.ok) return fail(statusOf(changed.failure), { refusal: asRefusal(changed.failure) })
    keepSession(event, changed.value.token)
    redirect(303, '/account/over-mij?adres=nieuw')
  }
}
