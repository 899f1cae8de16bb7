import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { setMembers } from '#people/server'
import { announceChange } from '#app/changes.server.ts'
import type { PersonName } from '#people'
import { makeAccount, makePeople, makeSchool, makeUnitOf, openWorld, signInCookie, type World } from '../tools/world.ts'
import { BOARD, expect, PHONE, test } from './support/test.ts'
import { makeTeam, type Team } from './support/team.ts'
import {
  beginAction,
  boardUrl,
  checkIn,
  enterAction,
  goOnTo,
  inSession,
  linesWith,
  open,
  pairBoard,
  park,
  startSession
} from './support/hands.ts'
import { holdCommands } from './support/hold.ts'
import { openLine } from './support/line.ts'

let world: World

test.beforeAll(async () => {
  world = await openWorld()
})
test.afterAll(() => world?.close())

const MARKUP = '<script>window.hit=1</script><img src=x onerror="window.hit=1">{{hit}}'
const EMOJI = '👩🏽‍🏫👨‍👩‍👧‍👦🏳️‍🌈'
const ARABIC = 'مرحبا بكم في المدرسة'
const ODD_NAMES: PersonName[] = [
  { givenName: '<b onclick="window.hit=1">Bo</b>', infix: '', familyName: '<script>window.hit=1</script>' },
  { givenName: 'مريم', infix: '', familyName: 'الهاشمي' },
  { givenName: 'Wilhelmina'.repeat(20), infix: '', familyName: 'Oosterhuizen'.repeat(16) },
  { givenName: EMOJI, infix: "van 't", familyName: 'Hof' }
]

/** A school of its own for each test, and one or two of its people with the board in their hands. */
async function makeRoom(name: string): Promise<{ team: Team; url: string }> {
  const team = await makeTeam(await world.app(), { school: name })
  return { team, url: boardUrl(world.url, team.unit) }
}

test('two start the session at once, and two close it at once', async ({ devices }) => {
  const { team, url } = await makeRoom('Tegelijk')
  const noor = await devices.open('Noor', { ...PHONE, cookie: await team.cookieOf('Noor') })
  const karim = await devices.open('Karim', { cookie: await team.cookieOf('Karim') })
  const both = [noor, karim]
  for (const page of both) await open(page, url)

  const starting = await Promise.all(both.map(holdCommands))
  for (const page of both) await startSession(page)
  await Promise.all(starting.map((held) => held.waiting(1)))
  await Promise.all(starting.map((held) => held.release()))
  // One of the two hears that it runs already; both are in it.
  const hears = (sentence: string) =>
    expect(async () => {
      const counts = await Promise.all(both.map((page) => page.getByText(sentence).count()))
      expect(counts.reduce((sum, count) => sum + count, 0)).toBe(1)
    }).toPass()
  await hears('Er loopt al een sessie op dit bord. Doe daar gewoon mee.')
  for (const page of both) await expect(inSession(page)).toBeVisible()

  await karim.getByRole('button', { name: /^Afsluiten/ }).click()
  for (const page of both) await expect(page.getByRole('button', { name: 'Sessie afsluiten' })).toBeVisible()
  const closing = await Promise.all(both.map(holdCommands))
  for (const page of both) await page.getByRole('button', { name: 'Sessie afsluiten' }).click()
  await Promise.all(closing.map((held) => held.waiting(1)))
  await Promise.all(closing.map((held) => held.release()))
  await hears('Er loopt nu geen sessie. Start er eerst een.')
  for (const page of both) await expect(page.getByRole('button', { name: 'Toch nog even verder' })).toBeVisible()

  await open(noor, url)
  await expect(noor.getByRole('heading', { name: 'Eerdere sessies' })).toBeVisible()
  await expect(noor.getByText(/nieuwe acties$/)).toHaveCount(1)
})

