import type { Page } from '@playwright/test'
import { beginSecondStep, confirmSecondStep, secondStepOf } from '#platform/auth/second-step.ts'
import { makeAccount, openWorld, type World } from '../tools/world.ts'
import { PASSWORD } from './support/begin.ts'
import { open } from './support/hands.ts'
import { phoneCode, signInWith } from './support/second-step.ts'
import { COLLEAGUES, makeTeam, type Team } from './support/team.ts'
import { expect, PHONE, test } from './support/test.ts'

let world: World
let team: Team

test.beforeAll(async () => {
  world = await openWorld()
  team = await makeTeam(await world.app())
  await makeAccount(await world.app(), team.school, team.people[0]!, COLLEAGUES[0].email, PASSWORD)
})
test.afterAll(() => world?.close())

const signIn = (page: Page, email: string) => signInWith(page, world.url, email)

test('a second step, set up and used without script', async ({ devices }) => {
  test.slow()
  const page = await devices.open('Annemarie', { ...PHONE, javaScriptEnabled: false })
  await signIn(page, COLLEAGUES[0].email)
  await page.goto(`${world.url}/account/twee-stappen`)
  await page.getByRole('button', { name: 'Aanzetten' }).click()
  await expect(page.getByRole('img', { name: /QR-code/ })).toBeVisible()
  const key = (await page.getByText(/^([A-Z2-7]{4} ?){8}$/).textContent())!
  await page.getByLabel('Code van zes cijfers').fill('000000')
  await page.getByRole('button', { name: 'Code controleren' }).click()
  await expect(page.getByText('Deze code klopt niet')).toBeVisible()
  await page.getByLabel('Code van zes cijfers').fill(phoneCode(key))
  await page.getByRole('button', { name: 'Code controleren' }).click()
  await expect(page.getByRole('heading', { name: 'Bewaar deze herstelcodes nu' })).toBeVisible()
  const recovery = await page.getByText(/^[A-Z]{4}-[A-Z]{4}-[A-Z]{4}$/).allTextContents()
  expect(recovery).toHaveLength(10)
  await page.getByRole('link', { name: 'Ik heb ze bewaard' }).click()
  await expect(page.getByText('Je hebt nog 10 herstelcodes.')).toBeVisible()

  const other = await devices.open('Annemarie elsewhere', { javaScriptEnabled: false })
  await signIn(other, COLLEAGUES[0].email)
  await expect(other.getByRole('heading', { name: 'Nog één stap' })).toBeVisible()
  await other.goto(`${world.url}/vandaag`)
  await expect(other).toHaveURL(/\/inloggen/)
  await other.goto(`${world.url}/inloggen/code`)
  await other.getByLabel('Code', { exact: true }).fill(phoneCode(key, 1))
  await other.getByRole('button', { name: 'Inloggen' }).click()
  await expect(other.getByRole('heading', { name: 'Vandaag, Annemarie' })).toBeVisible()

  const third = await devices.open('Annemarie without phone')
  await signIn(third, COLLEAGUES[0].email)
  await third.getByLabel('Code', { exact: true }).fill(recovery[4]!)
  await third.getByRole('button', { name: 'Inloggen' }).click()
  await expect(third.getByRole('heading', { name: 'Vandaag, Annemarie' })).toBeVisible()
})

/** A colleague whose account has a second step already. */
async function withSecondStep(person: number): Promise<string> {
  const app = await world.app()
  const { email } = COLLEAGUES[person]!
  const account = await makeAccount(app, team.school, team.people[person]!, email, PASSWORD)
  await beginSecondStep(app.auth, account)
  const shown = await secondStepOf(app.auth, account)
  if (shown.state !== 'setting_up') throw new Error(shown.state)
  const browser = { network: '192.0.2.1', device: 'world' }
  const code = phoneCode(shown.secret)
  const confirmed = await confirmSecondStep(app.auth, { account, school: team.school, code, browser })
  if (!confirmed.ok) throw new Error(confirmed.failure.code)
  return email
}

test('a school that demands it of who manages people, and an administrator who takes it off', async ({ devices }) => {
  test.slow()
  const email = await withSecondStep(4)
  const leader = await devices.open('Marijke', { cookie: await team.leaderCookie() })
  await open(leader, `${world.url}/school/rechten`)
  await leader.getByLabel('Verplicht voor wie collega’s beheert').check()
  await leader.getByRole('button', { name: 'Keuze bewaren' }).click()
  await leader.waitForURL(/twee-stappen/)
  await expect(leader.getByText('Jouw school vraagt dit van wie collega’s beheert.')).toBeVisible()
  await leader.goto(`${world.url}/school/collegas`)
  await leader.waitForURL(/twee-stappen/)
  await leader.getByRole('button', { name: 'Aanzetten' }).click()
  const key = (await leader.getByText(/^([A-Z2-7]{4} ?){8}$/).textContent())!
  await leader.getByLabel('Code van zes cijfers').fill(phoneCode(key))
  await leader.getByRole('button', { name: 'Code controleren' }).click()
  await leader.getByRole('link', { name: 'Ik heb ze bewaard' }).click()

  // Karim lost his phone: his second step is taken off, and everybody can see that.
  await open(leader, `${world.url}/school/collegas/${team.people[4]}/rollen`)
  await leader.getByRole('button', { name: 'Tweede stap uitzetten' }).click()
  await expect(leader.getByText(/De tweede stap van Karim Benali staat uit/)).toBeVisible()
  const member = await devices.open('Karim')
  await signIn(member, email)
  await expect(member.getByRole('heading', { name: 'Vandaag, Karim' })).toBeVisible()
  await open(member, `${world.url}/school/veranderd`)
  await expect(member.getByText(/zette inloggen in twee stappen uit voor Karim Benali/)).toBeVisible()
  await expect(member.getByText(/maakte inloggen in twee stappen verplicht/)).toBeVisible()
})
