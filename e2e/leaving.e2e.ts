import { newId } from '#kernel/id.ts'
import { openWorld, type World } from '../tools/world.ts'
import { boardUrl, open } from './support/hands.ts'
import { COLLEAGUES, makeTeam, type Team } from './support/team.ts'
import { expect, PHONE, test } from './support/test.ts'

let world: World
let team: Team

test.beforeAll(async () => {
  world = await openWorld()
  team = await makeTeam(await world.app())
})
test.afterAll(() => world?.close())

const ANNEMARIE = 'Annemarie van den Bosch-el Amrani'

test('a role is granted, seen by everybody, ended, and given back', async ({ devices }) => {
  const leader = await devices.open('Marijke', { cookie: await team.leaderCookie() })
  await open(leader, `${world.url}/school/collegas/${team.people[0]}`)
  await leader.getByRole('link', { name: `Rollen van ${ANNEMARIE} aanpassen` }).click()
  await leader.getByLabel('Rol', { exact: true }).selectOption('unitleider')
  await leader.getByRole('button', { name: 'Rol geven' }).click()
  await expect(leader.getByText('Deze rol hoort bij één unit. Kies de unit.')).toBeVisible()
  await leader.getByLabel('Voor welke unit?').selectOption('Middenbouw')
  await leader.getByRole('button', { name: 'Rol geven' }).click()
  await expect(leader.getByText(`${ANNEMARIE} is nu unitleider.`)).toBeVisible()

  const member = await devices.open('Karim', { ...PHONE, cookie: await team.cookieOf('Karim') })
  await open(member, `${world.url}/school/rechten`)
  await expect(member.getByRole('link', { name: ANNEMARIE })).toBeVisible()
  await open(member, `${world.url}/school/veranderd`)
  await expect(member.getByText(`maakte ${ANNEMARIE} unitleider (Middenbouw)`)).toBeVisible()
  await open(member, `${world.url}/school/collegas/${team.people[0]}/rollen`)
  await expect(member.getByRole('button', { name: 'Rol geven' })).toHaveCount(0)
  await expect(member.getByRole('button', { name: /^Beëindigen/ })).toHaveCount(0)

  await leader.getByRole('button', { name: 'Beëindigen: unitleider, Middenbouw' }).click()
  await expect(leader.getByText(`${ANNEMARIE} is geen unitleider meer.`)).toBeVisible()
  await leader.getByRole('button', { name: 'Teruggeven' }).click()
  await expect(leader.getByText(`${ANNEMARIE} is nu unitleider.`)).toBeVisible()

  await open(leader, `${world.url}/school/collegas/${team.leader}/rollen`)
  await leader.getByRole('button', { name: 'Beëindigen: beheerder, hele school' }).click()
  await expect(leader.getByText('Dit is de laatste beheerder van de school.')).toBeVisible()
})

test('who leaves: the unit hands the actions on, and the data are erased', async ({ devices }) => {
  const app = await world.app()
  const [noor, thijs] = [team.people[5]!, team.people[6]!]
  const sent = (command: object) => ({ key: newId(), base: 0, command: command as never })
  const action = { type: 'add-action', id: newId(), text: 'de leeshoek inrichten', owners: [noor] }
  const sender = { person: thijs, device: null }
  const named = { type: 'park', id: newId(), text: 'Noor weet waar de sleutel van de gymzaal ligt' }
  for (const command of [action, named])
    expect((await app.engine.submit(team.school, team.unit, sender, sent(command))).ok).toBe(true)
  // A board that stays open meanwhile.
  const watching = await devices.open('Emine', { cookie: await team.cookieOf('Emine') })
  await open(watching, boardUrl(world.url, team.unit))
  // It stands on the board more than once: in its place, and as a way to send it out.
  await expect(watching.getByText('Noor weet waar de sleutel').first()).toBeVisible()

  const leader = await devices.open('Marijke', { cookie: await team.leaderCookie() })
  await open(leader, `${world.url}/school/collegas/${noor}`)
  await leader.getByRole('button', { name: 'Uit de school halen' }).click()
  await leader.getByRole('link', { name: 'Open acties en gegevens wissen' }).click()
  await expect(leader.getByText('Middenbouw: 1 actie staat nog open')).toBeVisible()
  await expect(leader.getByText('de leeshoek inrichten')).toHaveCount(0)

  const member = await devices.open('Thijs', { ...PHONE, cookie: await team.cookieOf('Thijs') })
  await open(member, `${world.url}/vandaag`)
  await member.getByRole('link', { name: 'Geef door' }).click()
  await expect(member.getByText("Deze actie was van Noor van 't Hof")).toBeVisible()
  await member.getByLabel('Wie neemt ‘de leeshoek inrichten’ over?').selectOption('Emine Yılmaz')
  await member.getByRole('button', { name: 'Doorgeven: de leeshoek inrichten' }).click()
  await expect(member.getByText('Doorgegeven.')).toBeVisible()
  await expect(member.getByRole('heading', { name: 'Alles heeft een eigenaar' })).toBeVisible()

  await leader.getByRole('button', { name: 'Gegevens wissen' }).click()
  await expect(leader.getByText('Zet eerst het vinkje')).toBeVisible()
  await leader.getByLabel('Ik weet dat dit niet ongedaan gemaakt kan worden').check()
  await leader.getByRole('button', { name: 'Gegevens wissen' }).click()
  await expect(leader.getByText('De gegevens zijn gewist.')).toBeVisible()
  await expect(leader.getByText("Noor van 't Hof")).toHaveCount(0)
  await expect(watching.getByText('voormalig collega weet waar de sleutel').first()).toBeVisible()
  await expect(watching.getByText('Noor weet waar de sleutel')).toHaveCount(0)
  await open(member, `${world.url}/school/veranderd`)
  await expect(member.getByText('wiste de gegevens van een voormalig collega')).toBeVisible()
})

