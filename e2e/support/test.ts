/** The test function of all end-to-end tests: Playwright's, with devices that report every complaint of a browser. */
import { expect, test as playwright, type BrowserContextOptions, type Page } from '@playwright/test'
import { watchContext, type Complaints } from './complaints.ts'

export { expect }

export const PHONE = { viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true }
export const LAPTOP = { viewport: { width: 1366, height: 768 } }
export const BOARD = { viewport: { width: 1920, height: 1080 }, hasTouch: true }

type Cookie = { name: string; value: string }

export type DeviceOptions = BrowserContextOptions & {
  /** A session to start with, as `signInCookie` makes it. */
  cookie?: Cookie
}

export type Devices = {
  /** A browser of its own, with one page, as one person's phone or the digiboard has. */
  open(who: string, options?: DeviceOptions): Promise<Page>
  /** From now on the server may fail: the test takes something away from it. */
  allowServerFailures(): void
}

export const test = playwright.extend<{ devices: Devices }>({
  devices: async ({ browser, baseURL: _ }, use) => {
    const complaints: Complaints = { list: [], mayServerFail: false }
    const close: (() => Promise<void>)[] = []
    await use({
      async open(who, { cookie, ...options } = {}) {
        // A service worker keeps pages beyond the test's hands; the tests about it ask for one.
        const context = await browser.newContext({ ...LAPTOP, serviceWorkers: 'block', ...options })
        close.push(() => context.close())
        watchContext(context, who, complaints)
        // A cookie belongs to a host, whichever port it serves on.
        if (cookie) await context.addCookies([{ ...cookie, domain: '127.0.0.1', path: '/', httpOnly: true }])
        return context.newPage()
      },
      allowServerFailures: () => void (complaints.mayServerFail = true)
    })
    await Promise.all(close.map((end) => end()))
    expect(complaints.list).toEqual([])
  }
})

/** Counts how often a page was loaded: once when it was opened, and again by each reload. */
export function countLoads(page: Page): () => number {
  let loads = 0
  page.on('request', (request) => {
    if (request.isNavigationRequest() && request.frame() === page.mainFrame()) loads++
  })
  return () => loads
}
