import { makeUnitOf, openWorld, type World } from '../tools/world.ts'
import { chooseMoment } from '#people/server'
import { BOARD, countLoads, LAPTOP, PHONE, expect, test } from './support/test.ts'
import { boardUrl, open, pairBoard } from './support/hands.ts'
import { makeTeam, type Team } from './support/team.ts'

let world: World
let team: Team
test.beforeAll(async () => {
  world = await openWorld()
  const app = await world.app()
  team = await makeTeam(app, { size: 4 })
  const other = await makeUnitOf(app, team.school, 'Bovenbouw met een lange naam voor een kleine telefoon', [
    team.people[0]!
  ])
  const choose = (unit: string, weekday: number) =>
    app.database.transact(team.school, (tx) => chooseMoment(tx, unit, [{ weekday, minute: 915 }], null, app.clock()))
  await choose(team.unit, 2)
  await choose(other, 4)
})
test.afterAll(() => world?.close())

test('a session is moved, dropped and put back, and the board knows', async ({ devices }) => {
  const member = await devices.open('Annemarie', { ...PHONE, cookie: await team.cookieOf('Annemarie') })
  await open(member, `${world.url}/agenda`)
  const lines = member.getByRole('listitem').filter({ hasText: 'Middenbouw' })
  const first = lines.first()
  await first.locator('summary').click()
  await first.getByLabel('Tijd').fill('08:05')
  await first.getByRole('button', { name: 'Verzetten' }).click()
  await expect(
    member
      .getByRole('status')
      .or(member.getByText(/^Verzet naar dinsdag/))
      .first()
  ).toBeVisible()
  await expect(lines.first()).toContainText('08:05')
  await open(member, boardUrl(world.url, team.unit))
  await expect(member.getByText(/Volgende sessie dinsdag .* 08:05/)).toBeVisible()

  await open(member, `${world.url}/agenda`)
  await lines.first().locator('summary').click()
  await lines.first().getByRole('button', { name: 'Gaat niet door' }).click()
  await expect(lines.first()).toContainText('gaat niet door')
  await lines.first().locator('summary').click()
  await lines.first().getByRole('button', { name: 'Terug naar het vaste moment' }).click()
  await expect(member.getByText(/staat weer op het vaste moment/)).toBeVisible()
  await expect(lines.first()).toContainText('15:15')
})

test('a digiboard and a page that stay open show where the next session went, without being loaded again', async ({
  devices
}) => {
  const member = await devices.open('Annemarie', { ...LAPTOP, cookie: await team.cookieOf('Annemarie') })
  const board = await devices.open('digibord', BOARD)
  await pairBoard(board, member, world.url, team.unit)
  const laptop = await devices.open('Fatima', { ...LAPTOP, cookie: await team.cookieOf('Fatima') })
  await open(laptop, boardUrl(world.url, team.unit))
  const staying = [board, laptop].map((page) => ({ page, loads: countLoads(page) }))
  const say = async (text: RegExp) => {
    for (const { page } of staying) await expect(page.getByText(text)).toBeVisible()
  }
  await say(/Volgende sessie dinsdag .* 15:15/)
  await open(member, `${world.url}/agenda`)
  const lines = member.getByRole('listitem').filter({ hasText: 'Middenbouw' })
  await lines.first().locator('summary').click()
  await lines.first().getByLabel('Tijd').fill('08:05')
  await lines.first().getByRole('button', { name: 'Verzetten' }).click()
  await say(/Volgende sessie dinsdag .* 08:05/)
  await open(member, `${world.url}/agenda`)
  await lines.first().locator('summary').click()
  await lines.first().getByRole('button', { name: 'Terug naar het vaste moment' }).click()
  await say(/Volgende sessie dinsdag .* 15:15/)
  expect(staying.map(({ loads }) => loads())).toEqual([0, 0])
})

test('a moment that is taken gets a sentence beside the day, and nothing changes', async ({ devices }) => {
  const member = await devices.open('Annemarie', { ...LAPTOP, cookie: await team.cookieOf('Annemarie') })
  await open(member, `${world.url}/agenda`)
  const lines = member.getByRole('listitem').filter({ hasText: 'Middenbouw' })
  await lines.first().locator('summary').click()
  await lines.nth(1).locator('summary').click()
  const taken = await lines.nth(1).getByLabel('Nieuwe dag').inputValue()
  await lines.first().getByLabel('Nieuwe dag').fill(taken)
  await lines.first().getByRole('button', { name: 'Verzetten' }).click()
  await expect(lines.first().getByText('Op dat moment heeft deze unit al een sessie.', { exact: false })).toBeVisible()
})

test('an address for one’s own calendar: what it shows, and that it ends', async ({ devices, request }) => {
  const member = await devices.open('Sanne', { ...PHONE, cookie: await team.cookieOf('Sanne') })
  await open(member, `${world.url}/agenda`)
  await member.getByRole('button', { name: 'Maak mijn adres' }).click()
  const address = (await member.locator('code').textContent())!
  const read = await request.get(address)
  expect(read.headers()['content-type']).toContain('text/calendar')
  const text = await read.text()
  expect(text).toContain('SUMMARY:Bordsessie Middenbouw')
  expect(text).not.toContain('Bovenbouw')
  expect((await request.get(address.slice(0, -1) + (address.endsWith('A') ? 'B' : 'A'))).status()).toBe(404)
  await open(member, `${world.url}/agenda`)
  await member.getByRole('button', { name: 'Stop het adres' }).click()
  await expect(member.getByText('Het adres werkt niet meer.')).toBeVisible()
  expect((await request.get(address)).status()).toBe(404)
})

test('the school chooses its region and adds days off by hand and by list', async ({ devices }) => {
  const leader = await devices.open('Marijke', { ...LAPTOP, cookie: await team.leaderCookie() })
  await open(leader, `${world.url}/school/vrije-dagen`)
  await leader.getByLabel('Regio voor de schoolvakanties').selectOption('Midden')
  await leader.getByRole('button', { name: 'Regio bewaren' }).click()
  await expect(leader.getByText('De regio is bewaard.')).toBeVisible()
  await expect(leader.getByText('Kerstvakantie').first()).toBeVisible()
  await leader.getByLabel('Wat is er').fill('Studiedag')
  await leader.getByLabel('Van', { exact: true }).fill('2027-03-12')
  await leader.getByRole('button', { name: 'Toevoegen', exact: true }).click()
  await expect(leader.getByText('Studiedag staat erbij.')).toBeVisible()
  await leader.getByLabel('Lijst met vrije dagen').setInputFiles({
    name: 'vrij.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from('Naam;Van;Tot\nMeivakantie;17-4-2027;2-5-2027\nFout;40-1-2027')
  })
  await leader.getByRole('button', { name: 'Lijst toevoegen' }).click()
  await expect(leader.getByText('1 regel is toegevoegd.')).toBeVisible()
  await expect(leader.getByText(/^Regel 3:/)).toBeVisible()

  const member = await devices.open('Annemarie', { cookie: await team.cookieOf('Annemarie') })
  await open(member, `${world.url}/school/vrije-dagen`)
  await expect(member.getByText('Meivakantie').first()).toBeVisible()
  await expect(member.getByRole('button', { name: 'Toevoegen', exact: true })).toHaveCount(0)
})
