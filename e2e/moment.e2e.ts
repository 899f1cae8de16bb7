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
  // On a Tuesday after a quarter past three it counts from tomorrow.
  await expect(leader.getByText(/Dit (is|wordt) jullie vaste moment\./)).toBeVisible()
  await expect(leader.getByLabel('Vanaf welke dag?')).toBeVisible()

  const member = await devices.open('Annemarie', { ...PHONE, cookie: await team.cookieOf('Annemarie') })
  await open(member, boardUrl(world.url, team.unit))
  await expect(member.getByText(/Volgende sessie dinsdag \d+ \S+, 15:15\./)).toBeVisible()

  // Another one from a day to come: until then it stays as it is.
  const later = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10)
  await leader.getByLabel('Vanaf welke dag?').fill(later)
  await proposals.nth(1).getByRole('button', { name: 'Deze momenten kiezen' }).click()
  await expect(leader.getByText('Dit wordt jullie vaste moment.')).toBeVisible()
  const coming = leader.getByRole('list', { name: 'Jullie vaste moment, nu en straks' }).getByRole('listitem')
  await expect(coming.nth(0)).toContainText(/Elke week dinsdag 15:15, .*tot en met/)
  await expect(coming.nth(1)).toContainText('Om en om: dinsdag 15:15 en donderdag 15:15, vanaf')
  await member.reload()
  await expect(member.getByText(/Volgende sessie dinsdag \d+ \S+, 15:15\./)).toBeVisible()
})
