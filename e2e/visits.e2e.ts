/** Lesson visits from a timetable to a talk, in the hands of a leader, a visitor, a host and who takes over the class. */
import { expect, test, type Page } from '@playwright/test'
import { openWorld, type World } from '../tools/world.ts'
import { open } from './support/hands.ts'
import { makeTeam, type Team } from './support/team.ts'
import { beginVisits } from './support/visits-school.ts'

let world: World
let team: Team
test.beforeAll(async () => {
  world = await openWorld()
  team = await makeTeam(await world.app())
})
test.afterAll(() => world.close())

const SEEN = 'Vier vingers gingen omhoog na zeven tellen stilte'
const NOTE = 'Zelf ook eens langer wachten bij de kring'

async function pageOf(page: Page, cookie: { name: string; value: string }): Promise<Page> {
  const context = await page.context().browser()!.newContext({ locale: 'nl-NL', timezoneId: 'Europe/Amsterdam' })
  await context.addCookies([{ ...cookie, domain: '127.0.0.1', path: '/', httpOnly: true }])
  return context.newPage()
}

test('a wish becomes a visit, the visit a talk, and the talk stays between two people', async ({ page }) => {
  test.slow()
  const leader = await pageOf(page, await team.leaderCookie())
  const noor = await pageOf(page, await team.cookieOf('Noor'))
  const karim = await pageOf(page, await team.cookieOf('Karim'))
  const thijs = await pageOf(page, await team.cookieOf('Thijs'))
  const at = (who: Page, path: string) => open(who, world.url + path)

  // The timetable: first when the periods are, then the file; one code is not known, one line is wrong.
  await at(leader, '/school/rooster')
  await leader.getByRole('button', { name: 'Vul acht lesuren in' }).click()
  await leader.getByRole('button', { name: 'Lestijden bewaren' }).click()
  await expect(leader.getByText('De lestijden zijn bewaard.')).toBeVisible()
  const days = [1, 2, 3, 4, 5]
  const lines = days.flatMap((day) => [`1;"5";"HOF";"RE";"";${day};1;;`, `2;"6";"B4";"RE";"";${day};1;;`])
  await leader.getByLabel('Kies het bestand met het rooster').setInputFiles({
    name: 'GPU001.TXT',
    mimeType: 'text/plain',
    buffer: Buffer.from([...lines, '3;"6";"B4";"TA";"";9;2;;'].join('\r\n'))
  })
  await leader.getByRole('button', { name: 'Bekijken' }).click()
  await expect(leader.getByText('Dag “9” kennen we niet.')).toBeVisible()
  await leader.getByLabel('Wie is B4?').selectOption({ label: 'Karim Benali' })
  await leader.getByRole('button', { name: 'Bewaren en opnieuw bekijken' }).first().click()
  await expect(leader.getByRole('heading', { name: '10 nieuwe lessen kunnen erin' })).toBeVisible()
  await leader.getByRole('button', { name: 'Rooster overnemen' }).click()
  await expect(leader.getByRole('heading', { name: '10 lessen van 2 collega’s in het rooster' })).toBeVisible()

  // Open lessons, cover, a wish.
  await at(karim, '/leren/open')
  await karim.getByRole('button', { name: 'Mijn lessen openen' }).click()
  await expect(karim.getByRole('heading', { name: 'Jouw lessen staan open' })).toBeVisible()
  await at(thijs, '/leren/vervanging')
  await thijs.getByRole('button', { name: 'Klas overnemen aanbieden' }).click()
  await expect(thijs.getByText('Je aanbod is bewaard.')).toBeVisible()
  for (const day of ['ma', 'di', 'wo', 'do', 'vr']) await thijs.getByRole('checkbox', { name: day }).check()
  await thijs.getByRole('button', { name: 'Tijd toevoegen' }).click()
  await expect(thijs.locator('b', { hasText: /^maandag 08:30-12:00$/ })).toBeVisible()
  await at(noor, '/leren/wens')
  await noor.getByLabel('Bij wie?').selectOption({ label: 'Karim Benali (lessen staan open)' })
  await noor.getByLabel(/Wat wil je leren/).fill('Hoe begin jij een rekenles?')
  await noor.getByRole('button', { name: 'Wens bewaren' }).click()
  await expect(noor.getByText('Kijken bij Karim Benali', { exact: true }).and(noor.locator(':not(.vh)'))).toBeVisible()

  // The plan is a proposal; three people agree.
  await at(leader, '/leren/plan')
  await leader.getByRole('button', { name: 'Plan maken' }).click()
  await expect(leader.getByRole('heading', { name: 'Eén bezoek past' })).toBeVisible()
  await expect(leader.getByText('Beter past niet')).toBeVisible()
  await expect(leader.getByRole('img', { name: /^De week van .*Het bezoek is op/ })).toBeVisible()
  await expect(leader.getByText('Hoe begin jij een rekenles?')).toBeHidden()
  await at(noor, '/leren')
  await noor.getByRole('link', { name: /^Verzetten/ }).click()
  await expect(noor.getByRole('heading', { name: /Er passen \d+ momenten/ })).toBeVisible()
  await noor
    .getByRole('button', { name: /^Verzetten/ })
    .last()
    .click()
  for (const who of [karim, thijs]) {
    await at(who, '/vandaag')
    await who.getByRole('link', { name: 'Antwoorden' }).click()
    await who.getByRole('button', { name: /^Afspreken/ }).click()
    await expect(who.getByText('Je antwoord staat erbij.')).toBeVisible()
  }
  await at(noor, '/leren')
  await expect(noor.getByText('afgesproken')).toBeVisible()
  await at(noor, '/agenda')
  await expect(noor.getByRole('link', { name: /^Bekijken.*Lesbezoek: Noor/ })).toBeVisible()
  await at(thijs, '/agenda')
  await expect(thijs.getByRole('link', { name: /^Bekijken.*Klas overnemen van Noor/ })).toBeVisible()

  // The visit and the talk.
  const visit = await beginVisits(world, team)
  const ofUnit = (who: Page) => who.request.get(`${world.url}/bord/${team.unit}/lesbezoeken`)
  expect(await (await ofUnit(noor)).json()).toMatchObject({ visits: [{ came: 'took_place' }], waiting: 0 })
  expect((await ofUnit(leader)).status()).toBe(404)
  await at(noor, `/leren/bezoek/${visit}`)
  await noor.getByLabel('Wat viel je op?').fill(NOTE)
  await noor.getByRole('button', { name: 'Notities bewaren' }).click()
  await expect(noor.getByText('Je notities zijn bewaard.')).toBeVisible()
  // Too long, and without script: nothing of it is lost.
  for (const [action, field] of [
    ['note', 'note'],
    ['say', 'talk-2']
  ] as const) {
    const text = `${'heel lang verhaal '.repeat(300)}einde`
    const answer = await noor.request.post(`${world.url}/leren/bezoek/${visit}?/${action}`, {
      form: { [field]: text },
      headers: { accept: 'text/html', origin: world.url }
    })
    expect(answer.status()).toBe(400)
    expect(await answer.text()).toContain(text)
  }
  await noor.getByLabel(/^Wat zag je/).fill(SEEN)
  await noor.getByLabel(/^Wat zou jij proberen/).fill('Dit laten we gaan')
  await noor.getByRole('button', { name: 'Vertellen aan Karim' }).click()
  await expect(noor.getByText('staat klaar')).toBeVisible()
  await at(karim, `/leren/bezoek/${visit}`)
  await expect(karim.getByText(SEEN)).toBeVisible()
  await expect(karim.getByText(NOTE)).toBeHidden()
  await karim.getByRole('button', { name: 'Bewaren' }).first().click()
  await expect(karim.getByText('Jij bewaart dit')).toBeVisible()
  await karim.getByLabel('Wat ga jij doen?').fill('Tien tellen wachten na een vraag')
  await karim.getByRole('button', { name: 'Zet op mijn bord' }).click()
  await expect(karim.getByText('Het staat op je bord.')).toBeVisible()

  // Nobody else finds a word of it, by any page of the school, with any role.
  const paths = [
    `/leren/bezoek/${visit}`,
    `/leren/bezoek/${visit}/agenda.ics`,
    '/leren',
    '/leren/plan',
    '/leren/overzicht',
    '/vandaag',
    '/zoeken?q=vingers',
    '/muur',
    '/account/over-mij',
    '/account/over-mij/gegevens.json',
    `/bord/${team.unit}`,
    '/school',
    '/school/veranderd',
    '/metrics'
  ]
  const fatima = await pageOf(page, await team.cookieOf('Fatima'))
  for (const who of [leader, thijs, fatima])
    for (const path of paths) {
      const body = await (await who.request.get(world.url + path)).text()
      for (const secret of [SEEN, NOTE, 'Dit laten we gaan', 'Hoe begin jij een rekenles'])
        expect(body, `${path} shows ${secret}`).not.toContain(secret)
    }
  expect((await leader.request.get(`${world.url}/leren/bezoek/${visit}`)).status()).toBe(404)

  // Karim shares one thing with Fatima; the rest goes when the talk is over.
  await karim.getByText('Delen', { exact: true }).click()
  await karim.getByLabel('Met wie?').selectOption({ label: 'Fatima El Amrani' })
  await karim.getByRole('button', { name: 'Dit delen' }).click()
  await expect(karim.getByText('Gedeeld met Fatima El Amrani')).toBeVisible()
  await at(fatima, '/leren')
  await expect(fatima.getByText(SEEN)).toBeVisible()
  await karim.getByRole('button', { name: 'Gesprek afronden' }).click()
  await expect(karim.getByText('Dit laten we gaan')).toBeHidden()
  await expect(karim.getByText(SEEN)).toBeVisible()
  await at(leader, '/leren/overzicht')
  await expect(leader.getByText('1 bezoek in twaalf weken')).toBeVisible()
})

