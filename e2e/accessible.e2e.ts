import AxeBuilder from '@axe-core/playwright'
import type { Locator, Page } from '@playwright/test'
import { joinTrust, makeTrust } from '#trust/server'
import { makeAccount, openWorld, type World } from '../tools/world.ts'
import { BOARD, expect, LAPTOP, PHONE, test } from './support/test.ts'
import { chooseList, PASSWORD, WILG } from './support/begin.ts'
import { invitationLink } from './support/command.ts'
import { beginProgramme, makeCoach } from './support/programme.ts'
import { answerAndClose, askSchool } from './support/campaign.ts'
import { crawl } from './support/crawl.ts'
import { lookAround } from './support/demonstration.ts'
import { tellThreeWeeks, tellToday, type Story } from './support/content.ts'
import { boardUrl, inSession, open, pairBoard } from './support/hands.ts'
import { COLLEAGUES, makeTeam, SCHOOL, type Team } from './support/team.ts'
import { beginVisits, makeVisits } from './support/visits-school.ts'

let world: World
let team: Team
let story: Story
test.beforeAll(async () => {
  world = await openWorld()
  const app = await world.app()
  team = await makeTeam(app)
  story = await tellThreeWeeks(app, team, Date.now())
})
test.afterAll(() => world?.close())

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** No colour is caught on its way to another when the look changes. */
const STILL = { reducedMotion: 'reduce' } as const

/** What axe finds on a page as it stands, one line a finding. */
async function findingsOn(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().withTags(RULES).analyze()
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(
      ({ target, any, all }) =>
        `${id} (${help}): ${target.join(' ')} ${[...any, ...all].map(({ message }) => message).join('; ')}`
    )
  )
}

const isTooWide = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)

/** A page in both looks on a phone and a laptop, and without sideways scrolling where text is four times as large. */
async function inspect(page: Page, name: string): Promise<void> {
  const looks = [
    [PHONE, 'light'],
    [LAPTOP, 'dark'],
    [LAPTOP, 'light'],
    [PHONE, 'dark']
  ] as const
  for (const [{ viewport }, colorScheme] of looks) {
    await page.setViewportSize(viewport)
    await page.emulateMedia({ colorScheme })
    expect.soft(await findingsOn(page), `${name}, ${viewport.width} px, ${colorScheme}`).toEqual([])
  }
  await page.setViewportSize({ width: 320, height: 640 })
  expect.soft(await isTooWide(page), `${name} is wider than 320 px by`).toBeLessThanOrEqual(0)
}

test('the doors and the pages of a school', async ({ devices }) => {
  test.setTimeout(1_200_000)
  const visitor = await devices.open('a visitor', STILL)
  for (const path of [
    '/begin',
    '/inloggen',
    '/uitnodiging',
    '/zonder-netwerk',
    `/uitnodiging/${'x'.repeat(43)}`,
    `/adres/${'x'.repeat(43)}`,
    `/adres/terug/${'x'.repeat(43)}`,
    '/bestaat-niet'
  ])
    await test.step(path, async () => {
      await open(visitor, world.url + path)
      await inspect(visitor, path)
    })
  await open(visitor, await invitationLink(world, SCHOOL, COLLEAGUES[3].email))
  await inspect(visitor, 'an invitation')

  const leader = await devices.open('Marijke', { ...STILL, cookie: await team.leaderCookie() })
  const person = `/school/collegas/${team.people[0]}`
  const pages = [
    '/vandaag',
    '/bord',
    '/account',
    '/account/twee-stappen',
    '/account/over-mij',
    '/welkom',
    '/school',
    '/school/collegas',
    '/school/collegas/nieuw',
    person
  ]
  const rights = [`${person}/rollen`, '/school/rechten', '/school/veranderd']
  for (const path of [
    ...pages,
    ...rights,
    '/school/units',
    `/school/units/${team.unit}`,
    `/school/units/${team.unit}/moment`,
    '/school/collegas/importeren'
  ])
    await test.step(path, async () => {
      await open(leader, world.url + path)
      await inspect(leader, path)
    })
  for (const path of [
    '/muur',
    '/nieuwsflits',
    '/hulpvragen',
    '/mededelingen',
    '/zoeken?q=reken',
    '/agenda',
    '/school/vrije-dagen',
    '/school/startprogramma',
    '/school/startprogramma/beginnen'
  ])
    await test.step(path, async () => {
      await open(leader, world.url + path)
      await inspect(leader, path)
    })
  await chooseList(leader, world, WILG)
  await expect(leader.getByRole('heading', { name: 'Alle 28 collega’s kunnen erin' })).toBeVisible()
  await inspect(leader, 'the preview of an import')
})

