import { closeConnections, get } from './support/http.ts'
import { scriptWeight } from '../bench/pages/scripts.ts'
import { openWorld, type World } from '../tools/world.ts'
import { BOARD, expect, PHONE, test } from './support/test.ts'
import { makeTeam, type Team } from './support/team.ts'
import { boardUrl, enterAction, goOnTo, inSession, linesWith, open, pairBoard, startSession } from './support/hands.ts'

let world: World

test.beforeAll(async () => {
  world = await openWorld()
})
test.afterAll(() => world?.close())

async function makeRoom(name: string): Promise<{ team: Team; url: string }> {
  const team = await makeTeam(await world.app(), { school: name, size: 6 })
  return { team, url: boardUrl(world.url, team.unit) }
}

test('what was just entered is taken back in one tap, on every screen', async ({ devices }) => {
  const { team, url } = await makeRoom('Terug')
  const noor = await devices.open('Noor', { ...PHONE, cookie: await team.cookieOf('Noor') })
  const karim = await devices.open('Karim', { cookie: await team.cookieOf('Karim') })
  for (const page of [noor, karim]) await open(page, url)
  await startSession(noor)
  await enterAction(noor, 'Noor: de klok van de gang bijzetten')
  await karim.getByRole('button', { name: /^Nieuwe acties/ }).click()
  await expect(linesWith(karim, 'de klok van de gang')).toHaveCount(1)
  await noor.getByRole('button', { name: 'Ongedaan maken' }).click()
  await expect(linesWith(karim, 'de klok van de gang')).toHaveCount(0)
  await expect(noor.getByText('Actie weggehaald.')).toBeVisible()
  await noor.getByRole('button', { name: 'Ongedaan maken' }).click()
  await expect(linesWith(karim, 'de klok van de gang')).toHaveCount(1)
})

test('a unit swaps who leads in two taps, and the board says who and why', async ({ devices }) => {
  const { team, url } = await makeRoom('Leiden')
  const noor = await devices.open('Noor', { cookie: await team.cookieOf('Noor') })
  const board = await devices.open('digibord', BOARD)
  await pairBoard(board, noor, world.url, team.unit)
  await open(noor, url)
  await expect(noor.getByText('Was dit schooljaar nog niet aan de beurt')).toBeVisible()
  await noor.getByRole('button', { name: /^Ruilen/ }).click()
  await noor.getByRole('dialog').getByRole('button', { name: 'Karim' }).click()
  await expect(noor.getByText('Zo hebben jullie het afgesproken.')).toBeVisible()
  await expect(board.getByText('Karim leidt.')).toBeVisible()

  await board.getByRole('button', { name: 'Start de sessie' }).click()
  await board.getByRole('button', { name: 'Start: Karim leidt' }).click()
  await expect(board.getByRole('button', { name: 'Karim Benali leidt' })).toBeVisible()
  await board.getByRole('button', { name: 'Karim Benali leidt' }).click()
  await board.getByRole('button', { name: 'Spiekbriefje' }).click()
  await expect(board.getByText('‘Hoe zit je erbij?')).toBeVisible()
})

test('who is elsewhere is on the board, and reacts beforehand', async ({ devices }) => {
  const { team, url } = await makeRoom('Op afstand')
  const noor = await devices.open('Noor', { cookie: await team.cookieOf('Noor') })
  const karim = await devices.open('Karim', { ...PHONE, cookie: await team.cookieOf('Karim') })
  const board = await devices.open('digibord', BOARD)
  await pairBoard(board, noor, world.url, team.unit)
  await open(karim, url)
  await karim.getByRole('button', { name: 'op afstand' }).click()
  await karim.getByRole('button', { name: 'Wil je iets meegeven?' }).click()
  await karim.getByLabel('Mijn reactie').fill('ik doe mee met het exit-ticket')
  await karim.getByRole('button', { name: 'Zet op het bord' }).click()
  await expect(board.getByText('Karim op afstand', { exact: true })).toBeVisible()
  await expect(board.getByText('ik doe mee met het exit-ticket')).toBeVisible()
  await open(noor, url)
  await startSession(noor)
  await expect(board.locator('header').getByText('Karim op afstand', { exact: true })).toBeVisible()
  await expect(board.getByText('vooraf', { exact: true })).toBeVisible()
})

test('was it worth it: private, and below five answers only how many', async ({ devices }) => {
  const { team, url } = await makeRoom('Waard')
  const noor = await devices.open('Noor', { ...PHONE, cookie: await team.cookieOf('Noor') })
  const karim = await devices.open('Karim', { cookie: await team.cookieOf('Karim') })
  for (const page of [noor, karim]) await open(page, url)
  await startSession(noor)
  await karim.getByRole('button', { name: /^Afsluiten/ }).click()
  for (const page of [noor, karim]) await page.getByRole('button', { name: '4 van 5' }).click()
  await expect(noor.getByText('2 collega’s hebben geantwoord')).toBeVisible()
  await noor.getByRole('button', { name: 'Sessie afsluiten' }).click()
  await expect(karim.getByText('2 collega’s gaven antwoord. Vanaf vijf laten we de aantallen zien.')).toBeVisible()
})

test('the unit sets its own minutes, and the strokes follow', async ({ devices }) => {
  const { team, url } = await makeRoom('Minuten')
  const noor = await devices.open('Noor', { cookie: await team.cookieOf('Noor') })
  await open(noor, url)
  await noor.getByRole('button', { name: 'Tijden aanpassen' }).click()
  await noor.getByRole('button', { name: 'Een minuut meer voor doelen en resultaten' }).click()
  await expect(noor.getByText('Samen 16 minuten.')).toBeVisible()
  await noor.getByRole('button', { name: 'Tijden bewaren' }).click()
  await startSession(noor)
  await expect(noor.getByText('minuut 1 van 16', { exact: true })).toBeVisible()
})

