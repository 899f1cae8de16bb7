import type { BrowserContext, Page } from '@playwright/test'
import { openWorld, type World } from '../tools/world.ts'
import { expect, PHONE, test } from './support/test.ts'
import { makeTeam } from './support/team.ts'
import { boardUrl, enterAction, goOnTo, inSession, linesWith, open, startSession } from './support/hands.ts'
import { openLine, type Line } from './support/line.ts'

let world: World
test.beforeAll(async () => {
  world = await openWorld()
})
test.afterAll(() => world?.close())

const WITH_WORKER = { ...PHONE, serviceWorkers: 'allow' as const }

async function makeRoom(name: string) {
  const team = await makeTeam(await world.app(), { school: name })
  const line = await openLine(() => world.port)
  return { team, line, url: boardUrl(world.url, team.unit), away: boardUrl(line.url, team.unit) }
}

/** The boards that a browser keeps for when there is no network. */
const keptPages = (page: Page): Promise<string[]> =>
  page.evaluate(async () => {
    const requests = await (await caches.open('samenspel-pages')).keys()
    return requests.map((request) => new URL(request.url).pathname)
  })

async function signInAs(context: BrowserContext, cookie: { name: string; value: string }): Promise<void> {
  await context.addCookies([{ ...cookie, domain: '127.0.0.1', path: '/', httpOnly: true }])
}

/** A page that has fetched what it needs for later loses its connection. */
async function untilLost(page: Page, line: Line): Promise<void> {
  await expect(page.getByText('Een ogenblik …')).toHaveCount(0)
  line.cut()
  await expect(page.getByText(/Geen verbinding sinds/)).toBeVisible()
}

test('the board opens without a network, and what is entered then goes along once', async ({ devices }) => {
  const { team, line, url, away } = await makeRoom('In de kelder')
  const karim = await devices.open('Karim', { cookie: await team.cookieOf('Karim') })
  await open(karim, url)
  await startSession(karim)
  const noor = await devices.open('Noor', { ...WITH_WORKER, cookie: await team.cookieOf('Noor') })
  await open(noor, away)
  await expect(inSession(noor)).toBeVisible()
  await expect.poll(() => keptPages(noor)).toEqual([`/bord/${team.unit}`])

  const phone = noor.context()
  line.cut()
  await noor.close()
  const offline = await phone.newPage()
  await open(offline, away)
  await expect(offline.getByText(/Geen verbinding sinds/)).toBeVisible()
  await enterAction(offline, 'Noor en Karim: bedacht zonder netwerk')
  await expect(offline.getByText(/Eén ding staat nog alleen op dit toestel/)).toBeVisible()
  // Anything else says what does open.
  const elsewhere = await phone.newPage()
  await elsewhere.goto(`${line.url}/vandaag`)
  await expect(elsewhere).toHaveURL(away)
  await elsewhere.close()
  await offline.close()

  line.mend()
  await karim.getByRole('button', { name: /^Nieuwe acties/ }).click()
  const again = await phone.newPage()
  await open(again, away)
  for (const page of [karim, again]) await expect(linesWith(page, 'bedacht zonder netwerk')).toHaveCount(1)
  await expect(again.getByText('niet verstuurd')).toHaveCount(0)
  await line.close()
})

test('after signing out nothing is kept: not for nobody, and not for who signs in next', async ({ devices }) => {
  const { team, line, away } = await makeRoom('Gedeelde tablet')
  const noor = await devices.open('Noor', { ...WITH_WORKER, cookie: await team.cookieOf('Noor') })
  await open(noor, away)
  await expect.poll(() => keptPages(noor)).toHaveLength(1)
  await noor.getByRole('banner').getByText('Jij', { exact: true }).click()
  await noor.getByRole('button', { name: 'Uitloggen' }).click()
  await expect(noor.getByRole('heading', { name: 'Fijn dat je er bent' })).toBeVisible()
  await expect.poll(() => keptPages(noor)).toEqual([])

  line.cut()
  await noor.goto(away)
  await expect(noor.getByRole('heading', { name: 'Geen verbinding' })).toBeVisible()
  line.mend()

  // Somebody else, without coming in by a door: the page of the one before makes way all the same.
  await signInAs(noor.context(), await team.cookieOf('Noor'))
  await open(noor, away)
  await expect.poll(() => keptPages(noor)).toHaveLength(1)
  await signInAs(noor.context(), await team.cookieOf('Karim'))
  await open(noor, away)
  await expect
    .poll(() =>
      noor.evaluate(async () => {
        const pages = await caches.open('samenspel-pages')
        const kept = await Promise.all((await pages.keys()).map((request) => pages.match(request)))
        return kept.map((response) => response?.headers.get('x-samenspel-person'))
      })
    )
    .toEqual([team.people[4]])
  await line.close()
})

