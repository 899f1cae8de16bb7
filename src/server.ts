/**
 * Starts Samenspel: its database, its live line, and the pages that were built. Run natively by Node; the built pages
 * take the application from `globalThis`, so that there is one of it.
 */
import { createServer } from 'node:http'
import { networkInterfaces } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { isRefusal } from '#kernel/errors.ts'
import { failureText } from '#platform/i18n/failure.ts'
import { openApp, type App } from '#app/app.server.ts'
import { ConfigError, readConfig, type Config } from '#app/config.server.ts'
import { callerOf } from '#app/http/address.server.ts'
import { limitsBody } from '#app/http/body-limit.server.ts'
import { liveRoutes } from '#app/http/live-routes.server.ts'
import { operationsRoutes } from '#app/http/operations.server.ts'
import { watchRequest } from '#app/http/requests.server.ts'
import { provideApp } from '#app/provide.server.ts'
import { closeCampaignsByTheClock } from '#app/close-campaigns.server.ts'
import { tidyDaily } from '#app/tidy.server.ts'
import { firstVisitNotice } from '#app/first-visit.server.ts'
import { startWorker, type Worker } from '#platform/jobs/worker.ts'
import { closeAllStreams } from '#platform/realtime/sse.server.ts'

type PageHandler = (request: unknown, response: unknown) => void

/** Does what must happen after a commit; there once the server listens. */
let worker: Worker | undefined

try {
  await start(readConfig(process.env))
} catch (error) {
  process.stderr.write(`\n${explain(error)}\n\n`)
  process.exit(1)
}

async function start(config: Config): Promise<void> {
  const app = await openApp(config)
  provideApp(app)
  // The page framework learns the caller's protocol and address from headers that only we set.
  process.env['PROTOCOL_HEADER'] = 'x-samenspel-protocol'
  process.env['ADDRESS_HEADER'] = 'x-samenspel-address'
  process.env['BODY_SIZE_LIMIT'] = '22M'
  const { handler } = (await import(new URL('../build/handler.js', import.meta.url).href)) as { handler: PageHandler }

  const live = liveRoutes(app)
  let isStopping = false
  const operations = operationsRoutes(app, () => isStopping)
  app.metrics.watchProcess()
  const server = createServer((request, response) => {
    const caller = callerOf(request, config.isBehindProxy)
    request.headers['x-samenspel-protocol'] = caller.protocol
    request.headers['x-samenspel-address'] = caller.address
    if (limitsBody(request, response)) return
    watchRequest(app, request, response, () => {
      if (operations(request, response)) return
      if (!live(request, response, caller)) handler(request, response)
    })
  })
  server.keepAliveTimeout = 65_000
  // Before we say that we run: whoever stops us at that very moment must not leave the database behind.
  stopGracefully(app, server, () => (isStopping = true))
  const port = await listen(server, config)
  const notice = await firstVisitNotice(app, port)
  // In one write: who waits for the first line has the second too.
  process.stdout.write(`Samenspel draait op http://localhost:${port}${elsewhere(config, port)}\n${notice}`)
  tidyDaily(app)
  closeCampaignsByTheClock(app)
  worker = startWorker({ ...app, handlers: app.rhythm.handlers })
  // What came due while nobody was there waits no longer.
  worker.look()
}

/** On all addresses, also where the machine has no IPv6. */
async function listen(server: ReturnType<typeof createServer>, config: Config): Promise<number> {
  const on = (host: string) =>
    new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen(config.port, host, () => {
        server.off('error', reject)
        resolve()
      })
    })
  try {
    await on(config.host)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EADDRINUSE')
      throw new ConfigError(
        `Poort ${config.port} is al bezet. Stop het andere programma, of kies een andere poort: PORT=3001 npm start`
      )
    if (config.host !== '::' || code !== 'EAFNOSUPPORT') throw error
    await on('0.0.0.0')
  }
  const address = server.address()
  return typeof address === 'object' && address ? address.port : config.port
}

/** The address by which phones and the digiboard in the same network reach us. */
function elsewhere(config: Config, port: number): string {
  if (config.publicUrl) return ` en op ${config.publicUrl}`
  if (config.host !== '::' && config.host !== '0.0.0.0') return ''
  const address = Object.values(networkInterfaces())
    .flat()
    .find((candidate) => candidate && !candidate.internal && candidate.family === 'IPv4')
  return address ? ` (voor telefoons en digibord: http://${address.address}:${port})` : ''
}

/** How long (ms) answers that are being made may take when we stop; after that the database finishes its own. */
const FINISHING = 5_000

/**
 * Takes no new connections, says so at /readyz, tells the streams (their devices look for us again), finishes what is
 * being answered and stored, and leaves.
 */
function stopGracefully(app: App, server: ReturnType<typeof createServer>, announce: () => void): void {
  let isStopping = false
  const stop = async () => {
    if (isStopping) return
    isStopping = true
    announce()
    const finished = new Promise((resolve) => server.close(resolve))
    closeAllStreams()
    // A connection that has just had its answer is idle from then on.
    const letGo = setInterval(() => server.closeIdleConnections(), 50)
    await Promise.race([finished, sleep(FINISHING)])
    clearInterval(letGo)
    server.closeAllConnections()
    // What it was sending, it finishes; what waits, the next start does.
    await worker?.stop()
    await app.close()
    process.exit(0)
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop())
  process.on('unhandledRejection', (error) => void app.incident(error))
}

function explain(error: unknown): string {
  if (error instanceof ConfigError) return error.message
  if (isRefusal(error)) return failureText(error.failure)
  return `Samenspel kon niet starten.\n${error instanceof Error ? error.stack : String(error)}`
}
