/** A fault in the program that makes plans of lesson visits, as the people at its page meet it. */
import { rm, writeFile, mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { openWorld, type World } from '../tools/world.ts'
import { open } from './support/hands.ts'
import { makeTeam, type Team } from './support/team.ts'
import { expect, test } from './support/test.ts'
import { makeVisits } from './support/visits-school.ts'

let world: World
let team: Team
let folder: string
let fault: string
test.beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'samenspel-plan-'))
  fault = join(folder, 'wrong')
  const preload = pathToFileURL(join(import.meta.dirname, 'support/wrong-plans.ts')).href
  world = await openWorld({ env: { WRONG_PLANS: fault }, nodeFlags: ['--import', preload] })
  team = await makeTeam(await world.app(), { size: 8 })
  await makeVisits(world, team)
})
test.afterAll(async () => {
  await world?.close()
  await rm(folder, { recursive: true, force: true })
})

const SENTENCE =
  /^Het plan dat gemaakt werd klopte niet, dus niemand krijgt het te zien\. Wat er al stond, blijft staan\./

/** All that a plan leaves behind. */
async function stored() {
  const app = await world.app()
  return app.database.read(team.school, async ({ sql }) => ({
    plans: await sql`select id, objective, help from visit_plans order by id`,
    visits: await sql`select id, plan_id, day::text, start_minute, talk_minute, state from visits order by id`
  }))
}

test('a plan that breaks a rule is told in words and stored nowhere, and the next try works', async ({ devices }) => {
  test.slow()
  // A plan that breaks a rule is answered as a fault of the server, which it is.
  devices.allowServerFailures()
  const leader = await devices.open('Marijke', { cookie: await team.leaderCookie() })
  const noor = await devices.open('Noor', { cookie: await team.cookieOf('Noor') })
  const plan = async () => {
    await open(leader, `${world.url}/leren/plan`)
    await leader.getByRole('button', { name: /^(Plan maken|Opnieuw plannen)$/ }).click()
  }
  const told = leader.getByText(SENTENCE)

  await test.step('nobody sees it: not who asked, and not whom it would have sent somewhere', async () => {
    await writeFile(fault, '')
    await plan()
    await expect(told).toBeVisible()
    await expect(leader.getByRole('button', { name: 'Plan maken' })).toBeEnabled()
    expect(await stored()).toEqual({ plans: [], visits: [] })
    await open(leader, `${world.url}/leren/plan`)
    await expect(leader.getByRole('heading', { level: 1, name: 'Eén wens wacht op een plan' })).toBeVisible()
    await open(noor, `${world.url}/leren`)
    await expect(noor.getByRole('button', { name: /^Afspreken/ })).toHaveCount(0)
  })

  await test.step('without script it is the same sentence', async () => {
    const answer = await leader.request.post(`${world.url}/leren/plan?/plan`, {
      form: {},
      headers: { accept: 'text/html', origin: world.url }
    })
    expect(answer.status()).toBe(500)
    expect(await answer.text()).toContain('Het plan dat gemaakt werd klopte niet')
    expect(await stored()).toEqual({ plans: [], visits: [] })
  })

  await test.step('the next try works', async () => {
    await rm(fault)
    await plan()
    await expect(leader.getByRole('heading', { level: 1, name: 'Eén bezoek past' })).toBeVisible()
    await expect(told).toBeHidden()
    await open(noor, `${world.url}/leren`)
    await expect(noor.getByRole('button', { name: /^Afspreken/ })).toBeVisible()
  })

  await test.step('and what stood there stays when one goes wrong again', async () => {
    const before = await stored()
    expect(before.visits).toHaveLength(1)
    await writeFile(fault, '')
    await plan()
    await expect(told).toBeVisible()
    expect(await stored()).toEqual(before)
    await expect(leader.getByRole('heading', { level: 1, name: 'Eén bezoek past' })).toBeVisible()
  })

  await test.step('nor is it told that no help would bring more, where the plan for that was wrong', async () => {
    await rm(fault)
    const app = await world.app()
    await app.database.transact(team.school, ({ sql }) => sql`delete from visit_covers`)
    await plan()
    await expect(leader.getByRole('button', { name: 'Wat zou het meest helpen?' })).toBeVisible()
    const before = await stored()
    await writeFile(fault, '')
    await leader.getByRole('button', { name: 'Wat zou het meest helpen?' }).click()
    await expect(told).toBeVisible()
    expect(await stored()).toEqual(before)
    await rm(fault)
    await leader.getByRole('button', { name: 'Wat zou het meest helpen?' }).click()
    await expect(
      leader.getByRole('heading', { name: /^Eén extra vervanger op .* maakt 1 bezoek meer mogelijk$/ })
    ).toBeVisible()
  })
})
