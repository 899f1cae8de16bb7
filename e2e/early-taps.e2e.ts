import type { Page, Route } from '@playwright/test'
import { openWorld, type World } from '../tools/world.ts'
import { boardUrl, open, startSession } from './support/hands.ts'
import { openLine } from './support/line.ts'
import { makeTeam } from './support/team.ts'
import { expect, PHONE, test, type Devices } from './support/test.ts'

let world: World
test.beforeAll(async () => {
  world = await openWorld()
})
test.afterAll(() => world?.close())

/** A unit in session, of which Karim has the board in his hands, and Noor is about to open it on her phone. */
async function makeRoom(school: string, devices: Devices) {
  const app = await world.app()
  const team = await makeTeam(app, { school })
  const url = boardUrl(world.url, team.unit)
  const karim = await devices.open('Karim', { cookie: await team.cookieOf('Karim') })
  await open(karim, url)
  await startSession(karim)
  const noor = await devices.open('Noor', { ...PHONE, cookie: await team.cookieOf('Noor') })
  const seq = async () => (await app.engine.open(team.school, team.unit)).seq
  return { team, url, karim, noor, seq, before: await seq() }
}

/** The page is there, and its script is still under way. */
async function openWithoutScript(page: Page, url: string): Promise<() => Promise<void>> {
  const routes: Route[] = []
  const hold = (route: Route) => void routes.push(route)
  await page.route(/_app\/immutable\/.+\.js$/, hold)
  await page.goto(url, { waitUntil: 'commit' })
  await expect(page.getByRole('button', { name: 'Zet op het bord' })).toBeVisible()
  return async () => {
    await page.unroute(/_app\/immutable\/.+\.js$/, hold)
    await Promise.all(routes.map((route) => route.continue().catch(() => {})))
  }
}

const put = (page: Page) => page.getByRole('button', { name: 'Zet op het bord' }).tap({ noWaitAfter: true })
const waiting = (page: Page) =>
  page.evaluate(() => Object.keys(localStorage).filter((name) => name.startsWith('samenspel.outbox.')))

test('a check-in is stored before the script of its page is there, and once', async ({ devices }) => {
  const { url, karim, noor, seq, before } = await makeRoom('Er vlug bij', devices)
  const letScriptCome = await openWithoutScript(noor, url)
  await noor.getByLabel('Ik heb nodig').fill('een kwartier rust')
  const answer = noor.waitForResponse(/\/commands/)
  await put(noor)
  await put(noor)
  expect((await answer).status()).toBe(200)
  await expect(karim.getByText('een kwartier rust').filter({ visible: true }).first()).toBeVisible()

  await letScriptCome()
  await expect(noor.getByText('Je bent ingecheckt')).toBeVisible()
  await expect.poll(() => waiting(noor)).toEqual([])
  expect(await seq()).toBe(before + 1)
  // It is taken back as anything that was entered here.
  await noor.getByRole('button', { name: 'Ongedaan maken' }).click()
  await expect(noor.getByRole('button', { name: 'Zet op het bord' })).toBeVisible()
  await expect(karim.getByText('een kwartier rust').filter({ visible: true })).toHaveCount(0)
})

test('a check-in that found no network before the script was there goes along later, once', async ({ devices }) => {
  const { team, noor, seq, before } = await makeRoom('Net buiten bereik', devices)
  const line = await openLine(() => world.port)
  const letScriptCome = await openWithoutScript(noor, boardUrl(line.url, team.unit))
  line.cut()
  await put(noor)
  await expect.poll(() => waiting(noor)).toHaveLength(1)
  expect(await seq()).toBe(before)

  line.mend()
  await letScriptCome()
  await expect(noor.getByText('Je bent ingecheckt')).toBeVisible()
  await expect.poll(() => waiting(noor)).toEqual([])
  expect(await seq()).toBe(before + 1)
  await noor.close()
  await line.close()
})

test('with a face tapped first the page’s own script does both, in that order', async ({ devices }) => {
  const { url, noor, seq, before } = await makeRoom('Eerst een gezicht', devices)
  const letScriptCome = await openWithoutScript(noor, url)
  await noor.getByRole('button', { name: 'goed', exact: true }).tap({ noWaitAfter: true })
  await put(noor)
  expect(await waiting(noor)).toEqual([])
  await letScriptCome()
  await expect(noor.getByText('Je bent ingecheckt, goed')).toBeVisible()
  await expect.poll(seq).toBe(before + 1)
})

test('our own letters come after the script the first time, and stand there at once from then on', async ({
  devices
}) => {
  const { url, noor } = await makeRoom('Letters', devices)
  const letters: string[] = []
  noor.on('request', (request) => {
    if (request.resourceType() === 'font') letters.push(request.url())
  })
  const root = noor.locator('html')
  const letScriptCome = await openWithoutScript(noor, url)
  await expect(root).toHaveAttribute('data-plain', '')
  expect(letters).toEqual([])
  await letScriptCome()
  await expect(root).not.toHaveAttribute('data-plain')
  expect(letters.length).toBeGreaterThanOrEqual(2)

  const letItComeAgain = await openWithoutScript(noor, url)
  await expect(root).not.toHaveAttribute('data-plain')
  await letItComeAgain()
})

test('a page that its browser never draws works all the same', async ({ devices }) => {
  const { url, noor } = await makeRoom('Niet bekeken', devices)
  await noor.addInitScript(() => {
    window.requestAnimationFrame = () => 0
  })
  await noor.goto(url)
  await noor.getByLabel('Ik heb nodig').fill('iemand die kijkt')
  await noor.getByRole('button', { name: 'Zet op het bord' }).tap()
  await expect(noor.getByText('iemand die kijkt').filter({ visible: true }).first()).toBeVisible()
  await expect(noor.locator('#svelte-announcer')).toBeAttached()
})
