import { openWorld, type World } from '../tools/world.ts'
import { answerAndClose, askSchool } from './support/campaign.ts'
import { open } from './support/hands.ts'
import { makeTeam } from './support/team.ts'
import { makeTrustOfThree } from './support/trust.ts'
import { expect, test } from './support/test.ts'

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
