import { error, json } from '@sveltejs/kit'
import { unitVisits } from '#app/pages/unit-visits.server.ts'
import { BOARD_COOKIE } from '#app/viewers.server.ts'
import { secretCookie } from '#platform/auth/cookies.ts'
import { failureText } from '#platform/i18n/failure.ts'
import type { RequestHandler } from './$types'

/** The same for the digiboard of a unit. */
export const GET: RequestHandler = async ({ locals, cookies, url }) => {
  const { name } = secretCookie(BOARD_COOKIE, url.protocol === 'https:', 0)
  const viewer = await locals.app.viewers.digiboard(cookies.get(name) ?? '')
  if (viewer?.kind !== 'digiboard') error(404, failureText({ code: 'not_found' }))
  return json(await unitVisits(locals.app, viewer.school, viewer.unit))
}
