import { openWorld, type World } from '../tools/world.ts'
import { answerAndClose, askSchool } from './support/campaign.ts'
import { open } from './support/hands.ts'
import { makeTeam } from './support/team.ts'
import { makeTrustOfThree } from './support/trust.ts'
import { expect, PHONE, test } from './support/test.ts'

let world: World
test.beforeAll(async () => void (world = await openWorld()))
test.afterAll(() => world?.close())

test('a school joins its trust, lets a questionnaire take part, and takes it back', async ({ devices }) => {
  test.slow()
  const app = await world.app()
  const code = await makeTrustOfThree(app, 'De Ring', ['collective-efficacy'])
  const team = await makeTeam(app, { school: 'De Dam', size: 9 })
  const campaign = await askSchool(app, team, 'Scan', ['collective-efficacy'])
  await answerAndClose(app, team, campaign, 8)
  const leader = await devices.open('Marijke', { cookie: await team.leaderCookie() })
  await open(leader, `${world.url}/school/vragenlijsten`)
  await leader.getByRole('link', { name: 'Vergelijken binnen het bestuur' }).click()
  await leader.getByLabel('Code').fill('BBBB-BBBB-BBBB')
  await leader.getByRole('button', { name: 'School erbij zetten' }).click()
  await expect(leader.getByText('Deze code kennen we niet')).toBeVisible()
  await expect(leader.getByLabel('Code')).toHaveValue('BBBB-BBBB-BBBB')
  await leader.getByLabel('Code').fill(code.toLowerCase())
  await leader.getByRole('button', { name: 'School erbij zetten' }).click()
  await expect(leader.getByRole('heading', { level: 1, name: 'De Ring: 4 scholen' })).toBeVisible()

  const results = `${world.url}/school/vragenlijsten/${campaign}`
  const teacher = await devices.open('Noor', { cookie: await team.cookieOf('Noor') })
  await open(teacher, results)
  await expect(teacher.getByText('De Ring')).toHaveCount(0)
  await open(leader, results)
  await leader.getByRole('button', { name: 'Doe mee in de vergelijking' }).click()
  const part = leader.locator('#bestuur')
  await expect(part.getByText('3 andere scholen samen')).toBeVisible()
  await part.getByText('Als tabel').click()
  // Nine, seven and seven colleagues of the other three (the first sentence did not apply to one of each); a leader who shares counts nowhere.
  await expect(part.getByRole('row').nth(3)).toContainText('23')
  const files = ['cijfers.csv', 'verslag.pdf', 'dias.pptx'].map((file) => `${results}/mee/${file}`)
  for (const file of files) expect((await leader.request.get(file)).status()).toBe(200)
  expect(await (await leader.request.get(files[0]!)).text()).toContain('trust;De Ring;1;')

  await open(teacher, results)
  await expect(teacher.locator('#bestuur').getByText('3 andere scholen samen')).toBeVisible()
  await expect(teacher.getByText('Neem deze vragenlijst terug')).toHaveCount(0)
  await part.getByText('Neem deze vragenlijst terug').click()
  await part.getByRole('button', { name: 'Ja, neem terug' }).click()
  await expect(leader.getByText('Deze vragenlijst doet niet meer mee')).toBeVisible()
  await expect(part.getByText('3 andere scholen samen')).toHaveCount(0)
})

test('a school of the trust puts another one out, and that one is told by whom', async ({ devices }) => {
  const app = await world.app()
  const host = await makeTeam(app, { school: 'De Eik', size: 3 })
  const other = await makeTeam(app, { school: 'De Linde', size: 3 })
  const page = `${world.url}/school/bestuur`
  const oak = await devices.open('De Eik', { cookie: await host.leaderCookie() })
  await open(oak, page)
  await oak.getByLabel('Naam van het bestuur').fill('De Bomen')
  await oak.getByRole('button', { name: 'Bestuur aanmaken' }).click()
  const told = await oak.getByText(/^De code is/).textContent()
  const lime = await devices.open('De Linde', { ...PHONE, cookie: await other.leaderCookie() })
  await open(lime, page)
  await lime.getByLabel('Code').fill(told!.replace('De code is ', ''))
  await lime.getByRole('button', { name: 'School erbij zetten' }).click()
  await expect(lime.getByText('De Linde (jullie school)')).toBeVisible()

  await open(oak, page)
  const line = oak.getByRole('listitem').filter({ hasText: 'De Linde' })
  await line.locator('summary').click()
  await expect(line.getByText('De Linde ziet dat jullie school dit deed, en wanneer.')).toBeVisible()
  await line.getByRole('button', { name: 'Ja, haal De Linde eruit' }).click()
  await expect(oak.getByText('De Linde zit niet meer in het bestuur.')).toBeVisible()
  await expect(oak.getByRole('listitem').filter({ hasText: 'De Linde' })).toHaveCount(0)
  await open(oak, `${world.url}/school/veranderd`)
  await expect(oak.getByText(/haalde De Linde uit het bestuur/)).toBeVisible()

  await open(lime, page)
  await expect(lime.getByText(/^De Eik haalde jullie school op .* uit De Bomen\./)).toBeVisible()
  await expect(lime.getByRole('button', { name: 'School erbij zetten' })).toBeVisible()
})