test('two edit one action: the later text stands, the earlier one can be put back', async ({ devices }) => {
  const { team, url } = await makeRoom('Samen schrijven')
  const noor = await devices.open('Noor', { ...PHONE, cookie: await team.cookieOf('Noor') })
  const karim = await devices.open('Karim', { cookie: await team.cookieOf('Karim') })
  for (const page of [noor, karim]) await open(page, url)
  await startSession(noor)
  await enterAction(noor, 'Noor en Karim: breuken oefenen')
  await karim.getByRole('button', { name: /^Nieuwe acties/ }).click()

  const edit = async (page: Page, text: string) => {
    await linesWith(page, 'breuken oefenen').getByRole('button', { name: 'Wijzigen' }).click()
    await page.getByRole('textbox', { name: 'Actie', exact: true }).fill(text)
    const held = await holdCommands(page)
    await page.getByRole('button', { name: 'Bewaren' }).click()
    await held.waiting(1)
    return held
  }
  const first = await edit(noor, 'breuken oefenen met pizza')
  const second = await edit(karim, 'breuken oefenen met stroken')
  await first.release()
  await expect(linesWith(karim, 'met stroken')).toHaveCount(1)
  await expect(linesWith(noor, 'met pizza')).toHaveCount(1)
  await second.release()
  for (const page of [noor, karim]) {
    await expect(linesWith(page, 'met stroken')).toHaveCount(1)
    await expect(linesWith(page, 'Eerdere tekst van Noor: ‘breuken oefenen met pizza’')).toHaveCount(1)
  }
  await linesWith(noor, 'met stroken').getByRole('button', { name: 'Eerdere tekst terugzetten' }).click()
  for (const page of [noor, karim]) await expect(linesWith(page, 'breuken oefenen met pizza')).toHaveCount(1)
})

test('who taps before the script runs has tapped', async ({ devices }) => {
  const team = await makeTeam(await world.app(), { school: 'De Vroege Vogel', size: 3 })
  const first = await devices.open('Annemarie', { ...PHONE, cookie: await team.cookieOf('Annemarie') })
  await open(first, boardUrl(world.url, team.unit))
  await startSession(first)

  const quick = await devices.open('Sanne', { ...PHONE, cookie: await team.cookieOf('Sanne') })
  let letGo = () => {}
  const held = new Promise<void>((resolve) => (letGo = resolve))
  await quick.route(/\/_app\/.*\.js$/, async (route) => {
    await held
    await route.continue()
  })
  await quick.goto(boardUrl(world.url, team.unit), { waitUntil: 'commit' })
  const put = quick.getByRole('button', { name: 'Zet op het bord' })
  await put.tap()
  await put.tap()
  letGo()
  await expect(quick.getByText('Je bent ingecheckt')).toBeVisible()
  // Stored, and not only shown here.
  await quick.reload()
  await expect(quick.getByText('Je bent ingecheckt')).toBeVisible()
})

test('a book pasted into an action gets a sentence and stays in the field', async ({ devices }) => {
  const { team, url } = await makeRoom('Lang verhaal')
  const noor = await devices.open('Noor', { ...PHONE, cookie: await team.cookieOf('Noor') })
  await open(noor, url)
  await startSession(noor)
  await inSession(noor).getByRole('button', { name: 'Actie', exact: true }).click()
  const book = 'lees voor! '.repeat(10_000).trim()
  const field = noor.getByRole('combobox', { name: 'Nieuwe actie' })
  await field.fill(book)
  await noor.getByRole('dialog').getByRole('button', { name: 'Zet op het bord' }).click()
  await expect(noor.getByText('Deze tekst is te lang voor het bord')).toBeVisible()
  await expect(field).toHaveValue(book)

  // The server says the same to whoever has other rules.
  const answer = await noor.request.post(`${world.url}/live/units/${team.unit}/commands`, {
    headers: { origin: world.url },
    data: { key: team.unit, base: 0, command: { type: 'park', id: team.unit, text: book } }
  })
  expect(answer.status()).toBe(413)
  expect(await answer.json()).toMatchObject({ error: { code: 'text_too_long' } })
})

