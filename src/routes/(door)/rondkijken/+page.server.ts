import { error, fail, redirect, type Cookies } from '@sveltejs/kit'
import {
  demonstrationEntry,
  enterDemonstration,
  isDemonstration,
  makeEntry,
  onlookerOf,
  setVisitors,
  takeDemonstrationAway
} from '#app/demonstration.server.ts'
import { browserOf, dropSession, keepSession } from '#app/pages/browser.server.ts'
import { asRefusal, statusOf, textOf } from '#app/pages/forms.server.ts'
import { mayLookAround, mayRemakeDemonstration, mayRemoveDemonstration, mayWelcomeVisitors, VIEWS } from '#demo'
import { secretCookie } from '#platform/auth/cookies.ts'
import { failureText } from '#platform/i18n/failure.ts'
import type { Actions, PageServerLoad } from './$types'

/** Where the session of one's own school waits while one looks around: an hour or so is long enough. */
const own = (url: URL) => secretCookie('samenspel_eigen', url.protocol === 'https:', 12 * 3_600_000)

export const load: PageServerLoad = async ({ locals, cookies, url }) => {
  const { app, session } = locals
  const [onlooker, entry] = await Promise.all([onlookerOf(app, session), demonstrationEntry(app)])
  if (!mayLookAround(onlooker)) redirect(303, '/inloggen')
  // Who is not signed in finds what there is, and makes none.
  if (entry.school === null && !mayRemakeDemonstration(onlooker)) redirect(303, '/inloggen')
  return {
    name: entry.name,
    eyes: entry.eyes,
    isMade: entry.school !== null,
    mayRemake: mayRemakeDemonstration(onlooker),
    mayRemove: mayRemoveDemonstration(onlooker),
    mayWelcome: mayWelcomeVisitors(onlooker),
    visitorsAreWelcome: onlooker.visitorsAreWelcome,
    isClaimed: onlooker.isClaimed,
    isSignedIn: onlooker.isSignedIn,
    mayReturn: cookies.get(own(url).name) !== undefined
  }
}

type Event = { locals: App.Locals; cookies: Cookies; url: URL }

/** Is the session of this browser one in a school of one's own, to come back to? */
const isOwn = async ({ locals }: Event): Promise<boolean> =>
  locals.session !== null &&
  !(locals.session.member && (await isDemonstration(locals.app, locals.session.member.school)))

export const actions: Actions = {
  look: async (event) => {
    const form = await event.request.formData()
    const view = VIEWS.find((known) => known === textOf(form, 'view'))
    if (!view) error(400, failureText({ code: 'input_invalid' }))
    const { device, network, token } = browserOf(event)
    const keepsOwn = await isOwn(event)
    const entered = await enterDemonstration(event.locals.app, event.locals.session, {
      view,
      device,
      network,
      replaces: keepsOwn ? undefined : token
    })
    if (!entered.ok) return fail(statusOf(entered.failure), { refusal: asRefusal(entered.failure) })
    if (keepsOwn && token) event.cookies.set(own(event.url).name, token, own(event.url).options)
    keepSession(event, entered.value)
    redirect(303, view === 'school_leader' ? '/school' : '/vandaag')
  },

  remake: async ({ locals }) => {
    const { app, session } = locals
    if (!mayRemakeDemonstration(await onlookerOf(app, session))) error(403, failureText({ code: 'not_allowed' }))
    const made = await makeEntry(app, (await demonstrationEntry(app)).name)
    return made.ok ? { remade: true } : fail(statusOf(made.failure), { refusal: asRefusal(made.failure) })
  },

  remove: async ({ locals }) => {
    const removed = await takeDemonstrationAway(locals.app, locals.session)
    return removed.ok ? { removed: true } : fail(statusOf(removed.failure), { refusal: asRefusal(removed.failure) })
  },

  visitors: async ({ locals, request }) => {
    const areWelcome = (await request.formData()).get('visitors') === 'on'
    const set = await setVisitors(locals.app, locals.session, areWelcome)
    return set.ok ? { visitors: areWelcome } : fail(statusOf(set.failure), { refusal: asRefusal(set.failure) })
  },

  leave: async (event) => {
    const { name, options } = own(event.url)
    const before = event.cookies.get(name)
    const { token } = browserOf(event)
    const { session, app } = event.locals
    if (token && session?.member && (await isDemonstration(app, session.member.school))) {
      await app.auth.sessions.signOut(token)
      dropSession(event)
      if (before) keepSession(event, before)
    }
    event.cookies.delete(name, options)
    redirect(303, '/')
  }
}