test('a school without a timetable finds a moment in what people give themselves', async ({ page }) => {
  const app = await world.app()
  const other = await makeTeam(app, { school: 'De Kleine Wilg', size: 3 })
  const sanne = await pageOf(page, await other.cookieOf('Sanne'))
  const annemarie = await pageOf(page, await other.cookieOf('Annemarie'))
  const at = (who: Page, path: string) => open(who, world.url + path)
  const give = async (who: Page, kind: RegExp, button: string, from: string, till: string) => {
    const part = who.locator('details').filter({ has: who.getByText(kind) })
    await part.getByRole('checkbox', { name: 'ma' }).check()
    await part.getByLabel('Van', { exact: true }).fill(from)
    await part.getByLabel('Tot', { exact: true }).fill(till)
    await part.getByRole('button', { name: button }).click()
    await expect(who.locator('b', { hasText: `maandag ${from}-${till}` })).toBeVisible()
  }
  await at(sanne, '/leren')
  await expect(sanne.getByText('Er is nog geen wens.', { exact: true })).toBeVisible()
  await at(annemarie, '/leren/open')
  await annemarie.getByRole('button', { name: 'Mijn lessen openen' }).click()
  await expect(annemarie.getByRole('heading', { name: 'Jouw lessen staan open' })).toBeVisible()
  await give(annemarie, /Ik geef les/, 'Lesmoment toevoegen', '09:00', '10:00')
  await give(annemarie, /Ik ben vrij/, 'Vrij moment toevoegen', '10:00', '11:00')
  await at(sanne, '/leren/open')
  await give(sanne, /Ik ben vrij/, 'Vrij moment toevoegen', '09:00', '11:00')
  await at(sanne, '/leren/wens')
  await sanne.getByLabel('Bij wie?').selectOption({ index: 0 })
  await sanne.getByRole('button', { name: 'Wens bewaren' }).click()
  await at(sanne, '/leren/plan')
  await expect(sanne.getByText('Zelf een moment zoeken mag altijd')).toBeVisible()
  const wish = await app.database.read(
    other.school,
    async (tx) => (await tx.sql<{ id: string }[]>`select id from visit_wishes`)[0]!.id
  )
  await at(sanne, `/leren/moment/${wish}`)
  await sanne
    .getByRole('button', { name: /^Kiezen/ })
    .first()
    .click()
  await at(annemarie, '/leren')
  await annemarie.getByRole('button', { name: /^Afspreken/ }).click()
  await expect(annemarie.getByText('afgesproken')).toBeVisible()
})

