import { redirect } from '@sveltejs/kit'
import { browserOf, dropSession } from '#app/pages/browser.server.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = () => redirect(303, '/')

export const actions: Actions = {
  default: async (event) => {
    const { token } = browserOf(event)
    if (token) await event.locals.app.auth.sessions.signOut(token)
    dropSession(event)
    redirect(303, '/inloggen')
  }
}
