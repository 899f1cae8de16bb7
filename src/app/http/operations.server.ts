import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import type { App } from '../app.server.ts'

/** For whoever runs the server, answered before the pages. Who may be where: tools/adversary/routes.ts. */
export const OPERATIONS_ROUTES = ['GET /healthz', 'GET /readyz', 'GET /metrics'] as const

/** Longer (ms) than this a database that is there does not take to say so. */
const PATIENCE = 2000

/** Returns false when the address is not one of these. */
export function operationsRoutes(app: App, isStopping: () => boolean) {
  return (request: IncomingMessage, response: ServerResponse): boolean => {
    const path = (request.url ?? '').split('?')[0]!
    const known = OPERATIONS_ROUTES.find((route) => route === `GET ${path}`)
    if (!known) return false
    const isRead = request.method === 'GET' || request.method === 'HEAD'
    void answer(app, known, isRead && mayRead(app, known, request), isStopping()).then(
      ([status, text, type]) => {
        response.writeHead(status, {
          'content-type': type,
          'cache-control': 'no-store',
          'x-content-type-options': 'nosniff'
        })
        response.end(text)
      },
      (error: unknown) => {
        app.incident(error)
        response.writeHead(500).end()
      }
    )
    return true
  }
}

type Text = [status: number, text: string, type: string]
const plain = (status: number, text: string): Text => [status, `${text}\n`, 'text/plain; charset=utf-8']

async function answer(app: App, route: string, isAllowed: boolean, isStopping: boolean): Promise<Text> {
  if (!isAllowed) return plain(404, 'not found')
  if (route === 'GET /healthz') return plain(200, 'ok')
  if (route === 'GET /metrics') return [200, await app.metrics.registry.metrics(), app.metrics.registry.contentType]
  if (isStopping) return plain(503, 'stopping')
  return (await databaseAnswers(app)) ? plain(200, 'ready') : plain(503, 'no database')
}

async function databaseAnswers({ database }: App): Promise<boolean> {
  const asked = database
    .signin(({ sql }) => sql`select`)
    .then(
      () => true,
      () => false
    )
  return Promise.race([asked, sleep(PATIENCE, false, { ref: false })])
}

/**
 * Metrics are for this machine itself, as long as no proxy stands before it (whoever comes through one seems to be on
 * this machine too); from elsewhere with the token that METRICS_TOKEN holds.
 */
function mayRead({ config }: App, route: string, request: IncomingMessage): boolean {
  if (route !== 'GET /metrics') return true
  const { metricsToken, isBehindProxy } = config
  const given = request.headers.authorization
  if (metricsToken && given) return isSame(given, `Bearer ${metricsToken}`)
  const isForwarded = ['x-forwarded-for', 'forwarded', 'x-real-ip', 'via'].some((name) => name in request.headers)
  return !isBehindProxy && !isForwarded && isLoopback(request.socket.remoteAddress ?? '')
}

const isLoopback = (address: string): boolean => /^(?:::1|(?:::ffff:)?127\.\d+\.\d+\.\d+)$/.test(address)

const hash = (text: string): Buffer => createHash('sha256').update(text).digest()
const isSame = (one: string, other: string): boolean => timingSafeEqual(hash(one), hash(other))