test('somebody else signs in on this device: what was entered is not sent in that name, and waits', async ({
  devices
}) => {
  const { team, line, url, away } = await makeRoom('Twee mensen, één toestel')
  const karim = await devices.open('Karim', { cookie: await team.cookieOf('Karim') })
  await open(karim, url)
  await startSession(karim)
  await karim.getByRole('button', { name: /^Nieuwe acties/ }).click()
  const noor = await devices.open('Noor', { ...PHONE, cookie: await team.cookieOf('Noor') })
  await open(noor, away)
  await expect(inSession(noor)).toBeVisible()
  await untilLost(noor, line)
  await enterAction(noor, 'Noor: alleen van mij')

  await signInAs(noor.context(), await team.cookieOf('Thijs'))
  line.mend()
  await expect(noor.getByText('Je bent uitgelogd.')).toBeVisible()
  await expect(noor.getByText(/Eén ding blijft op dit toestel staan/)).toBeVisible()
  const thijs = await noor.context().newPage()
  await open(thijs, away)
  await expect(thijs.getByText('alleen van mij')).toHaveCount(0)
  await enterAction(karim, 'Karim: dit kwam wel aan')
  await expect(linesWith(karim, 'dit kwam wel aan')).toHaveCount(1)
  await expect(linesWith(karim, 'alleen van mij')).toHaveCount(0)

  await signInAs(noor.context(), await team.cookieOf('Noor'))
  await open(noor, away)
  await expect(linesWith(karim, 'alleen van mij')).toHaveCount(1)
  await line.close()
})

test('what is refused stays with its reason, also after a reload, until it is let go', async ({ devices }) => {
  const { team, line, url, away } = await makeRoom('Te laat')
  const karim = await devices.open('Karim', { cookie: await team.cookieOf('Karim') })
  await open(karim, url)
  await startSession(karim)
  const noor = await devices.open('Noor', { ...PHONE, cookie: await team.cookieOf('Noor') })
  await open(noor, away)
  await expect(inSession(noor)).toBeVisible()
  await untilLost(noor, line)
  await goOnTo(noor, 'acties van vorige keer')

  // Meanwhile this session ends, and the next one begins.
  await karim.getByRole('button', { name: /^Afsluiten/ }).click()
  await karim.getByRole('button', { name: 'Sessie afsluiten' }).click()
  await karim.getByRole('button', { name: 'Terug naar het bord' }).click()
  await startSession(karim)
  line.mend()
  const sentence = noor.getByText('Dit hoorde bij een sessie die intussen voorbij is.')
  await expect(sentence).toBeVisible()
  await expect(karim.getByRole('heading', { name: /Hoe zit je erbij/ })).toBeVisible()
  await noor.reload()
  await expect(sentence).toBeVisible()
  await noor.getByRole('button', { name: 'Laten gaan' }).click()
  await noor.reload()
  await expect(inSession(noor)).toBeVisible()
  await expect(sentence).toHaveCount(0)
  await line.close()
})

test('a device that keeps nothing says so; a tab that is closed leaves its entries to the other', async ({
  devices
}) => {
  const { team, line, url, away } = await makeRoom('Vol toestel')
  const karim = await devices.open('Karim', { cookie: await team.cookieOf('Karim') })
  await open(karim, url)
  await startSession(karim)
  await karim.getByRole('button', { name: /^Nieuwe acties/ }).click()
  const noor = await devices.open('Noor', { ...PHONE, cookie: await team.cookieOf('Noor') })
  await open(noor, away)
  await expect(inSession(noor)).toBeVisible()
  const second = await noor.context().newPage()
  await open(second, away)
  await expect(inSession(second)).toBeVisible()
  await untilLost(noor, line)
  await enterAction(noor, 'Noor en Karim: uit het eerste tabblad')
  await noor.close()
  line.mend()
  await expect(linesWith(karim, 'uit het eerste tabblad')).toHaveCount(1)

  await expect(second.getByText(/Geen verbinding sinds/)).toHaveCount(0)
  await second.evaluate(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException('full', 'QuotaExceededError')
    }
  })
  await untilLost(second, line)
  await enterAction(second, 'Noor en Karim: past nergens meer')
  await expect(second.getByText('Dit toestel kan niets onthouden.')).toBeVisible()
  line.mend()
  await expect(linesWith(karim, 'past nergens meer')).toHaveCount(1)
  await expect(second.getByText('Dit toestel kan niets onthouden.')).toHaveCount(0)
  await line.close()
})
