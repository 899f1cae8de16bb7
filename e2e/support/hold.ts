import type { Page, Route } from '@playwright/test'

export type Held = {
  /** Resolves when so many commands wait. */ waiting(count: number): Promise<void>
  /** Lets them go, and resolves when each was answered. */
  release(): Promise<void>
}

/** Where a device sends what was entered; who sends it stands behind the question mark. */
const COMMANDS = /\/commands(?:\?|$)/

/** Keeps what a device sends on its way, so that two devices can act before either is heard. */
export async function holdCommands(page: Page): Promise<Held> {
  const routes: Route[] = []
  let arrived = () => {}
  const handler = (route: Route) => {
    routes.push(route)
    arrived()
  }
  await page.route(COMMANDS, handler)
  return {
    waiting: (count) =>
      new Promise((resolve) => {
        arrived = () => {
          if (routes.length >= count) resolve()
        }
        arrived()
      }),
    async release() {
      const held = routes.splice(0)
      await Promise.all(held.map((route) => route.continue()))
      await Promise.all(held.map((route) => route.request().response()))
      await page.unroute(COMMANDS, handler)
    }
  }
}
