import type { Page } from '@playwright/test'
import type { Id } from '#kernel/id.ts'
import { newId } from '#kernel/id.ts'
import type { Role } from '#people'
import { grantRole } from '#people/server'
import { openWorld, type World } from '../tools/world.ts'
import { chooseList } from './support/begin.ts'
import { boardUrl, enterAction, isRunning, linesWith, open, startSession } from './support/hands.ts'
import { makeTeam, type Team } from './support/team.ts'
import { expect, PHONE, test } from './support/test.ts'

let world: World
test.beforeAll(async () => {
  world = await openWorld()
})
test.afterAll(() => world?.close())

/** A school of its own for each test: what one imports is in nobody's way. */
const makeSchoolOf = async (school: string, size = 4): Promise<Team> => makeTeam(await world.app(), { school, size })

const HEADINGS = 'Roepnaam;Achternaam;E-mail;Unit;Groep;Werkdagen'
const csv = (lines: string[], headings = HEADINGS) => ({
  name: 'personeel.csv',
  mimeType: 'text/csv',
  buffer: Buffer.from([headings, ...lines].join('\n'))
})
/** A thing that takes its time on a busy machine. */
const LONG = { timeout: 60_000 }

async function look(page: Page, lines: string[], headings?: string): Promise<void> {
  await chooseList(page, world, csv(lines, headings))
  await expect(page.getByText('Er is nog niets opgeslagen.')).toBeVisible(LONG)
  await isRunning(page)
}

const store = async (page: Page) => {
  await page.getByRole('button', { name: /collega’?s? importeren$/ }).click()
  await page.waitForURL('**/importeren/*', LONG)
  await isRunning(page)
}

async function countPeople(team: Team): Promise<number> {
  const app = await world.app()
  const rows = await app.database.read(
    team.school,
    ({ sql }) => sql<{ count: number }[]>`select count(*)::int as count from people`
  )
  return rows[0]!.count
}

async function giveRole(team: Team, person: Id, role: Role, unit: Id | null = null): Promise<void> {
  const app = await world.app()
  await app.database.transact(team.school, (tx) => grantRole(tx, person, newId(), { role, unit }, '2020-08-01'))
}

test('a long list says how far it is and can be stopped, and then nothing of it is stored', async ({ devices }) => {
  test.slow()
  const team = await makeSchoolOf('De Lange Lijst')
  const page = await devices.open('Marijke', { cookie: await team.leaderCookie() })
  const many = Array.from(
    { length: 20_000 },
    (_, n) => `Voor${n};Achter${n};p${n}@lang.example;Team ${n % 9};;ma di wo`
  )
  await look(page, many)
  await page.getByRole('button', { name: '20.000 collega’s importeren' }).click()
  await expect(page.getByText('De collega’s worden opgeslagen')).toBeVisible(LONG)
  await expect(page.getByRole('progressbar', { name: 'De collega’s worden opgeslagen' })).toBeVisible()
  await expect(page.getByText(/^[\d.]+ van 20\.000$/)).toBeVisible(LONG)
  await page.getByRole('button', { name: 'Stoppen' }).click()
  await expect(page.getByText('Gestopt. Er is niets van opgeslagen; je kunt het zo opnieuw doen.')).toBeVisible(LONG)
  expect(await countPeople(team)).toBe(5)
  await expect(page.getByRole('button', { name: '20.000 collega’s importeren' })).toBeEnabled()
})

