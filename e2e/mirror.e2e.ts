import { openWorld, type World } from '../tools/world.ts'
import { isRunning, open } from './support/hands.ts'
import { makeTeam } from './support/team.ts'
import { expect, PHONE, test } from './support/test.ts'

let world: World
test.beforeAll(async () => void (world = await openWorld()))
test.afterAll(() => world?.close())

test('a unit asks itself from its mirror, and whoever leads the school sees nothing of it', async ({ devices }) => {
  const team = await makeTeam(await world.app(), { school: 'Spiegelend', size: 6 })
  const member = await devices.open('Noor', { ...PHONE, cookie: await team.cookieOf('Noor') })
  const mirror = `${world.url}/bord/${team.unit}/spiegel`
  await open(member, mirror)
  await expect(member.getByText('Alleen voor wie in deze unit zit.')).toBeVisible()
  await expect(member.getByText('Wij bereiden samen lessen voor.')).toHaveCount(0)
  await member.getByLabel('Tot en met').fill('2020-01-01')
  await member.getByRole('button', { name: 'Vragen uitzetten in de unit' }).click()
  await expect(member.getByLabel('Tot en met')).toHaveValue('2020-01-01')
  await member.getByLabel('Tot en met').fill(new Date(Date.now() + 9 * 86_400_000).toISOString().slice(0, 10))
  await member.getByRole('button', { name: 'Vragen uitzetten in de unit' }).click()
  await member.waitForURL(/vragenlijsten\/[0-9a-f-]{36}/)
  await isRunning(member)
  await expect(member.getByText('De vragenlijst staat uit bij 6 collega’s.')).toBeVisible()
  const address = member.url().split('?')[0]!

  const leader = await devices.open('Marijke', { cookie: await team.leaderCookie() })
  for (const path of [mirror, address]) expect((await leader.request.get(path)).status()).toBe(404)
  await open(leader, `${world.url}/school/vragenlijsten`)
  await expect(leader.getByRole('heading', { name: 'Er is nog geen vragenlijst' })).toBeVisible()
})

test('a leader asks the team about leading, answers first, and nobody else sees the page', async ({ devices }) => {
  const team = await makeTeam(await world.app(), { school: 'Leidend', size: 6 })
  const leader = await devices.open('Marijke', { ...PHONE, cookie: await team.leaderCookie() })
  const mirror = `${world.url}/school/spiegel`
  await open(leader, mirror)
  await expect(leader.getByRole('heading', { name: 'Hoe jij leidt, en hoe anderen dat zien' })).toBeVisible()
  await expect(leader.getByText('Een paar weken zeggen nog niets.')).toBeVisible()
  await leader.getByLabel('Tot en met').fill('2020-01-01')
  await leader.getByRole('button', { name: 'Vragen uitzetten in het team' }).click()
  await expect(leader.getByLabel('Tot en met')).toHaveValue('2020-01-01')
  await leader.getByLabel('Tot en met').fill(new Date(Date.now() + 9 * 86_400_000).toISOString().slice(0, 10))
  await leader.getByRole('button', { name: 'Vragen uitzetten in het team' }).click()
  await leader.waitForURL(/vragenlijsten\/[0-9a-f-]{36}/)
  await open(leader, mirror)
  await expect(leader.getByText('Antwoord eerst zelf: na het sluiten kan dat niet meer.')).toBeVisible()
  await leader.getByRole('link', { name: 'Invullen' }).click()
  await expect(leader.getByRole('heading', { level: 1 })).toBeVisible()

  const member = await devices.open('Noor', { cookie: await team.cookieOf('Noor') })
  expect((await member.request.get(mirror)).status()).toBe(403)
  await open(member, `${world.url}/vandaag`)
  await expect(member.getByRole('main').getByRole('link', { name: 'Invullen' })).toHaveCount(1)
})
