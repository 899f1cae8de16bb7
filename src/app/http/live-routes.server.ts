import type { IncomingMessage, ServerResponse } from 'node:http'
import { isId } from '#kernel/id.ts'
import { isRefusal } from '#kernel/errors.ts'
import {
  mayWatchBoard,
  receiveCommand,
  sendFailure,
  sendJson,
  streamBoard,
  streamPairing
} from '#board-sessions/server'
import { pairingState } from '#platform/auth/pairings.ts'
import { hashToken } from '#platform/auth/tokens.ts'
import { openSse } from '#platform/realtime/sse.server.ts'
import { pairingChannel, type App } from '../app.server.ts'
import { asVisitor } from '../visits.server.ts'
import type { Caller } from './address.server.ts'
import { isOwnOrigin } from './address.server.ts'

/** All there is under /live/; anything else is not found. Who may be where: tools/adversary/routes.ts. */
export const LIVE_ROUTES = [
  'GET /live/pairing/events',
  'GET /live/units/[unit]/events',
  'POST /live/units/[unit]/commands',
  'GET /live/imports/[job]/events'
] as const

function findRoute(method: string | undefined, path: string) {
  const [, kind, id = ''] = /^\/live\/(units|imports)\/([^/]+)\//.exec(path) ?? []
  const asked = `${method} ${kind ? path.replace(id, kind === 'units' ? '[unit]' : '[job]') : path}`
  return { route: LIVE_ROUTES.find((known) => known === asked), unit: id }
}

/**
 * The two routes of the live line. They are answered here, in front of the page framework, because they carry nearly
 * all requests of a session and hold its open connections (decision 0003). Returns false when the URL is not theirs.
 */
export function liveRoutes(app: App) {
  return (request: IncomingMessage, response: ServerResponse, caller: Caller): boolean => {
    const url = new URL(request.url ?? '/', 'http://localhost')
    if (!url.pathname.startsWith('/live/')) return false
    void answer(app, request, response, caller, url).catch((error: unknown) => {
      if (response.headersSent) return void response.destroy()
      if (isRefusal(error)) return sendFailure(response, error.failure)
      const incident = app.incident(error)
      sendFailure(response, { code: 'unexpected', params: { incident } })
    })
    return true
  }
}

/** The secret of the digiboard in this browser that shows a code. */
function waitingBoard(app: App, cookies: string | undefined): string | null {
  const kept = app.viewers.boardSecret(cookies)?.split('.')
  return kept?.length === 2 ? kept[1]! : null
}

async function answer(app: App, request: IncomingMessage, response: ServerResponse, caller: Caller, url: URL) {
  const { route, unit } = findRoute(request.method, url.pathname)
  if (route === 'GET /live/pairing/events') {
    const secret = waitingBoard(app, request.headers.cookie)
    if (!secret) return sendFailure(response, { code: 'not_found' })
    const isPaired = async () => (await pairingState(app.auth, secret)).state === 'paired'
    return streamPairing(app.live, { request, response, channel: pairingChannel(hashToken(secret)), isPaired })
  }
  if (!route || !isId(unit)) return sendFailure(response, { code: 'not_found' })
  if (route === 'GET /live/imports/[job]/events') {
    // of one's own list alone: it is found by who asks
    const viewer = await app.viewers.boardViewer(request.headers.cookie, 'member')
    if (viewer?.kind !== 'member') return sendFailure(response, { code: 'not_signed_in' })
    const sse = openSse(request, response)
    return sse.onClose(app.importJobs.watch(viewer, unit, (step) => sse.send('step', step)))
  }
  const isCommand = route === 'POST /live/units/[unit]/commands'
  if (isCommand) {
    if (!isOwnOrigin(request, caller.protocol)) return sendFailure(response, { code: 'foreign_origin' })
    if (!request.headers['content-type']?.startsWith('application/json'))
      return sendFailure(response, { code: 'input_invalid' })
  }
  const wants = url.searchParams.get('as') === 'board' ? 'board' : 'member'
  const me = url.searchParams.get('me')
  const identify = async () => {
    const found = await app.viewers.boardViewer(request.headers.cookie, wants)
    // Somebody else has signed in on this device since its page was opened: nothing is sent or shown in that name.
    const isOther = found && 'person' in found && me !== null && me !== found.person
    return isOther ? null : asVisitor(app.database, found, unit)
  }
  const viewer = await identify()
  if (!viewer) return sendFailure(response, { code: 'not_signed_in' })
  const live = { request, response, viewer, unit }
  if (isCommand) return receiveCommand(app.live, live)
  // A stream that fails does not tell a page why.
  if (url.searchParams.has('probe'))
    return mayWatchBoard(viewer, unit) ? sendJson(response, 200, {}) : sendFailure(response, { code: 'not_allowed' })
  const after = numberOf(request.headers['last-event-id'] ?? url.searchParams.get('after'))
  const rewritten = numberOf(url.searchParams.get('rewritten'))
  const isAllowed = async () => {
    const now = await identify()
    return now !== null && mayWatchBoard(now, unit)
  }
  return streamBoard(app.live, { ...live, isAllowed }, { after, rewritten })
}

/** What a device says of where it is; anything else is the beginning. */
function numberOf(text: string | string[] | null | undefined): number {
  const number = Number(text ?? 0)
  return Number.isInteger(number) && number >= 0 ? number : 0
}
