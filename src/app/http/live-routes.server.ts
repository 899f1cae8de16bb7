import type { IncomingMessage, ServerResponse } from 'node:http'
import { isId } from '#kernel/id.ts'
import { isRefusal } from '#kernel/errors.ts'
import { mayWatchBoard, receiveCommand, sendFailure, streamBoard, streamPairing } from '#board-sessions/server'
import { hashToken } from '#platform/auth/tokens.ts'
import { pairingChannel, type App } from '../app.server.ts'
import type { Caller } from './address.server.ts'
import { isOwnOrigin } from './address.server.ts'

const PATH = /^\/live\/units\/([0-9a-f-]{36})\/(events|commands)$/

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

/** The digiboard in this browser that shows a code, by the channel on which it is told that somebody typed it. */
function waitingBoard(app: App, cookies: string | undefined): string | null {
  const secret = app.viewers.boardSecret(cookies)?.split('.')
  return secret?.length === 2 ? pairingChannel(hashToken(secret[1]!)) : null
}

async function answer(app: App, request: IncomingMessage, response: ServerResponse, caller: Caller, url: URL) {
  if (url.pathname === '/live/pairing/events' && request.method === 'GET') {
    const channel = waitingBoard(app, request.headers.cookie)
    if (!channel) return sendFailure(response, { code: 'not_found' })
    return streamPairing(app.live, request, response, channel)
  }
  const [, unit, what] = PATH.exec(url.pathname) ?? []
  const method = what === 'events' ? 'GET' : 'POST'
  if (!isId(unit) || request.method !== method) return sendFailure(response, { code: 'not_found' })
  if (method === 'POST') {
    if (!isOwnOrigin(request, caller.protocol)) return sendFailure(response, { code: 'foreign_origin' })
    if (!request.headers['content-type']?.startsWith('application/json'))
      return sendFailure(response, { code: 'input_invalid' })
  }
  const wants = url.searchParams.get('as') === 'board' ? 'board' : 'member'
  const identify = () => app.viewers.boardViewer(request.headers.cookie, wants)
  const viewer = await identify()
  if (!viewer) return sendFailure(response, { code: 'not_signed_in' })
  const live = { request, response, viewer, unit }
  if (method === 'POST') return receiveCommand(app.live, live)
  const after = Number(request.headers['last-event-id'] ?? url.searchParams.get('after') ?? 0)
  const isAllowed = async () => {
    const now = await identify()
    return now !== null && mayWatchBoard(now, unit)
  }
  return streamBoard(app.live, { ...live, isAllowed }, Number.isInteger(after) && after >= 0 ? after : 0)
}
