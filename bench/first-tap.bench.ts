import { chromium, type Browser, type BrowserContext } from '@playwright/test'
import type { BoardCommand } from '#board-sessions'
import { newId, type Id } from '#kernel/id.ts'
import { CHROMIUM } from '../e2e/support/chromium.ts'
import { makeTeam } from '../e2e/support/team.ts'
import { openWorld, type World } from '../tools/world.ts'
import { databaseVersion, machineFacts, serverFlags } from './machine.ts'
import { figure, held, type Section } from './report.ts'
import { percentile } from './statistics.ts'

/** The phone of the product's chapter on the board session: 1.6 Mbit/s, 150 ms there and back, a processor four times slower. */
const PHONE = { latency: 150, downloadThroughput: 1_600_000 / 8, uploadThroughput: 1_600_000 / 8, offline: false }
const SLOWER = 4
const AIM = 1500
const TIMES = { full: 15, quick: 3 }

type Moments = { seen: number; runs: number; stored: number }

/** How soon somebody who opens the board on a phone has something on it. */
export async function benchFirstTap({ quick }: { quick: boolean }): Promise<Section> {
  const facts = machineFacts()
  const world = await openWorld({ nodeFlags: serverFlags() })
  const browser = await chromium.launch(CHROMIUM)
  try {
    const app = await world.app()
    const team = await makeTeam(app, { size: 8 })
    const by = { person: team.people[0]!, device: null }
    /** Nobody is checked in at a session that has just begun. */
    const beginSession = async () => {
      const open = () => app.engine.open(team.school, team.unit)
      const put = async (command: BoardCommand) => {
        const put = await app.engine.submit(team.school, team.unit, by, {
          key: newId(),
          base: (await open()).seq,
          command
        })
        if (!put.ok) throw new Error(put.failure.code)
      }
      if ((await open()).session) await put({ type: 'close-session' })
      await put({ type: 'start-session', session: newId(), facilitator: by.person })
    }
    const cookie = await team.cookieOf('Karim')
    const times = TIMES[quick ? 'quick' : 'full']
    const rows: string[][] = []
    for (const [name, isKnown] of [
      ['the first time on this phone', false],
      ['a later time', true]
    ] as const) {
      const all: Moments[] = []
      for (let at = 0; at < times; at++) {
        await beginSession()
        all.push(await openAndTap(browser, world, team.unit, cookie, isKnown))
      }
      const of = (key: keyof Moments, p: number) =>
        `${figure(
          percentile(
            all.map((one) => one[key]),
            p
          )
        )} ms`
      const slowest = Math.max(...all.map(({ stored }) => stored))
      rows.push([
        name,
        of('seen', 0.5),
        of('runs', 0.5),
        of('stored', 0.5),
        of('stored', 0.95),
        `${figure(slowest)} ms`,
        held(slowest < AIM, `stored within ${AIM} ms`)
      ])
    }
    return {
      title: 'The first tap on a phone',
      blocks: [
        `${facts}; ${await databaseVersion(world)}. Repeat: \`npm run bench -- first-tap\`.`,
        `Chromium with the phone profile of the product's chapter (1.6 Mbit/s, 150 ms there and back, the processor slowed down four times) opens the page of a board in session and checks in with one tap, as soon as the button is there; ${times} times. Milliseconds from opening until it is seen, until the page’s script runs, and until the server’s word that the check-in is stored has arrived.`,
        { columns: ['opened', 'seen p50', 'runs p50', 'stored p50', 'stored p95', 'slowest', 'aim'], rows }
      ]
    }
  } finally {
    await browser.close()
    await world.close()
  }
}

async function openAndTap(
  browser: Browser,
  world: World,
  unit: Id,
  cookie: { name: string; value: string },
  isKnown: boolean
): Promise<Moments> {
  const context = await browser.newContext({
    viewport: { width: 360, height: 760 },
    isMobile: true,
    hasTouch: true,
    locale: 'nl-NL',
    timezoneId: 'Europe/Amsterdam'
  })
  try {
    await context.addCookies([{ ...cookie, url: world.url }])
    const address = `${world.url}/bord/${unit}`
    if (isKnown) await visitBefore(context, address)
    const page = await context.newPage()
    const line = await context.newCDPSession(page)
    await line.send('Network.enable')
    await line.send('Network.emulateNetworkConditions', PHONE)
    await line.send('Emulation.setCPUThrottlingRate', { rate: SLOWER })
    const begun = performance.now()
    const since = () => performance.now() - begun
    const stored = page
      .waitForResponse((answer) => /\/commands/.test(answer.url()) && answer.status() === 200)
      .then(since)
    stored.catch(() => {})
    await page.goto(address, { waitUntil: 'commit' })
    const button = page.getByRole('button', { name: 'Zet op het bord' })
    await button.waitFor()
    const seen = since()
    const running = page.locator('#svelte-announcer').waitFor({ state: 'attached' }).then(since)
    await button.tap({ noWaitAfter: true })
    return { seen, runs: await running, stored: await stored }
  } finally {
    await context.close()
  }
}

/** The phone has been here: the browser has its files, and the keeper of pages runs. A page with a live line never idles. */
async function visitBefore(context: BrowserContext, address: string): Promise<void> {
  const page = await context.newPage()
  await page.goto(address)
  await page.evaluate(async () => void (await navigator.serviceWorker?.ready))
  await page.close()
}