test('a success stays in the unit when the unit wants that', async ({ devices }) => {
  const { team, url } = await makeRoom('Successen')
  const noor = await devices.open('Noor', { cookie: await team.cookieOf('Noor') })
  await open(noor, url)
  await startSession(noor)
  await goOnTo(noor, 'acties van vorige keer')
  await goOnTo(noor, 'successen')
  await noor.getByLabel('Een succes').fill('iedereen las twintig minuten')
  await noor.getByRole('button', { name: 'Zet op het bord' }).click()
  await expect(noor.getByText('ook op de schoolmuur')).toBeVisible()
  await noor.getByRole('button', { name: /^Houd in de unit/ }).click()
  await expect(noor.getByText('blijft in de unit', { exact: true })).toBeVisible()
  await expect(inSession(noor)).toBeVisible()
})

test('a device whose clock is an hour ahead follows the clock of the server', async ({ devices }) => {
  const { team, url } = await makeRoom('Klok')
  const noor = await devices.open('Noor', { ...PHONE, cookie: await team.cookieOf('Noor') })
  await noor.addInitScript(() => {
    const real = Date.now.bind(Date)
    Date.now = () => real() + 3600_000
  })
  await open(noor, url)
  await startSession(noor)
  await expect(noor.getByText('minuut 1 van 15', { exact: true })).toBeVisible()
  await expect(noor.getByText(/over$/)).toHaveCount(0)
})

test('a goal measured with letters gets a sentence, and the letters stay', async ({ devices }) => {
  const { team, url } = await makeRoom('Letters')
  const noor = await devices.open('Noor', { cookie: await team.cookieOf('Noor') })
  await open(noor, url)
  await noor.getByRole('button', { name: 'Doel toevoegen' }).click()
  await noor.getByLabel('Wat willen we bereiken?').fill('Kinderen leggen hun rekenstap uit')
  await noor.getByRole('button', { name: 'Zet op het bord' }).click()
  await noor.getByRole('button', { name: /^Meting toevoegen/ }).click()
  const field = noor.getByRole('textbox', { name: /Hoeveel/ })
  await field.fill('een stuk of tien')
  await noor.getByRole('button', { name: 'Meting bewaren' }).click()
  await expect(noor.getByText('Dit is geen getal.')).toBeVisible()
  await expect(field).toHaveValue('een stuk of tien')
})

test('the session page and the digiboard stay within 75 kB of script', async ({ devices }) => {
  const { team } = await makeRoom('Licht')
  const noor = await devices.open('Noor', { cookie: await team.cookieOf('Noor') })
  await open(noor, boardUrl(world.url, team.unit))
  const board = await devices.open('Digibord', BOARD)
  await pairBoard(board, noor, world.url, team.unit)
  await open(noor, boardUrl(world.url, team.unit))
  await startSession(noor)
  for (const [page, url] of [
    [noor, boardUrl(world.url, team.unit)],
    [board, `${world.url}/digibord`]
  ] as const) {
    const cookies = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join('; ')
    const { bytes } = await scriptWeight(url, (await get(url, cookies)).body)
    expect(bytes).toBeGreaterThan(30_000)
    expect(bytes, url).toBeLessThanOrEqual(75_000)
  }
  closeConnections()
})

test('the leader is invited by name, thinks along, and sees no face; by address alone nobody is there', async ({
  devices
}) => {
  const { team, url } = await makeRoom('Te gast')
  const noor = await devices.open('Noor', { ...PHONE, cookie: await team.cookieOf('Noor') })
  const marijke = await devices.open('Marijke', { cookie: await team.leaderCookie() })
  const guest = marijke.getByRole('heading', { name: 'Je bent te gast bij Middenbouw' })
  await open(noor, url)
  await startSession(noor)
  await marijke.goto(url)
  await expect(marijke.locator('h1')).toBeVisible()
  await expect(guest).toBeHidden()
  await noor.getByRole('button', { name: 'goed', exact: true }).click()
  await noor.getByLabel('Ik heb nodig').fill('Een rustig uur')
  await noor.getByRole('button', { name: 'Zet op het bord' }).click()
  await expect(noor.getByText('Je bent ingecheckt')).toBeVisible()

  await noor.getByRole('button', { name: /^Hulpvragen/ }).click()
  await noor.getByText('Iemand uitnodigen').click()
  await noor.getByLabel('Wie schuift er aan?').selectOption({ label: 'Marijke van den Heuvel' })
  await noor.getByRole('button', { name: 'Uitnodigen', exact: true }).click()
  const here = noor.getByRole('list', { name: 'Wie er aanschuift' })
  await expect(here).toContainText('Marijke van den Heuvel is uitgenodigd')

  await open(marijke, url)
  await expect(guest).toBeVisible()
  await expect(marijke.getByText('Een rustig uur')).toBeVisible()
  await expect(marijke.locator('main')).not.toContainText(', goed')
  await expect(marijke.getByRole('img')).toHaveCount(0)
  await marijke.getByRole('button', { name: 'om mee te denken' }).click()
  await expect(here).toContainText('is er bij, om mee te denken')
  await expect(here).toContainText('Op het digibord staan nu geen gezichten.')
  await marijke.getByRole('button', { name: 'Weggaan' }).click()
  await expect(here).toContainText('is uitgenodigd')
})
