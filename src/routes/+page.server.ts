import { redirect } from '@sveltejs/kit'
import { isClaimed } from '#platform/auth/claim.ts'
import type { PageServerLoad } from './$types'

/** The front door: to today's work, to signing in, or to the first visit. */
export const load: PageServerLoad = async ({ locals }) => {
  if (locals.member) redirect(303, '/vandaag')
  if (locals.session) redirect(303, '/scholen')
  if (await isClaimed(locals.app.auth)) redirect(303, '/inloggen')
  redirect(303, '/begin')
}
