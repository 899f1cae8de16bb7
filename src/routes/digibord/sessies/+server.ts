import { error, json } from '@sveltejs/kit'
import { comingSessions } from '#app/sessions-planned.server.ts'
import { BOARD_COOKIE } from '#app/viewers.server.ts'
import { secretCookie } from '#platform/auth/cookies.ts'
import { failureText } from '#platform/i18n/failure.ts'
import type { RequestHandler } from './$types'

/** When the next sessions of the unit of this digiboard are: it hangs there for days, and asks again. */
export const GET: RequestHandler = async ({ locals, cookies, url }) => {
  const { app } = locals
  const { name } = secretCookie(BOARD_COOKIE, url.protocol === 'https:', 0)
  const viewer = await app.viewers.digiboard(cookies.get(name) ?? '')
  if (viewer?.kind !== 'digiboard') error(404, failureText({ code: 'not_found' }))
  const coming = await app.database.read(viewer.school, (tx) => comingSessions(tx, viewer.unit, app.clock()))
  return json({ coming })
}
