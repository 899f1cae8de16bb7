import { openWorld, type World } from '../tools/world.ts'
import { expect, test } from './support/test.ts'
import { chooseList, claim, makeSchoolNamed, WILG } from './support/begin.ts'
import { open } from './support/hands.ts'

let world: World
test.beforeAll(async () => {
  world = await openWorld()
})
test.afterAll(() => world?.close())

const IRIS = { givenName: 'Iris', familyName: 'Vos', email: 'iris@obs-dewilg.example.nl' }

test('a school begins: the code, its name, its staff list, its units', async ({ devices }) => {
  const page = await devices.open('Iris')

  await test.step('only the code of the server opens it', async () => {
    await claim(page, world, IRIS, 'BBBB-CCCC')
    await expect(page.getByText('Deze code klopt niet.')).toBeVisible()
    await expect(page.getByLabel('Je e-mailadres')).toHaveValue(IRIS.email)
    await claim(page, world, IRIS)
    await makeSchoolNamed(page, 'De Wilg', IRIS)
    const late = await devices.open('a second visitor')
    await open(late, `${world.url}/begin`)
    await expect(late.getByRole('heading', { name: 'Fijn dat je er bent' })).toBeVisible()
  })

  const peopleInAll = async () => {
    const app = await world.app()
    const [school] = await app.database.signin(({ sql }) => sql<{ id: string }[]>`select id from schools`)
    return app.database.read(school!.id, async ({ sql }) => (await sql`select from people`).length)
  }

  await test.step('the preview shows everybody and stores nothing', async () => {
    await chooseList(page, world, WILG)
    await expect(page.getByRole('heading', { name: 'Alle 28 collega’s kunnen erin' })).toBeVisible()
    await expect(page.getByText('Er is nog niets opgeslagen.')).toBeVisible()
    await expect(page.getByText('Uit 01-de-wilg-personeel.csv.')).toBeVisible()
    for (const unit of ['Onderbouw', 'Middenbouw', 'Bovenbouw'])
      await expect(page.getByRole('complementary').getByText(unit).first()).toBeVisible()
    expect(await peopleInAll()).toBe(1)
  })

  await test.step('importing brings them in', async () => {
    await page.getByRole('button', { name: '28 collega’s importeren' }).click()
    await expect(page.getByRole('heading', { name: 'Er zijn 28 nieuwe collega’s binnen' })).toBeVisible()
    expect(await peopleInAll()).toBe(29)
  })

  await test.step('the same list again changes nothing', async () => {
    await chooseList(page, world, WILG)
    await expect(page.getByRole('heading', { name: 'Alle 28 collega’s staan er al zo in' })).toBeVisible()
    expect(await peopleInAll()).toBe(29)
  })

  await test.step('the units show who is in them', async () => {
    await open(page, `${world.url}/school/units`)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^3 units/)
    for (const [unit, name] of [
      ['Onderbouw', 'Wietske'],
      ['Middenbouw', 'Agnieszka'],
      ['Bovenbouw', 'Rajesh']
    ] as const)
      await expect(page.getByRole('listitem').filter({ hasText: unit })).toContainText(name)
    await open(page, `${world.url}/school/collegas`)
    await expect(page.getByRole('link', { name: 'Emine Yılmaz' })).toBeVisible()
    await open(page, `${world.url}/school`)
    await expect(page.getByRole('heading', { name: '29 collega’s in 3 units' })).toBeVisible()
  })
})
