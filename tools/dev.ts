/**
 * `npm run dev`: the server as in production (its database, its live line), with pages that Vite makes on demand
 * and renews while you type. What runs natively (src/app, the use cases) takes a restart.
 */
import { createServer } from 'node:http'
import { createServer as createVite } from 'vite'
import { openApp } from '#app/app.server.ts'
import { readConfig } from '#app/config.server.ts'
import { firstVisitNotice } from '#app/first-visit.server.ts'
import { callerOf } from '#app/http/address.server.ts'
import { liveRoutes } from '#app/http/live-routes.server.ts'
import { provideApp } from '#app/provide.server.ts'

const config = readConfig(process.env)
const app = await openApp(config)
provideApp(app)

const live = liveRoutes(app)
const server = createServer((request, response) => {
  if (!live(request, response, callerOf(request, false))) vite.middlewares(request, response)
})
const vite = await createVite({ server: { middlewareMode: true, hmr: { server } }, clearScreen: false })

server.listen(config.port, '127.0.0.1', () => {
  console.log(`Samenspel draait, met verse pagina's, op http://localhost:${config.port}`)
  void firstVisitNotice(app, config.port).then((notice) => process.stdout.write(notice))
})

async function stop(): Promise<void> {
  server.closeAllConnections()
  server.close()
  await vite.close()
  await app.close()
  process.exit(0)
}
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop())