test('the start programme: the overview, this week, going deeper, the decision', async ({ devices }) => {
  test.setTimeout(600_000)
  const beginning = await makeTeam(await world.app(), { school: 'Beginnend' })
  await beginProgramme(await world.app(), beginning)
  const leader = await devices.open('Marijke', { ...STILL, cookie: await beginning.leaderCookie() })
  for (const page of ['', '/week', '/verdieping', '/besluit', '/vragen'])
    await test.step(page, async () => {
      await open(leader, `${world.url}/school/startprogramma${page}`)
      await inspect(leader, `the start programme${page}`)
    })
})

test('the observation form of a coach, and all of them for the unit', async ({ devices }) => {
  test.setTimeout(600_000)
  await makeCoach(await world.app(), team)
  const coach = await devices.open('Shirley', { ...STILL, cookie: await team.cookieOf('Shirley') })
  await open(coach, `${boardUrl(world.url, team.unit)}/kijkformulier`)
  await inspect(coach, 'the observation forms of a unit')
  await coach.getByRole('main').getByRole('listitem').getByRole('link').first().click()
  await expect(coach.getByRole('button', { name: 'Deel met de unit' })).toBeVisible()
  await inspect(coach, 'the observation form')
})

test('questionnaires: sending out, answering, results, the talk', async ({ devices }) => {
  test.setTimeout(1_200_000)
  const app = await world.app()
  const asking = await makeTeam(app, { school: 'Vragend' })
  const closed = await askSchool(app, asking, 'Scan van maart', ['learning-school', 'distributed-leadership'])
  await answerAndClose(app, asking, closed, 12)
  const running = await askSchool(app, asking, 'Scan van nu', ['distributed-leadership'])
  const leader = await devices.open('Marijke', { ...STILL, cookie: await asking.leaderCookie() })
  const place = '/school/vragenlijsten'
  for (const path of [
    place,
    `${place}/nieuw`,
    `${place}/nieuw?kind=training`,
    `${place}/${running}`,
    `${place}/${closed}`,
    `${place}/${closed}/gesprek`,
    `${place}/${closed}/gesprek?stap=wisdom`,
    `${place}/eigen`,
    `${place}/eigen/nieuw?van=collective-efficacy`,
    `/vragenlijst/${running}`,
    `/vragenlijst/${closed}`,
    '/school/spiegel',
    '/school/bestuur',
    `${place}/eerder`
  ])
    await test.step(path, async () => {
      await open(leader, world.url + path)
      await inspect(leader, path)
    })
  const mirror = `/bord/${team.unit}/spiegel`
  const member = await devices.open('Noor', { ...STILL, cookie: await team.cookieOf('Noor') })
  await open(member, world.url + mirror)
  await inspect(member, mirror)
  await open(leader, `${world.url}/vragenlijst/${running}`)
  await leader.evaluate(() => localStorage.clear())
  const next = leader.getByRole('button', { name: 'Overslaan' })
  while (await next.isVisible()) await next.click()
  await inspect(leader, 'the last step of answering')
})

