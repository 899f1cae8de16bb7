import { chromium, type Browser, type BrowserContext, type CDPSession } from '@playwright/test'
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
    await warmUp(browser, world)
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
        of('stored', 0.5),
        of('stored', 0.95),
        `${figure(slowest)} ms`,
        held(slowest < AIM, `stored within ${AIM} ms`),
        of('runs', 0.5)
      ])
    }
    return {
      title: 'The first tap on a phone',
      blocks: [
        `${facts}; ${await databaseVersion(world)}. Repeat: \`npm run bench -- first-tap\`.`,
        `Chromium with the phone profile of the product's chapter (1.6 Mbit/s, 150 ms there and back, the processor slowed down four times) opens the page of a board in session and checks in with one tap, as soon as the button is on the screen; ${times} times, in a browser that has shown another page before. Milliseconds from opening until it is seen, until the server’s word that the check-in is stored has arrived, and until the page’s script runs.`,
        { columns: ['opened', 'seen p50', 'stored p50', 'stored p95', 'slowest', 'aim', 'script runs p50'], rows }
      ]
    }
  } finally {
    await browser.close()
    await world.close()
  }
}

/**
 * Runs in the page itself: tells where the button stands, as soon as it is on the screen. Asking the page from outside
 * would cost the slowed processor more than the page does.
 */
function tellWhenSeen(name: string): void {
  const watch = new MutationObserver(() => {
    const button = [...document.getElementsByTagName('button')].find((each) => each.textContent.trim() === name)
    if (!button) return
    watch.disconnect()
    const tell = () => {
      button.scrollIntoView({ block: 'nearest' })
      const { x, y, width, height } = button.getBoundingClientRect()
      ;(window as unknown as { seen(place: string): void }).seen(JSON.stringify([x + width / 2, y + height / 2]))
    }
    requestAnimationFrame(() => setTimeout(tell))
    // What moved away from under the finger is tapped again, as somebody would.
    const again = setInterval(() => {
      if (button.isConnected && button.ariaBusy !== 'true') tell()
      else clearInterval(again)
    }, 400)
  })
  watch.observe(document, { childList: true, subtree: true })
  const runs = new MutationObserver(() => {
    if (!document.getElementById('svelte-announcer')) return
    runs.disconnect()
    ;(window as unknown as { runs(nothing: string): void }).runs('')
  })
  runs.observe(document, { childList: true, subtree: true })
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
    // A new profile opens a window of the browser's own first, which takes a core for a second.
    await settled()
    const line = await context.newCDPSession(page)
    for (const part of ['Network', 'Runtime', 'Page'] as const) await line.send(`${part}.enable`)
    for (const name of ['seen', 'runs']) await line.send('Runtime.addBinding', { name })
    const source = `(${tellWhenSeen})('Zet op het bord')`
    await line.send('Page.addScriptToEvaluateOnNewDocument', { source })
    await line.send('Network.emulateNetworkConditions', PHONE)
    await line.send('Emulation.setCPUThrottlingRate', { rate: SLOWER })

    const begun = performance.now()
    const since = () => performance.now() - begun
    const called = (name: string) =>
      new Promise<number>((resolve) =>
        line.on('Runtime.bindingCalled', (call) => {
          if (call.name === name) resolve(since())
        })
      )
    const [isSeen, isRunning] = [called('seen'), called('runs')]
    line.on('Runtime.bindingCalled', ({ name, payload }) => {
      if (name === 'seen') void tap(line, JSON.parse(payload) as [number, number]).catch(() => {})
    })
    const stored = page
      .waitForResponse((answer) => /\/commands/.test(answer.url()) && answer.status() === 200)
      .then(since)
    stored.catch(() => {})
    await page.goto(address, { waitUntil: 'commit' })
    return { seen: await isSeen, stored: await stored, runs: await isRunning }
  } finally {
    await context.close()
  }
}

async function tap(line: CDPSession, [x, y]: [number, number]): Promise<void> {
  await line.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [{ x, y }] })
  await line.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 3000))

/** A browser that was just started takes some hundreds of milliseconds more for its first page, whichever that is. */
async function warmUp(browser: Browser, world: World): Promise<void> {
  const page = await browser.newPage()
  await page.goto(`${world.url}/inloggen`)
  await settled()
  await page.close()
}

/** The phone has been here: the browser has its files, and the keeper of pages runs. A page with a live line never idles. */
async function visitBefore(context: BrowserContext, address: string): Promise<void> {
  const page = await context.newPage()
  await page.goto(address)
  await page.evaluate(async () => void (await navigator.serviceWorker?.ready))
  await settled()
  await page.close()
}
