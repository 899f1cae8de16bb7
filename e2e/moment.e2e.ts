import { openWorld, type World } from '../tools/world.ts'
import { boardUrl, open } from './support/hands.ts'
import { makeTeam, type Team } from './support/team.ts'
import { expect, PHONE, test } from './support/test.ts'

let world: World
let team: Team
test.beforeAll(async () => {
  world = await openWorld()
  const app = await world.app()
  team = await makeTeam(app, { size: 4 })
  const days = (on: string[]) =>
    Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri'].map((day) => [day, on.includes(day) ? 'full' : 'off']))
  const works = [
    ['mon', 'tue'],
    ['tue', 'thu'],
    ['thu', 'fri']
  ]
  await app.database.transact(team.school, async ({ sql }) => {
    for (const [at, on] of works.entries())
      await sql`
        update people set working_days = ${sql.json(days(on))}, groups = ${at < 2 ? ['5a'] : []}
        where id = ${team.people[at]!}`
  })
})
test.afterAll(() => world?.close())

test('the leader finds the weekly moment of a unit, and its board says when the next session is', async ({
  devices
}) => {
  const leader = await devices.open('Marijke', { cookie: await team.leaderCookie() })
  await open(leader, `${world.url}/school/units/${team.unit}`)
  await leader.getByRole('link', { name: 'Vast moment zoeken' }).click()
  await expect(leader.getByRole('heading', { level: 1, name: 'Op dinsdag 15:15 zijn er 2 van de 3' })).toBeVisible()
  await expect(leader.getByText('Van Fatima El Amrani weten we de werkdagen niet.')).toBeVisible()
  await expect(leader.getByRole('heading', { name: 'Deze twee zijn er nooit tegelijk' })).toBeVisible()
  await expect(leader.getByRole('listitem').filter({ hasText: /^Annemarie .* en Sanne Verhoeven$/ })).toBeVisible()

  const proposals = leader.getByRole('list', { name: 'Voorstellen' }).getByRole('listitem')
  await expect(proposals.nth(0)).toContainText('Sanne Verhoeven mist deze.')
  await expect(proposals.nth(0)).toContainText('Het duo dat een groep deelt, ziet elkaar hier wel.')
  await expect(proposals.nth(1)).toContainText('Om en om: dinsdag 15:15 en donderdag 15:15')
  await expect(proposals.nth(1)).toContainText('3 van de 3 zijn er minstens om de week')
  await proposals.nth(0).getByRole('button', { name: 'Dit moment kiezen' }).click()
  await expect(leader.getByText('Dit is jullie vaste moment.')).toBeVisible()

  const member = await devices.open('Annemarie', { ...PHONE, cookie: await team.cookieOf('Annemarie') })
  await open(member, boardUrl(world.url, team.unit))
  await expect(member.getByText(/Volgende sessie dinsdag \d+ \S+, 15:15\./)).toBeVisible()
})
