import { openWorld, type World } from '../tools/world.ts'
import { LAPTOP, PHONE, expect, test } from './support/test.ts'
import { open } from './support/hands.ts'
import { makeCoach } from './support/programme.ts'
import { makeTeam, type Team } from './support/team.ts'

let world: World
let team: Team
const PLACE = '/school/startprogramma'
test.beforeAll(async () => {
  world = await openWorld()
  const app = await world.app()
  team = await makeTeam(app, { size: 4 })
  await makeCoach(app, team)
})
test.afterAll(() => world?.close())

test('the team decides, a teacher looks back on a phone, and the others see how far it is', async ({ devices }) => {
  const leader = await devices.open('Marijke', { ...LAPTOP, cookie: await team.leaderCookie() })
  await open(leader, world.url + PLACE)
  await leader.getByRole('link', { name: 'Schrijf het besluit op' }).click()
  await leader.getByLabel('Ja, we beginnen').check()
  await leader.getByRole('textbox', { name: 'Waarom' }).fill('Wij leren van elkaar hoe elk kind leest.')
  await leader.getByLabel('Eerste leraar').selectOption('Annemarie van den Bosch-el Amrani')
  await leader.getByLabel('Tweede leraar').selectOption('Sanne Verhoeven')
  await leader.getByLabel('Maandag van de eerste week').fill(new Date().toISOString().slice(0, 10))
  await leader.getByRole('button', { name: 'Bewaar het besluit' }).click()
  await expect(leader.getByRole('textbox', { name: 'Hoe' })).toHaveAttribute('aria-invalid', 'true')
  await expect(leader.getByRole('textbox', { name: 'Waarom' })).toHaveValue('Wij leren van elkaar hoe elk kind leest.')
  await leader.getByRole('textbox', { name: 'Hoe' }).fill('Dinsdag om kwart over drie.')
  await leader.getByRole('button', { name: 'Bewaar het besluit' }).click()
  await expect(leader.getByText('Het startprogramma is begonnen.')).toBeVisible()

  const teacher = await devices.open('Annemarie', { ...PHONE, cookie: await team.cookieOf('Annemarie') })
  await open(teacher, `${world.url}/vandaag`)
  await teacher.getByRole('link', { name: 'Bekijk deze week' }).click()
  await teacher.waitForURL('**/week')
  await teacher.getByLabel('Voor een deel').check()
  await teacher.getByLabel(/^Wat merkte je/).fill('Iedereen zei iets.')
  await teacher.getByLabel(/^Wat wil je in de verdieping oefenen/).fill('korter inchecken')
  await teacher.getByRole('button', { name: 'Bewaar' }).click()
  await expect(teacher.getByText('Bewaard. Dank je wel.')).toBeVisible()

  await open(leader, world.url + PLACE)
  await expect(leader.getByText('1 van 4 keken terug')).toBeVisible()
  await open(leader, `${world.url + PLACE}/verdieping`)
  await expect(leader.getByText('korter inchecken')).toBeVisible()

  const outsider = await devices.open('Sanne de Wit', { ...PHONE, cookie: await team.cookieOf('Sanne') })
  await open(outsider, `${world.url + PLACE}/verdieping`)
  await expect(outsider.getByText('De onderwerpen zijn voor het startteam.', { exact: false })).toBeVisible()
  await expect(outsider.getByText('korter inchecken')).toHaveCount(0)
})

test('who starts a second one reads who started the first', async ({ devices }) => {
  const leader = await devices.open('Marijke', { ...LAPTOP, cookie: await team.leaderCookie() })
  await open(leader, `${world.url + PLACE}/beginnen`)
  await leader.getByRole('button', { name: 'Bewaar het besluit' }).click()
  await expect(leader.getByText('Marijke van den Heuvel begon het', { exact: false })).toBeVisible()
})