test('lesson visits and the timetable: a wish, a plan, a visit and its talk, viewing guides', async ({ devices }) => {
  test.setTimeout(1_200_000)
  const app = await world.app()
  const visiting = await makeTeam(app, { school: 'Kijkend', size: 8 })
  const { wish } = await makeVisits(world, visiting)
  const leader = await devices.open('Marijke', { ...STILL, cookie: await visiting.leaderCookie() })
  const visitor = await devices.open('Noor', { ...STILL, cookie: await visiting.cookieOf('Noor') })
  const host = await devices.open('Karim', { ...STILL, cookie: await visiting.cookieOf('Karim') })
  const see = (page: Page, path: string) =>
    test.step(path, async () => {
      await open(page, world.url + path)
      await inspect(page, path)
    })
  await open(leader, `${world.url}/leren/plan`)
  await leader.getByRole('button', { name: 'Plan maken' }).click()
  await expect(leader.getByText('Het voorstel staat er')).toBeVisible()
  await inspect(leader, 'a plan that was just made')
  for (const path of ['/leren/overzicht', '/school/rooster', '/school/rooster/schilderen?groep=groep%207'])
    await see(leader, path)
  for (const path of ['/leren', '/leren/wens', '/leren/open', '/leren/vervanging', `/leren/moment/${wish}`])
    await see(visitor, path)
  await open(visitor, `${world.url}/leren/kijkwijzers`)
  await visitor.getByLabel('Wat willen jullie bereiken?').fill('Elke leerling denkt zelf na\nFouten zijn welkom')
  await visitor.getByRole('button', { name: 'Kijkwijzer klaarzetten' }).click()
  await expect(visitor.getByText('Hij staat klaar.')).toBeVisible()
  await inspect(visitor, 'a viewing guide made ready')
  await app.database.transact(visiting.school, (tx) => tx.sql`update visits set state = 'agreed'`)
  const visit = await beginVisits(world, visiting)
  await open(visitor, `${world.url}/leren/bezoek/${visit}`)
  await visitor.getByLabel('Wat zag je?').fill('Je wachtte zeven tellen.')
  await visitor.getByRole('button', { name: 'Vertellen aan' }).click()
  await expect(visitor.getByText('staat klaar')).toBeVisible()
  await inspect(visitor, 'a visit, as the visitor')
  await see(host, `/leren/bezoek/${visit}`)
})

test('a trust with two schools in it', async ({ devices }) => {
  test.setTimeout(600_000)
  const app = await world.app()
  const [one, two] = [await makeTeam(app, { school: 'De Beuk', size: 2 }), await makeTeam(app, { school: 'De Els', size: 2 })] // prettier-ignore
  const made = await app.database.transact(one.school, (tx) =>
    makeTrust(tx, { name: 'De Bomen' }, { person: one.leader, now: app.clock() })
  )
  if (!made.ok) throw new Error(made.failure.code)
  await app.database.transact(two.school, (tx) =>
    joinTrust(tx, made.value.code, { person: two.leader, now: app.clock() })
  )
  const leader = await devices.open('Marijke', { ...STILL, cookie: await one.leaderCookie() })
  await open(leader, `${world.url}/school/bestuur`)
  await leader.getByRole('listitem').filter({ hasText: 'De Els' }).locator('summary').click()
  await inspect(leader, 'a trust, with a school about to be put out')
})

test('the board of a unit in each phase, on paper and on the wall', async ({ devices }) => {
  test.setTimeout(1_200_000)
  const member = await devices.open('Annemarie', { ...STILL, cookie: await team.cookieOf('Annemarie') })
  const wall = await devices.open('digiboard', { ...BOARD, ...STILL })
  await pairBoard(wall, member, world.url, team.unit)
  const inspectBoth = async (name: string) => {
    await open(member, boardUrl(world.url, team.unit))
    await inspect(member, name)
    await open(wall, `${world.url}/digibord`)
    for (const theme of ['dark', 'light']) {
      await wall.evaluate((chosen) => (document.documentElement.dataset['theme'] = chosen), theme)
      expect.soft(await findingsOn(wall), `the digiboard: ${name}, ${theme}`).toEqual([])
      expect.soft(await isTooWide(wall), `the digiboard: ${name}, too wide`).toBeLessThanOrEqual(0)
    }
  }
  await inspectBoth('between two sessions')
  await open(member, `${world.url}/vandaag`)
  await inspect(member, 'today')
  await open(member, `${boardUrl(world.url, team.unit)}/digibord`)
  await inspect(member, 'pairing')
  await tellToday(story, inspectBoth)
  await story.say('Noor', { type: 'close-session' })
  await inspectBoth('after a session')
  await member
    .getByRole('link', {
      name: /november|december|januari|februari|maart|april|mei|juni|juli|augustus|september|oktober/
    })
    .first()
    .click()
  await member.waitForURL('**/sessies/*')
  await inspect(member, 'a session as it ended')
})