test('markup, emoji, right-to-left and very long names are text in every field and on every screen', async ({
  devices
}) => {
  const app = await world.app()
  const { school } = await makeSchool(app, `${MARKUP} school`, { ...ODD_NAMES[0]!, email: 'vreemd@elders.example' })
  const people = await makePeople(app, school, ODD_NAMES)
  const unit = await makeUnitOf(app, school, `${MARKUP} ${'Bovenbouw'.repeat(12)}`, people)
  const account = await makeAccount(app, school, people[0]!, 'odd@elders.example')
  const phone = await devices.open('phone', { ...PHONE, cookie: await signInCookie(app, account, school) })
  const board = await devices.open('digiboard', BOARD)
  await pairBoard(board, phone, world.url, unit)
  await open(phone, boardUrl(world.url, unit))

  const intact = async () => {
    for (const page of [phone, board]) {
      expect(await page.evaluate(() => 'hit' in window)).toBe(false)
      const { width, room } = await page.evaluate(() => ({
        width: document.documentElement.scrollWidth,
        room: document.documentElement.clientWidth
      }))
      expect(width).toBeLessThanOrEqual(room)
    }
  }
  await startSession(phone)
  await checkIn(phone, { mood: 'top', need: `${MARKUP} ${EMOJI}`, offer: ARABIC })
  await expect(board.getByText(MARKUP).first()).toBeVisible()
  await park(phone, `${MARKUP} geparkeerd`)
  await intact()

  await goOnTo(phone, 'acties van vorige keer')
  await goOnTo(phone, 'successen')
  await phone.getByLabel('Een succes').fill(`${MARKUP} gelukt`)
  await phone.getByRole('button', { name: 'Zet op het bord' }).click()
  await expect(linesWith(board, `${MARKUP} gelukt`)).toHaveCount(1)
  await intact()

  await goOnTo(phone, 'doelen en resultaten')
  await phone.getByRole('button', { name: 'Doel toevoegen' }).click()
  await phone.getByLabel('Wat willen we bereiken?').fill(`${MARKUP} ${'zonderspatie'.repeat(30)}`)
  await phone.getByLabel(/^Hoe zien we dat/).fill(`${MARKUP} ${ARABIC}`)
  await phone.getByRole('button', { name: 'Zet op het bord' }).click()
  await expect(board.getByText('zonderspatie').first()).toBeVisible()
  await intact()

  await goOnTo(phone, 'nieuwe acties')
  await enterAction(phone, `${MARKUP} ${EMOJI} ${'w'.repeat(300)}`)
  await expect(linesWith(board, 'w'.repeat(300))).toHaveCount(1)
  await intact()
  await goOnTo(phone, 'hulpvragen')
  await goOnTo(phone, 'afsluiten')
  await intact()
  await phone.getByRole('button', { name: 'Sessie afsluiten' }).click()
  await expect(phone.getByText(`${MARKUP} gelukt`)).toBeVisible()
  await intact()
  await open(phone, `${world.url}/vandaag`)
  await intact()
})

test('the database dies while two people type: what they entered is there once, without a reload', async ({
  devices
}) => {
  const { team, url } = await makeRoom('Zonder database')
  const noor = await devices.open('Noor', { ...PHONE, cookie: await team.cookieOf('Noor') })
  const karim = await devices.open('Karim', { ...PHONE, cookie: await team.cookieOf('Karim') })
  for (const page of [noor, karim]) await open(page, url)
  await startSession(noor)
  await expect(inSession(karim)).toBeVisible()
  await karim.getByRole('button', { name: /^Nieuwe acties/ }).click()
  await enterAction(noor, 'Noor en Karim: voor de storing')
  await expect(linesWith(karim, 'voor de storing')).toBeVisible()

  devices.allowServerFailures()
  const pidFile = join(world.dataDir, 'postgres/postmaster.pid')
  process.kill(Number(readFileSync(pidFile, 'utf8').split('\n')[0]), 'SIGKILL')
  await Promise.all([
    enterAction(noor, 'Noor en Karim: tijdens de storing van Noor'),
    enterAction(karim, 'Noor en Karim: tijdens de storing van Karim')
  ])
  await enterAction(noor, 'Noor en Karim: nog een van Noor')
  for (const page of [noor, karim]) {
    for (const text of ['voor de storing', 'storing van Noor', 'storing van Karim', 'nog een van Noor'])
      await expect(linesWith(page, text)).toHaveCount(1, { timeout: 45_000 })
    await expect(page.getByText('niet verstuurd')).toHaveCount(0, { timeout: 45_000 })
  }
})

