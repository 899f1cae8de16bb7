import { AsyncLocalStorage } from 'node:async_hooks'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Logger } from 'pino'
import type { Clock } from '#kernel/clock.ts'
import { newId } from '#kernel/id.ts'
import type { Metrics } from '../metrics.server.ts'

/** The request that is being answered: what a line in the log is joined by, and where it went. */
export type RequestFacts = { id: string; route: string | null }
export type Requests = AsyncLocalStorage<RequestFacts>

type Parts = { log: Logger; clock: Clock; metrics: Metrics; requests: Requests }

export const openRequests = (): Requests => new AsyncLocalStorage()

const FRONT = /^\/(?:healthz|readyz|metrics)$/
const UNIT = /^\/live\/units\/[^/]+\//

/**
 * Counts and logs every answer, by the pattern of its route: an address holds ids, and what somebody searched for. The
 * id of the request goes back in a header, so that a complaint, the log and a proxy's log can be laid side by side.
 */
export function watchRequest(app: Parts, request: IncomingMessage, response: ServerResponse, work: () => void): void {
  const facts: RequestFacts = { id: newId(app.clock()).slice(-12), route: frontOf(request.url ?? '') }
  const began = performance.now()
  response.setHeader('x-request-id', facts.id)
  response.once('close', () => {
    const route = facts.route ?? 'other'
    // A stream is open for as long as somebody looks: that says nothing about speed.
    const milliseconds = performance.now() - began
    const { statusCode: status } = response
    const method = request.method ?? ''
    if (!route.endsWith('/events')) app.metrics.request(method, route, status, milliseconds / 1000)
    app.log.info({ request: facts.id, method, route, status, ms: Math.round(milliseconds * 10) / 10 }, 'answered')
  })
  app.requests.run(facts, work)
}

/** What is answered before the pages; those say their route themselves (hooks.server.ts). */
function frontOf(url: string): string | null {
  const path = url.split('?')[0]!
  if (FRONT.test(path)) return path
  if (UNIT.test(path))
    return path.replace(UNIT, '/live/units/[unit]/').replace(/(\[unit\]\/(?:events|commands)).*/, '$1')
  return path.startsWith('/_app/') ? '/_app' : null
}