/** Goes to something with the tab key alone. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeVisible()
  for (let presses = 0; presses < 120; presses++) {
    if (await target.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`the tab key does not come to ${String(target)}`)
}

async function press(page: Page, target: Locator): Promise<void> {
  await tabTo(page, target)
  await page.keyboard.press('Enter')
}

async function write(page: Page, target: Locator, text: string): Promise<void> {
  await tabTo(page, target)
  await page.keyboard.press('ControlOrMeta+A')
  await page.keyboard.type(text)
}

test('with the keyboard alone: sign in, check in, agree on an action, review it, close', async ({ devices }) => {
  const app = await world.app()
  const alone = await makeTeam(app, { school: 'Zonder muis', unit: 'Kleuters', size: 3 })
  const email = 'toetsenbord@elders.example'
  await makeAccount(app, alone.school, alone.people[0]!, email, PASSWORD)
  const page = await devices.open('Annemarie', STILL)
  const button = (name: string | RegExp) => page.getByRole('button', { name })

  await open(page, `${world.url}/inloggen`)
  await write(page, page.getByLabel('Je e-mailadres'), email)
  await write(page, page.getByLabel('Wachtwoord'), PASSWORD)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Vandaag, Annemarie' })).toBeVisible()
  await press(page, page.getByRole('navigation').getByRole('link', { name: 'Bord', exact: true }))
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await press(page, button('Sessie starten'))
  await expect(inSession(page)).toBeVisible()
  expect(await page.evaluate(() => document.activeElement !== document.body), 'the focus is somewhere').toBe(true)

  await press(page, button('goed'))
  await write(page, page.getByLabel('Ik heb nodig'), 'een kop koffie')
  await press(page, button('Zet op het bord'))
  await expect(page.getByText('Je bent ingecheckt')).toBeVisible()

  await press(page, inSession(page).getByRole('button', { name: 'Actie', exact: true }))
  await write(page, page.getByRole('dialog').getByRole('combobox'), 'de zandtafel vullen')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog')).toBeHidden()
  const mine = page.getByRole('listitem').filter({ hasText: 'de zandtafel vullen' })
  await press(page, mine.getByRole('button', { name: 'Gelukt' }))
  await expect(mine.getByText('gelukt', { exact: true })).toBeVisible()

  for (const phase of [
    'acties van vorige keer',
    'successen',
    'doelen en resultaten',
    'nieuwe acties',
    'hulpvragen',
    'afsluiten'
  ])
    await press(page, button(`Naar ${phase}`))
  await press(page, button('Sessie afsluiten'))
  await expect(page.getByRole('heading', { name: /^Eén nieuwe actie/ })).toBeVisible()
  expect(await page.evaluate(() => document.getAnimations().length), 'nothing moves').toBe(0)
})

test('every page that a teacher and a leader find in the demonstration school', async ({ devices }) => {
  test.setTimeout(1_200_000)
  const { cookies } = await lookAround(await world.app())
  const known = new Set<string>()
  for (const view of ['school_leader', 'teacher'] as const) {
    const [name = '', value = ''] = cookies[view].split('=')
    const page = await devices.open(view, { ...STILL, cookie: { name, value }, colorScheme: 'dark' })
    for (const { path, pattern } of await crawl(world.url, '/vandaag', cookies[view])) {
      if (known.has(pattern)) continue
      known.add(pattern)
      await page.setViewportSize(LAPTOP.viewport)
      await open(page, world.url + path)
      expect.soft(await findingsOn(page), `${pattern} as ${view}`).toEqual([])
      await page.setViewportSize({ width: 320, height: 640 })
      expect.soft(await isTooWide(page), `${pattern} is wider than 320 px by`).toBeLessThanOrEqual(0)
    }
  }
  expect(known.size, 'the pages were found').toBeGreaterThan(55)
})