test('a phone without connection is closed and opened again: what was entered goes along once', async ({ devices }) => {
  const { team, url } = await makeRoom('Geen bereik')
  const line = await openLine(() => world.port)
  const away = boardUrl(line.url, team.unit)
  const noor = await devices.open('Noor', { ...PHONE, cookie: await team.cookieOf('Noor') })
  const karim = await devices.open('Karim', { cookie: await team.cookieOf('Karim') })
  await open(karim, url)
  await startSession(karim)
  await karim.getByRole('button', { name: /^Nieuwe acties/ }).click()
  await open(noor, away)
  await expect(inSession(noor)).toBeVisible()
  // What the first tap does not need comes right after the page: a phone that has looked around has it all.
  await (await beginAction(noor, '')).getByRole('button', { name: 'Sluiten' }).click()

  line.cut()
  await expect(noor.getByText(/Geen verbinding sinds/)).toBeVisible()
  await enterAction(noor, 'Noor en Karim: bedacht in de kelder')
  await expect(noor.getByText(/Eén ding staat nog alleen op dit toestel/)).toBeVisible()
  await expect(linesWith(noor, 'bedacht in de kelder').getByText('niet verstuurd')).toBeVisible()
  const phone = noor.context()
  await noor.close()

  line.mend()
  await expect(linesWith(karim, 'bedacht in de kelder')).toHaveCount(0)
  const again = await phone.newPage()
  await open(again, away)
  for (const page of [karim, again]) await expect(linesWith(page, 'bedacht in de kelder')).toHaveCount(1)
  await expect(again.getByText('niet verstuurd')).toHaveCount(0)
  await line.close()
})

test('signing out in another tab: nothing more is sent, and what was entered goes along after signing in', async ({
  devices
}) => {
  const { team, url } = await makeRoom('Uitgelogd')
  const noor = await devices.open('Noor', { ...PHONE, cookie: await team.cookieOf('Noor') })
  await open(noor, url)
  await startSession(noor)
  const other = await noor.context().newPage()
  await open(other, `${world.url}/vandaag`)
  await other.getByText('Jij', { exact: true }).click()
  await other.getByRole('button', { name: 'Uitloggen' }).click()
  await expect(other.getByRole('heading', { name: 'Fijn dat je er bent' })).toBeVisible()

  await enterAction(noor, 'ouders bellen')
  await expect(noor.getByText('Je bent uitgelogd.')).toBeVisible()
  await expect(noor.getByText(/Eén ding blijft op dit toestel staan/)).toBeVisible()
  const { name, value } = await team.cookieOf('Noor')
  await noor.context().addCookies([{ name, value, domain: '127.0.0.1', path: '/', httpOnly: true }])
  await noor.getByRole('link', { name: 'Opnieuw inloggen' }).click()
  await open(noor, url)
  await noor.getByRole('button', { name: '1 actie van mij' }).click()
  const mine = noor.getByRole('dialog', { name: '1 actie van mij' })
  await expect(mine.getByText('ouders bellen')).toBeVisible()
  await expect(mine.getByText('niet verstuurd')).toHaveCount(0)
})

test('whoever is taken out of the unit is told so and sees no more of its board', async ({ devices }) => {
  const { team, url } = await makeRoom('Verhuisd')
  const [noor, karim] = await Promise.all(
    ['Noor', 'Karim'].map(async (who) => devices.open(who, { ...PHONE, cookie: await team.cookieOf(who) }))
  )
  await open(noor!, url)
  await open(karim!, url)
  await startSession(karim!)
  await karim!.getByRole('button', { name: /^Nieuwe acties/ }).click()
  await enterAction(karim!, 'Karim: dit zag Noor nog')
  await expect(linesWith(noor!, 'dit zag Noor nog')).toHaveCount(1)

  const app = await world.app()
  const place = 5
  await app.database.transact(team.school, async (tx) => {
    await setMembers(tx, team.unit, team.people.toSpliced(place, 1), app.clock())
    await announceChange(tx, [team.unit])
  })
  await expect(noor!.getByText(/Je kunt dit bord niet meer volgen/)).toBeVisible()
  await enterAction(karim!, 'Karim: dit ziet Noor niet meer')
  await expect(linesWith(karim!, 'niet meer').getByText('niet verstuurd')).toHaveCount(0)
  await expect(linesWith(noor!, 'dit ziet Noor niet meer')).toHaveCount(0)
  const answer = await noor!.goto(url)
  expect(answer?.status()).toBe(404)
})