test('a second version of a list: same, changed, new, and who is missing only named; then all of it undone', async ({
  devices
}) => {
  const team = await makeSchoolOf('De Tweede Lijst')
  const page = await devices.open('Marijke', { cookie: await team.leaderCookie() })
  const first = [
    'Bo;Vos;bo@lijst.example;Onderbouw;3a;ma di',
    'Els;Rijn;els@lijst.example;Onderbouw;3a;do vr',
    'Sem;Kuiper;sem@lijst.example;Bovenbouw;8a;ma t/m vr',
    'Noor;Blom;noor@lijst.example;Bovenbouw;7a;'
  ]
  await look(page, first)
  await expect(page.getByText(/^(Bo Vos en Els Rijn|Els Rijn en Bo Vos) delen 3a en zijn er nooit samen/)).toBeVisible()
  await store(page)
  await expect(page.getByRole('heading', { name: 'Er zijn 4 nieuwe collega’s binnen' })).toBeVisible()
  await look(page, first)
  await expect(page.getByRole('heading', { name: 'Alle 4 collega’s staan er al zo in' })).toBeVisible()
  await expect(page.getByRole('button', { name: /importeren$/ })).toHaveCount(0)

  await look(page, [first[0]!, 'Els;Rijn;els@lijst.example;Bovenbouw;;', first[2]!, 'Lot;Dijk;lot@lijst.example;;;'])
  const outcomes = page.getByRole('list').filter({ hasText: 'hetzelfde' }).first()
  await expect(outcomes).toContainText('1 nieuw')
  await expect(outcomes).toContainText('1 gewijzigd')
  await expect(outcomes).toContainText('2 hetzelfde')
  const missing = page.getByRole('complementary')
  await expect(missing.getByText('Deze collega staat niet in de lijst:')).toBeVisible()
  await expect(missing.getByRole('link', { name: 'Noor Blom' })).toBeVisible()
  // who was added by hand is never proposed as leaving
  await expect(missing.getByText('Annemarie')).toHaveCount(0)
  await store(page)
  await open(page, `${world.url}/school/collegas`)
  const rowOf = (name: string) => page.getByRole('row').filter({ hasText: name })
  await expect(rowOf('Noor Blom')).toContainText('Bovenbouw')
  await expect(rowOf('Els Rijn')).toContainText('Bovenbouw')
  await expect(rowOf('Els Rijn')).toContainText('do vr')

  await open(page, `${world.url}/school/collegas/importeren`)
  await page.getByRole('link', { name: 'Bekijken of terugdraaien' }).click()
  await page.getByRole('button', { name: 'Import terugdraaien' }).click()
  await expect(page.getByRole('heading', { name: 'De import is teruggedraaid' })).toBeVisible()
  await open(page, `${world.url}/school/collegas`)
  await expect(rowOf('Lot Dijk')).toHaveCount(0)
  await expect(rowOf('Els Rijn')).toContainText('Onderbouw')
})

test('a list in which everybody seems new asks first whether they are the same people', async ({ devices }) => {
  const team = await makeSchoolOf('De Verhuisde Server')
  const page = await devices.open('Marijke', { cookie: await team.leaderCookie() })
  const people = ['Bo Vos', 'Els Rijn', 'Sem Kuiper', 'Noor Blom', 'Lot Dijk', 'Tim Smit']
  const line = (given: string, family: string, server: string) =>
    `${given};${family};${given[0]!.toLowerCase()}.${family.toLowerCase()}@${server};;;`
  const [given, family] = [(name: string) => name.split(' ')[0]!, (name: string) => name.split(' ')[1]!]
  await look(
    page,
    people.map((name) => line(given(name), family(name), 'oud.example'))
  )
  await store(page)

  await test.step('the same names with other addresses are the same people', async () => {
    await look(
      page,
      people.map((name) => line(given(name), family(name), 'nieuw.example'))
    )
    await expect(page.getByText(/Bij 6 collega’s verandert het e-mailadres\./)).toBeVisible()
    await expect(page.getByRole('alert')).toHaveCount(0)
  })

  await test.step('with initials nobody can be recognised', async () => {
    await look(
      page,
      people.map((name) => line(`${given(name)[0]}.`, family(name), 'nieuw.example'))
    )
    const warning = page.getByRole('alert')
    await expect(warning).toContainText('Bijna iedereen in deze lijst lijkt nieuw')
    await expect(warning).toContainText('Dan komen ze er dubbel in.')
    await expect(page.getByText('Deze 6 collega’s staan niet in de lijst:')).toBeVisible()
  })
  expect(await countPeople(team)).toBe(11)
})

test('working days that contradict each other get a sentence, and the other rows go in', async ({ devices }) => {
  const team = await makeSchoolOf('De Twee Roosters')
  const page = await devices.open('Marijke', { cookie: await team.leaderCookie() })
  const headings = 'Roepnaam;Achternaam;Werkdagen;Ma;Di;Wo;Do;Vr'
  await look(page, ['Karin;Vos;do vr;x;;;;', 'Bo;Rijn;ma di;x;x;;;'], headings)
  await expect(
    page.getByText(
      /De werkdagen spreken elkaar tegen: in de ene kolom staat ‘do vr’, in de kolommen per dag ‘ma’\. Haal één/
    )
  ).toBeVisible()
  await store(page)
  await expect(page.getByRole('heading', { name: 'Er is 1 nieuwe collega binnen' })).toBeVisible()
  await expect(page.getByText('1 regel is niet meegegaan.')).toBeVisible()
})