test('without script a wish is made, and a viewing guide from what the school aims at', async ({ browser }) => {
  const other = await makeTeam(await world.app(), { school: 'De Stille Wilg', size: 4 })
  const context = await browser.newContext({ javaScriptEnabled: false, locale: 'nl-NL' })
  await context.addCookies([{ ...(await other.cookieOf('Sanne')), domain: '127.0.0.1', path: '/' }])
  const page = await context.newPage()
  await page.goto(`${world.url}/leren/wens`)
  await page.getByRole('radio', { name: /iets bepaalds zien/ }).check()
  await page.getByLabel('Wat wil je leren?').fill('Wie vraag jij, en wie niet?')
  await page.getByRole('button', { name: 'Wens bewaren' }).click()
  await expect(page.getByText('Kies wat je wilt zien.')).toBeVisible()
  await expect(page.getByLabel('Wat wil je leren?')).toHaveValue('Wie vraag jij, en wie niet?')
  await page.getByRole('radio', { name: 'vragen stellen' }).check()
  await page.getByRole('button', { name: 'Wens bewaren' }).click()
  await page.waitForURL('**/leren')
  await expect(page.getByText('Zien: vragen stellen', { exact: true }).and(page.locator(':not(.vh)'))).toBeVisible()

  await page.goto(`${world.url}/leren/kijkwijzers`)
  const ambitions = page.getByLabel('Wat willen jullie bereiken?')
  await ambitions.fill('een\ntwee\ndrie\nvier\nvijf\nzes')
  await page.getByRole('button', { name: 'Kijkwijzer klaarzetten' }).click()
  await expect(page.getByText('Dat zijn er 6. Kies er hoogstens 5')).toBeVisible()
  await expect(ambitions).toHaveValue('een\ntwee\ndrie\nvier\nvijf\nzes')
  await ambitions.fill('Elke leerling denkt zelf na\nFouten zijn welkom')
  await page.getByRole('button', { name: 'Kijkwijzer klaarzetten' }).click()
  await expect(page.getByText('Hij staat klaar. Verander wat je wilt')).toBeVisible()
  const lines = page.getByLabel('Waar kijk je naar?')
  const made = await lines.inputValue()
  expect(made.split('\n')).toHaveLength(5)
  expect(made).toContain('‘Fouten zijn welkom’: wat zag je waar je blij van werd, en waarom?')
  await expect(page.getByLabel('Naam')).toHaveValue('Waar werden we blij van?')
  // Changed before it is kept; refused, nothing of it is lost.
  await lines.fill(`${made}\nWat neem je mee?`)
  await page.getByLabel('Naam').fill(' ')
  await page.getByRole('button', { name: 'Kijkwijzer bewaren' }).click()
  await expect(lines).toHaveValue(`${made}\nWat neem je mee?`)
  await page.getByLabel('Naam').fill('Blij kijken')
  await page.getByRole('button', { name: 'Kijkwijzer bewaren' }).click()
  await expect(page.getByText('Je kijkwijzer staat erbij.')).toBeVisible()
  const guide = page.getByRole('article').filter({ has: page.getByRole('heading', { name: 'Blij kijken' }) })
  await expect(guide.getByRole('listitem')).toHaveCount(6)
  await expect(guide.getByText('nooit om te beoordelen')).toBeVisible()
  await context.close()
})
