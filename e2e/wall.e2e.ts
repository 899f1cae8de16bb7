import { newId } from '#kernel/id.ts'
import { makeUnitOf, openWorld, type World } from '../tools/world.ts'
import { PHONE, expect, test } from './support/test.ts'
import { boardUrl, open, park, startSession } from './support/hands.ts'
import { makeTeam, type Team } from './support/team.ts'

let world: World
let team: Team
test.beforeAll(async () => {
  world = await openWorld()
  const app = await world.app()
  team = await makeTeam(app, { size: 4 })
})
test.afterAll(() => world?.close())

test('out of the session, answered, and back on the board', async ({ devices }) => {
  const member = await devices.open('Annemarie', { ...PHONE, cookie: await team.cookieOf('Annemarie') })
  const leader = await devices.open('Marijke', { cookie: await team.leaderCookie() })
  await open(member, boardUrl(world.url, team.unit))
  await startSession(member)
  for (const line of ['De gymzaal is dicht', 'Wie regelt vervanging op dinsdag?']) await park(member, line)

  await test.step('with a tap, and undone with a tap', async () => {
    await member.getByRole('navigation', { name: 'In deze sessie' }).getByRole('button', { name: 'Parkeren' }).click()
    const sheet = member.getByRole('dialog')
    const item = (text: string) => sheet.getByRole('listitem').filter({ hasText: text })
    await item('De gymzaal is dicht').getByText('Uit de sessie').click()
    await item('De gymzaal is dicht').getByRole('button', { name: 'Naar de nieuwsflits' }).click()
    await expect(item('De gymzaal is dicht')).toBeHidden()
    await item('Wie regelt vervanging').getByText('Uit de sessie').click()
    await item('Wie regelt vervanging').getByRole('button', { name: 'Vraag de schoolleider' }).click()
    await expect(item('Wie regelt vervanging')).toBeHidden()
    await sheet.getByRole('button', { name: 'Sluiten' }).click()
  })

  await test.step('the leader reads the one and answers the other', async () => {
    await open(leader, `${world.url}/nieuwsflits`)
    await expect(leader.getByRole('paragraph').filter({ hasText: 'De gymzaal is dicht' })).toBeVisible()
    await open(leader, `${world.url}/vandaag`)
    await expect(leader.getByText('Eén hulpvraag wacht op jouw antwoord')).toBeVisible()
    await open(leader, `${world.url}/hulpvragen`)
    await leader.getByLabel('Je antwoord, of waarom het niet kan').fill('Shirley neemt de klas over')
    await leader.getByRole('button', { name: 'Antwoord sturen' }).click()
    await expect(leader.getByText('Het antwoord staat op het bord van de unit.')).toBeVisible()
  })

  await test.step('and the answer stands on the board, without a reload', async () => {
    const app = await world.app()
    const command = { type: 'enter-phase' as const, phase: 'requests' as const }
    const sender = { person: team.people[0]!, device: null }
    await app.engine.submit(team.school, team.unit, sender, { key: newId(), base: 0, command })
    await expect(member.getByText('‘Shirley neemt de klas over’')).toBeVisible()
    await member.getByRole('button', { name: 'Bedanken' }).click()
    await expect(member.getByText('bedankt', { exact: true })).toBeVisible()
  })
})

test('the wall: another unit reacts, and it hangs under the goal', async ({ devices }) => {
  const app = await world.app()
  const goal = newId()
  await app.engine.submit(
    team.school,
    team.unit,
    { person: team.people[0]!, device: null },
    { key: newId(), base: 0, command: { type: 'add-goal', id: goal, text: 'Kinderen leggen hun rekenstap uit' } }
  )
  const leader = await devices.open('Marijke', { cookie: await team.leaderCookie() })
  await open(leader, `${world.url}/muur`)
  const thing = leader.getByRole('article').filter({ hasText: 'rekenstap' })
  await thing.getByText('Reageren').click()
  await thing.getByLabel('Een paar woorden').fill('Mag ik dinsdag meekijken?')
  await thing.getByRole('button', { name: 'Vragen om aan te sluiten' }).click()
  await expect(leader.getByText('De unit ziet het op het bord.')).toBeVisible()
  await expect(thing.getByText('‘Mag ik dinsdag meekijken?’')).toBeVisible()
})

test('a leader who comes by the address sees nothing; announced, the board without faces', async ({ devices }) => {
  const app = await world.app()
  const unit = await makeUnitOf(app, team.school, 'Middengroep', [team.people[2]!])
  const say = (command: Parameters<typeof app.engine.submit>[3]['command']) =>
    app.engine.submit(team.school, unit, { person: team.people[2]!, device: null }, { key: newId(), base: 0, command })
  const leader = await devices.open('Marijke', { cookie: await team.leaderCookie() })
  await open(leader, boardUrl(world.url, unit))
  await expect(leader.getByRole('heading', { level: 1 })).not.toContainText('Middengroep')
  await open(leader, `${world.url}/mededelingen`)
  await leader
    .getByRole('article')
    .filter({ hasText: 'Middengroep' })
    .getByRole('button', { name: /aankondigen/ })
    .click()
  await expect(leader.getByText('Aangekondigd.')).toBeVisible()
  await say({ type: 'check-in', id: newId(), person: team.people[2]!, mood: 'tired', need: 'rust in de klas' })
  await say({ type: 'start-session', session: newId() })
  await open(leader, boardUrl(world.url, unit))
  await expect(leader.getByRole('heading', { name: 'Je bent te gast bij Middengroep' })).toBeVisible()
  await leader.getByRole('button', { name: 'om te luisteren' }).click()
  await expect(leader.getByText('Heeft nodig: rust in de klas')).toBeVisible()
  expect(await leader.content()).not.toContain('tired')
  await say({ type: 'close-session' })
  await open(leader, boardUrl(world.url, unit))
  await expect(leader.getByRole('heading', { level: 1 })).not.toContainText('Middengroep')
})
