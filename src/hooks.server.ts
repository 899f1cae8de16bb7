import { AsyncLocalStorage } from 'node:async_hooks'
import { error, redirect } from '@sveltejs/kit'
import type { Handle, HandleServerError, ServerInit } from '@sveltejs/kit/hooks'
import { loadLaterParts } from '#board-sessions/ui'
import { maySeeSchool } from '#people'
import { compressed } from '#app/http/compressed.server.ts'
import { providedApp } from '#app/provide.server.ts'
import { sessionCookie } from '#platform/auth/cookies.ts'
import { resolveLanguageWith, type Language } from '#platform/i18n/runtime.ts'
import { isRefusal, statusOf } from '#kernel/errors.ts'
import { failureText } from '#platform/i18n/failure.ts'
import { keepEarlyTaps } from '#platform/ui/early-taps.ts'
import { seeFirst } from '#platform/ui/seen-first.ts'
import { LANGUAGE_COOKIE, preferredLanguage } from '#platform/i18n/language.ts'

const languages = new AsyncLocalStorage<Language>()
resolveLanguageWith(() => languages.getStore() ?? 'nl')

/** A board is sent whole: what its script fetches later, the server has from its start. */
export const init: ServerInit = async () => void (await loadLaterParts())

/** Pages for who is not (yet) inside. Everything else asks to sign in first. */
const OPEN =
  /^\/(?:$|begin(?:\/|$)|rondkijken$|inloggen(?:\/|$)|uitnodiging(?:\/|$)|wachtwoord(?:\/|$)|adres(?:\/|$)|digibord(?:\/|$)|taal$|zonder-netwerk$|vragenlijst\/brief\/|agenda\/[^/]+\/[^/]+$)/
/** What is of the whole school: not for a guest of one unit. */
const OF_SCHOOL = /^\/school(?:\/|$)/
/** Pages for an account that is not in a school (yet). */
const WITHOUT_SCHOOL = /^\/(?:scholen|uitloggen|begin)(?:\/|$)/

export const handle: Handle = async ({ event, resolve }) => {
  const app = providedApp()
  const { cookies, locals, url } = event
  const cookie = sessionCookie(url.protocol === 'https:')
  locals.app = app
  const request = app.requests.getStore()
  if (request) request.route = event.route.id ?? null
  locals.session = await app.auth.sessions.find(cookies.get(cookie.name))
  locals.member = locals.session && (await app.viewers.memberOf(locals.session))
  locals.language = preferredLanguage(cookies.get(LANGUAGE_COOKIE), locals.session?.language)
  return languages.run(locals.language, async () => {
    if (!OPEN.test(url.pathname) && !locals.member) {
      if (!locals.session) redirect(303, `/inloggen?naar=${encodeURIComponent(url.pathname + url.search)}`)
      if (!WITHOUT_SCHOOL.test(url.pathname)) redirect(303, '/scholen')
    }
    // As data a page may be asked for without the loads of its layouts, and so without the guard that stands there.
    if (OF_SCHOOL.test(url.pathname) && event.isDataRequest && locals.member && !maySeeSchool(locals.member.grants))
      error(403, failureText({ code: 'not_allowed' }))
    if (mustSetUp(locals) && !SETTING_UP.test(url.pathname)) redirect(303, '/account/twee-stappen')
    const response = await resolve(event, {
      transformPageChunk: ({ html }) => {
        const end = html.indexOf('</head>')
        if (end < 0) return html
        const head = html
          .slice(0, end)
          .replace('%lang%', locals.language)
          .replace('%surface%', surfaceOf(url.pathname, cookies.get('bord')))
        return withScriptLast(head, html.slice(end))
      }
    })
    for (const [name, value] of Object.entries(HEADERS)) response.headers.set(name, value)
    if (url.protocol === 'https:') response.headers.set('strict-transport-security', 'max-age=31536000')
    // Whose page this is, for the service worker that keeps it: another person's pages make way.
    if (locals.member) response.headers.set('x-samenspel-person', locals.member.person)
    if (!response.headers.has('cache-control')) response.headers.set('cache-control', 'private, no-cache')
    return compressed(event.request, response)
  })
}

/** What stands in the first lines of a page with script, for what is seen and tapped before that script is there. */
const EARLY = `(${keepEarlyTaps})(window);(${seeFirst})(window)`
const PRELOAD = /<link (href="[^"]+" rel="modulepreload")>/g

/**
 * What is to be seen comes first: a phone that asks for twenty files of script at the top draws nothing meanwhile. They
 * are asked for when it has (`seeFirst`), and what is tapped meanwhile is sent before them. A page without script of its
 * own has no use for taps that came too early, and its policy allows no script at all.
 */
function withScriptLast(head: string, body: string): string {
  const start = body.lastIndexOf('<script nonce')
  if (start < 0) return head.replace(/<script nonce="[^"]*">[^]*?<\/script>/, '') + body
  // The largest file, of the framework, is named first by SvelteKit and comes last.
  const files = [...head.matchAll(PRELOAD)].map(([, file]) => `<link ${file} fetchpriority="low">`).reverse()
  const bare = head.replace(PRELOAD, '').replace('%early%', () => EARLY)
  // What stands there is drawn once, when it is whole, and not again and again while it is read.
  const whole = '<link rel="expect" href="#files" blocking="render">'
  const script = body.slice(start).replace(/import\("[^"]+"\)/, 'drawn.then(() => $&)')
  return `${bare}${whole}${body.slice(0, start)}<template id="files">${files.join('')}</template>${script}`
}

/** Open to somebody whose school demands a second step that the account does not have yet. */
const SETTING_UP = /^\/(?:account|uitloggen|scholen|taal|digibord|healthz)(?:\/|$)/

/** Asked of the session as it is now, not of what is remembered of the member: it is set up from one page to the next. */
const mustSetUp = ({ member, session }: App.Locals): boolean =>
  member !== null && member.demandsSecondStep && session !== null && !session.hasSecondStep

const HEADERS = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=()'
}

/** The digiboard is a chalkboard unless its light look was chosen; everything else is paper. */
const surfaceOf = (path: string, theme: string | undefined): string =>
  path.startsWith('/digibord')
    ? `data-surface="board" data-theme="${theme === 'light' ? 'light' : 'dark'}"`
    : 'data-surface="paper"'

export const handleError: HandleServerError = (caught) => {
  const { error, event } = caught
  if (isRefusal(error)) return { status: statusOf(error.failure), message: failureText(error.failure) }
  // Thrown with error(): it has its sentence already.
  if (caught.kind === 'app') return
  if (caught.kind !== 'unknown')
    return { message: failureText({ code: caught.error.status === 404 ? 'not_found' : 'input_invalid' }) }
  const incident = event.locals.app?.incident(error) ?? ''
  return { message: failureText({ code: 'unexpected', params: { incident } }), incident }
}
