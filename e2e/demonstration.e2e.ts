import { openWorld, type World } from '../tools/world.ts'
import { makeSchoolNamed, PASSWORD } from './support/begin.ts'
import { open } from './support/hands.ts'
import { expect, PHONE, test } from './support/test.ts'

let world: World
test.beforeAll(async () => {
  world = await openWorld()
})
test.afterAll(() => world?.close())

const IRIS = { givenName: 'Iris', familyName: 'Vos', email: 'iris@obs-dewilg.example.nl' }

test('a demonstration school is looked at through four pairs of eyes, and a school of one’s own begins beside it', async ({
  devices
}) => {
  test.slow()
  const page = await devices.open('a visitor', PHONE)
  const banner = page.getByText('Voorbeeldschool. Alle namen zijn verzonnen')

  await test.step('without an account, at the first visit', async () => {
    await open(page, world.url)
    await expect(page.getByRole('heading', { name: 'Kijk eerst rond in een voorbeeldschool' })).toBeVisible()
    await page.getByRole('button', { name: /, leraar/ }).click()
    await expect(page.getByRole('heading', { level: 1, name: /^Vandaag, / })).toBeVisible({ timeout: 60_000 })
    await expect(banner).toBeVisible()
    await open(page, `${world.url}/bord`)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    await expect(page.getByText(/Volgende sessie dinsdag .*, 15:15/)).toBeVisible()
  })

  await test.step('as somebody else, from the account menu', async () => {
    await page.getByRole('banner').getByText('Jij').click()
    await page.getByRole('button', { name: /, schoolleider/ }).click()
    await expect(page.getByRole('heading', { name: '30 collega’s in 5 units' })).toBeVisible()
    await expect(banner).toBeVisible()
  })

  await test.step('what is done there stays there', async () => {
    await open(page, `${world.url}/account`)
    await page.getByLabel('Nieuw wachtwoord').fill('groene fiets in de regen')
    await page.getByRole('button', { name: 'Wachtwoord bewaren' }).click()
    await expect(page.getByText('Dit kan niet in een voorbeeldschool')).toBeVisible()
  })

  await test.step('a school of one’s own begins, and strangers look around no more', async () => {
    await page.getByRole('link', { name: 'Andere ogen, of stoppen' }).click()
    await page.getByRole('link', { name: 'Begin met je eigen school' }).click()
    await page.getByLabel('Code van de server').fill(world.claimCode!)
    await page.getByLabel('Je e-mailadres').fill(IRIS.email)
    await page.getByLabel('Kies een wachtwoord').fill(PASSWORD)
    await page.getByRole('button', { name: 'Beginnen' }).click()
    await makeSchoolNamed(page, 'De Wilg', IRIS)
    await expect(banner).toBeHidden()
    const stranger = await devices.open('a stranger')
    await open(stranger, `${world.url}/rondkijken`)
    await expect(stranger.getByRole('heading', { name: 'Fijn dat je er bent' })).toBeVisible()
  })

  await test.step('one’s own school waits while one looks around, and only there is nobody to look as', async () => {
    await page.getByRole('banner').getByText('Jij').click()
    await expect(page.getByRole('button', { name: /, schoolleider/ })).toBeHidden()
    await open(page, `${world.url}/rondkijken`)
    await page.getByRole('button', { name: /, unitleider/ }).click()
    await expect(banner).toBeVisible()
    await page.getByRole('link', { name: 'Andere ogen, of stoppen' }).click()
    await page.getByRole('button', { name: 'Terug naar mijn eigen school' }).click()
    await expect(page.getByRole('heading', { level: 1, name: 'Vandaag, Iris' })).toBeVisible()
  })

  await test.step('found through one’s account, and made anew', async () => {
    await open(page, `${world.url}/account`)
    await page.getByRole('link', { name: 'Voorbeeldschool bekijken' }).click()
    await page.getByRole('button', { name: /, leraar/ }).click()
    await expect(page.getByRole('heading', { level: 1, name: /^Vandaag, / })).toBeVisible()
    await open(page, `${world.url}/nieuwsflits`)
    await expect(page.getByRole('listitem').filter({ hasText: 'afgezegd' })).toBeVisible()
    await open(page, `${world.url}/rondkijken`)
    await page.getByRole('button', { name: 'Terug naar mijn eigen school' }).click()
    await open(page, `${world.url}/rondkijken`)
    await page.getByRole('button', { name: 'Voorbeeldschool opnieuw maken' }).click()
    await expect(page.getByText('De Wilgenhoek is opnieuw gemaakt.')).toBeVisible({ timeout: 60_000 })
  })

  await test.step('whoever keeps a school opens the door to visitors, and shuts it', async () => {
    const visitors = page.getByLabel('Bezoekers mogen rondkijken zonder account')
    await visitors.check()
    await page.getByRole('button', { name: 'Keuze bewaren' }).click()
    await expect(page.getByText('Bezoekers mogen nu rondkijken.')).toBeVisible()
    const visitor = await devices.open('a visitor of the server')
    await open(visitor, `${world.url}/inloggen`)
    await visitor.getByRole('link', { name: 'Eerst rondkijken in een voorbeeldschool' }).click()
    await expect(visitor.getByRole('button', { name: /opnieuw maken|weghalen/ })).toHaveCount(0)
    await visitor.getByRole('button', { name: /, werkt parttime/ }).click()
    await expect(visitor.getByText('Voorbeeldschool. Alle namen zijn verzonnen')).toBeVisible()
    await visitors.uncheck()
    await page.getByRole('button', { name: 'Keuze bewaren' }).click()
    await expect(page.getByText('Alleen wie inlogt kan nu rondkijken.')).toBeVisible()
    const late = await devices.open('a visitor who came too late')
    await open(late, `${world.url}/inloggen`)
    await expect(late.getByRole('link', { name: 'Eerst rondkijken in een voorbeeldschool' })).toHaveCount(0)
  })

  await test.step('taken away, only one’s own school is left', async () => {
    await page.getByRole('button', { name: 'Voorbeeldschool weghalen' }).click()
    await expect(page.getByText('De Wilgenhoek is weg.')).toBeVisible()
    await open(page, `${world.url}/vandaag`)
    await expect(page.getByRole('heading', { level: 1, name: 'Vandaag, Iris' })).toBeVisible()
  })
})