test('a unit of nobody, of one and of forty', async ({ devices }) => {
  const team = await makeSchoolOf('De Uitersten')
  const page = await devices.open('Marijke', { cookie: await team.leaderCookie() })
  const forty = Array.from({ length: 40 }, (_, n) => `Voor${n};Achter${n};;Alle Veertig;${n}a;ma di`)
  await look(page, [...forty, 'Eén;Alleen;;Solo;;ma'])
  await expect(page.getByText('Alle Veertig: 40 collega’s.')).toBeVisible()
  await store(page)
  const show = async (name: string) => {
    await open(page, `${world.url}/school/units`)
    await page.getByRole('link', { name: `${name} aanpassen` }).click()
    await page.waitForURL('**/school/units/*')
    await isRunning(page)
  }
  await show('Alle Veertig')
  await expect(page.getByRole('heading', { name: 'Alle Veertig heeft 40 collega’s' })).toBeVisible()
  await expect(page.getByText('Er zijn 40 leden. Boven de 8')).toBeVisible()
  await page.getByRole('link', { name: 'Vast moment zoeken' }).click()
  await expect(page.getByRole('heading', { name: 'Op maandag 15:15 kan iedereen erbij zijn' })).toBeVisible()
  await show('Solo')
  await expect(page.getByRole('heading', { name: 'Solo heeft 1 collega' })).toBeVisible()
  await expect(page.getByText('Er is 1 lid. Onder de 4')).toBeVisible()
  await page.getByRole('checkbox', { name: 'Eén Alleen' }).uncheck()
  await page.getByRole('button', { name: 'Leden bewaren' }).click()
  await expect(page.getByRole('heading', { name: 'Solo heeft nog niemand' })).toBeVisible()
  await page.getByRole('link', { name: 'Vast moment zoeken' }).click()
  await expect(page.getByRole('heading', { name: 'In deze unit zit nog niemand' })).toBeVisible()
})

test('the thresholds of the school count in the preview, in the units and for who reads what changed', async ({
  devices
}) => {
  const team = await makeSchoolOf('De Eigen Grens')
  const page = await devices.open('Marijke', { cookie: await team.leaderCookie() })
  await open(page, `${world.url}/school/units/grenzen`)
  const unit = page.getByRole('group', { name: 'unit die samen leerlingen deelt' })
  await unit.getByLabel('Klein is minder dan').fill('9')
  await page.getByRole('button', { name: 'Grenzen opslaan' }).click()
  await expect(page.getByText(/Deze grenzen kunnen niet samen/)).toBeVisible()
  await unit.getByLabel('Klein is minder dan').fill('2')
  await page.getByRole('button', { name: 'Grenzen opslaan' }).click()
  await expect(page.getByText('De grenzen zijn opgeslagen.')).toBeVisible()

  await look(page, ['Bo;Vos;;Duo;;ma', 'Els;Rijn;;Duo;;ma'])
  const duo = page.getByRole('complementary').getByRole('listitem').filter({ hasText: 'Duo: 2 collega’s.' })
  await expect(duo).not.toContainText('weinig anderen')
  await expect(page.getByText('De grenzen hebben jullie zelf gekozen.')).toBeVisible()
  const member = await devices.open('Sanne', { ...PHONE, cookie: await team.cookieOf('Sanne') })
  await open(member, `${world.url}/school/veranderd`)
  await expect(
    member.getByText(/Marijke van den Heuvel koos grenzen voor een unit .*: klein is minder dan 2, groot is meer dan 8/)
  ).toBeVisible()
})

test('two administrators with the same person open: the later one is told, and nothing is lost', async ({
  devices
}) => {
  const team = await makeSchoolOf('De Twee Beheerders')
  await giveRole(team, team.people[0]!, 'administrator')
  const [leader, second] = await Promise.all([
    devices.open('Marijke', { cookie: await team.leaderCookie() }),
    devices.open('Annemarie', { cookie: await team.cookieOf('Annemarie') })
  ])
  const url = `${world.url}/school/collegas/${team.people[3]}`
  await open(leader, url)
  await open(second, url)
  await leader.getByLabel(/^Functie/).fill('Intern begeleider')
  await leader.getByLabel(/^Groepen/).fill('5b')
  await leader.getByRole('button', { name: 'Bewaren' }).click()
  await expect(leader.getByText('Bewaard.')).toBeVisible()

  await second.getByLabel(/^Functie/).fill('Coach')
  await second.getByRole('button', { name: 'Bewaren' }).click()
  await expect(second.getByText(/Iemand anders veranderde dit ook, terwijl jij bezig was\./)).toBeVisible()
  await expect(
    second.getByText('Functie: jouw tekst staat er nu. Van de ander was: ‘Intern begeleider’.')
  ).toBeVisible()
  await expect(second.getByLabel(/^Groepen/)).toHaveValue('5b')
  await expect(second.getByLabel(/^Functie/)).toHaveValue('Coach')
  await second.getByRole('button', { name: 'Die van de ander terugzetten' }).click()
  await expect(second.getByLabel(/^Functie/)).toHaveValue('Intern begeleider')
  await open(leader, url)
  await expect(leader.getByLabel(/^Functie/)).toHaveValue('Intern begeleider')
})

