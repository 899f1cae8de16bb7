import type { App } from './app.server.ts'

const PLACE = Symbol.for('samenspel.app')

type Place = { [PLACE]?: App }

/** Hands the application to the pages, which are built apart from the server that runs them. */
export function provideApp(app: App): void {
  ;(globalThis as Place)[PLACE] = app
}

export function providedApp(): App {
  const app = (globalThis as Place)[PLACE]
  if (!app) throw new Error('Samenspel was not started by src/server.ts: there is no application to serve')
  return app
}
