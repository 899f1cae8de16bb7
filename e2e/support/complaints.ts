import type { BrowserContext, Page, Response } from '@playwright/test'

/** What a browser complained about: an error in a script, a broken security policy, a missing part, a failed server. */
export type Complaints = { list: string[]; mayServerFail: boolean }

/** Parts of a page that must always come. A page itself may say 404 or refuse a form: that is for the test to judge. */
const PARTS = new Set(['script', 'stylesheet', 'font', 'image', 'manifest'])

/** Chromium repeats each failed request in the console; requests are judged here by what they asked for. */
const isAboutRequest = (text: string): boolean => text.startsWith('Failed to load resource')

export function watchContext(context: BrowserContext, who: string, complaints: Complaints): void {
  const complain = (what: string) => complaints.list.push(`${who}: ${what}`)
  const watchPage = (page: Page) => {
    page.on('pageerror', (error) => complain(`error in ${page.url()}: ${error.stack ?? error.message}`))
  }
  context.pages().forEach(watchPage)
  context.on('page', watchPage)
  context.on('console', (message) => {
    if (message.type() === 'error' && !isAboutRequest(message.text())) complain(`console: ${message.text()}`)
  })
  context.on('response', (response: Response) => {
    const status = response.status()
    const isMissing = status >= 400 && PARTS.has(response.request().resourceType())
    if (isMissing || (status >= 500 && !complaints.mayServerFail)) complain(`${status} for ${response.url()}`)
  })
}