test('somebody is taken out of the school during a session: told so, the others go on', async ({ devices }) => {
  const team = await makeSchoolOf('De Lege Stoel', 5)
  const leader = await devices.open('Marijke', { cookie: await team.leaderCookie() })
  const fatima = await devices.open('Fatima', { ...PHONE, cookie: await team.cookieOf('Fatima') })
  const karim = await devices.open('Karim', { ...PHONE, cookie: await team.cookieOf('Karim') })
  for (const page of [fatima, karim]) await open(page, boardUrl(world.url, team.unit))
  await startSession(karim)
  await karim.getByRole('button', { name: /^Nieuwe acties/ }).click()
  await enterAction(karim, 'Fatima: de leeshoek inrichten')
  await expect(linesWith(fatima, 'de leeshoek inrichten')).toHaveCount(1)

  await open(leader, `${world.url}/school/collegas/${team.people[3]}`)
  await leader.getByRole('button', { name: 'Uit de school halen' }).click()
  await expect(leader.getByRole('button', { name: 'Terughalen' })).toBeVisible()
  await expect(fatima.getByText(/Je bent uitgelogd|Je kunt dit bord niet meer volgen/)).toBeVisible()
  await enterAction(karim, 'Karim: Fatima bedanken')
  await expect(linesWith(karim, 'Fatima bedanken').getByText('niet verstuurd')).toHaveCount(0)
  await expect(linesWith(karim, 'de leeshoek inrichten')).toHaveCount(1)
  await expect(linesWith(fatima, 'Fatima bedanken')).toHaveCount(0)
})

test('the last administrator cannot be taken out of the school', async ({ devices }) => {
  const team = await makeSchoolOf('De Laatste Sleutel')
  await giveRole(team, team.people[0]!, 'school_leader')
  const other = await devices.open('Annemarie', { cookie: await team.cookieOf('Annemarie') })
  await open(other, `${world.url}/school/collegas/${team.leader}`)
  await other.getByRole('button', { name: 'Uit de school halen' }).click()
  await expect(other.getByText('Dit is de laatste beheerder van de school.')).toBeVisible()
  await open(other, `${world.url}/school/collegas/${team.people[0]}`)
  await expect(other.getByRole('button', { name: 'Uit de school halen' })).toHaveCount(0)
})

test('a unit lead puts a guest in the own unit and moves the last day; in another unit there is no way to', async ({
  devices
}) => {
  const team = await makeSchoolOf('De Eigen Unit')
  const app = await world.app()
  await giveRole(team, team.people[0]!, 'unit_lead', team.unit)
  const [guest] = await app.database.transact(
    team.school,
    ({ sql }) => sql<{ id: Id }[]>`
      insert into people (school_id, id, given_name, family_name, source)
      values (${team.school}, ${newId()}, 'Xander', 'Extern', 'hand') returning id`
  )
  const lead = await devices.open('Annemarie', { cookie: await team.cookieOf('Annemarie') })
  await open(lead, `${world.url}/school/collegas/${guest!.id}`)
  await expect(lead.getByRole('button', { name: 'Bewaren' })).toHaveCount(0)
  await lead.getByText('Erbij: op andere dagen, of te gast').click()
  await lead.getByLabel('Unit', { exact: true }).selectOption('Middenbouw')
  await lead.getByRole('checkbox', { name: /^Te gast, zoals/ }).check()
  await lead.getByRole('button', { name: 'In de unit zetten' }).click()
  await expect(lead.getByText('Een gast is er voor een tijd. Kies tot en met welke dag.')).toBeVisible()
  await lead.getByRole('checkbox', { name: /^Te gast, zoals/ }).check()
  await lead.getByLabel('Unit', { exact: true }).selectOption('Middenbouw')
  await lead.getByLabel('Laatste dag', { exact: true }).last().fill('2040-01-31')
  await lead.getByRole('button', { name: 'In de unit zetten' }).click()
  await expect(lead.getByText(/tot en met 31 januari 2040/)).toBeVisible()
  await expect(lead.getByText('te gast', { exact: true })).toBeVisible()
  await lead.getByText('Laatste dag of verhuizen', { exact: true }).click()
  await lead.getByLabel('Laatste dag', { exact: true }).first().fill('2040-02-29')
  await lead.getByRole('button', { name: 'Laatste dag opslaan' }).click()
  await expect(lead.getByText(/tot en met 29 februari 2040/)).toBeVisible()

  const member = await devices.open('Sanne', { cookie: await team.cookieOf('Sanne') })
  await open(member, `${world.url}/school/collegas/${guest!.id}`)
  await expect(member.getByText(/tot en met 29 februari 2040/)).toBeVisible()
  await expect(member.getByText('Laatste dag of verhuizen')).toHaveCount(0)
  await open(member, `${world.url}/school/veranderd`)
  await expect(member.getByText(/gaf Xander Extern een laatste dag in Middenbouw: .*29 februari 2040/)).toBeVisible()
})