test('all about me, to read and to take along', async ({ devices }) => {
  const page = await devices.open('Karim', { ...PHONE, cookie: await team.cookieOf('Karim') })
  await open(page, `${world.url}/account`)
  await page.getByRole('link', { name: 'Alles over mij bekijken' }).click()
  await expect(page.getByRole('heading', { name: 'Alles wat hier over jou staat' })).toBeVisible()
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Als bestand (JSON)' }).click()
  ])
  expect(file.suggestedFilename()).toBe('samenspel-over-mij.json')
  const response = await page.request.get(`${world.url}/account/over-mij/gegevens.json`)
  expect(await response.json()).toMatchObject({ person: { email: COLLEAGUES[4].email }, account: { language: 'nl' } })
})

test('a newcomer takes the first steps, with a buddy who says yes', async ({ devices }) => {
  const app = await world.app()
  const zoe = team.people[9]!
  // The unit has been there for a year; Zoë came this week.
  await app.database.transact(team.school, async ({ sql }) => {
    await sql`update memberships set since = since - 400 where person_id <> ${zoe}`
  })
  const newcomer = await devices.open('Zoë', { ...PHONE, cookie: await team.cookieOf('Zoë') })
  await open(newcomer, `${world.url}/vandaag`)
  await expect(newcomer.getByRole('heading', { name: 'Welkom. Nog 5 stappen en je bent op weg' })).toBeVisible()
  await newcomer.getByRole('link', { name: 'Verder met je eerste stappen' }).click()
  await newcomer.getByRole('button', { name: 'Dit heb ik gelezen' }).click()
  await expect(newcomer.getByRole('button', { name: 'Dit heb ik gelezen' })).toHaveCount(0)
  await newcomer.getByRole('button', { name: 'Deze doelen ken ik nu' }).click()
  await expect(newcomer.getByRole('button', { name: 'Deze doelen ken ik nu' })).toHaveCount(0)
  await newcomer.getByLabel('Wie vraag je?').selectOption("Ruud in 't Veld")
  await newcomer.getByRole('button', { name: 'Vragen' }).click()
  await expect(newcomer.getByText("Je maatje wordt Ruud in 't Veld")).toBeVisible()

  const buddy = await devices.open('Ruud', { cookie: await team.cookieOf('Ruud') })
  await open(buddy, `${world.url}/vandaag`)
  await buddy.getByRole('button', { name: 'Ja, ik ben het maatje' }).click()
  await expect(buddy.getByRole('button', { name: 'Ja, ik ben het maatje' })).toHaveCount(0)
  await open(newcomer, `${world.url}/vandaag`)
  await expect(newcomer.getByRole('heading', { name: 'Welkom. Nog 2 stappen en je bent op weg' })).toBeVisible()
  await open(newcomer, `${world.url}/welkom`)
  await expect(newcomer.getByText('Je bent nog niet bij een les geweest.')).toBeVisible()
  await newcomer.getByRole('link', { name: 'Vraag een lesbezoek' }).click()
  await expect(newcomer.getByRole('radio').first()).toBeVisible()
  await open(newcomer, `${world.url}/welkom`)
  await newcomer.getByRole('button', { name: 'Overslaan' }).click()
  await expect(newcomer.getByRole('heading', { name: /^Vandaag/ })).toBeVisible()
  await expect(newcomer.getByRole('link', { name: 'Verder met je eerste stappen' })).toHaveCount(0)

  // A month on, the unit gets its one question.
  await app.database.transact(team.school, async ({ sql }) => {
    await sql`update memberships set since = since - 30 where person_id in (${zoe})`
  })
  await open(buddy, `${world.url}/vandaag`)
  await expect(buddy.getByRole('heading', { name: /Zoë Brouwer is hier een maand/ })).toBeVisible()
  await buddy.getByLabel('Jouw antwoord').fill('eerst samen koffie drinken')
  await buddy.getByRole('button', { name: 'Antwoord delen met de unit' }).click()
  await expect(buddy.getByText("Ruud in 't Veld: eerst samen koffie drinken")).toBeVisible()
})
