import type { Page } from '@playwright/test'
import { openWorld, type World } from '../tools/world.ts'
import { BOARD, countLoads, expect, PHONE, test } from './support/test.ts'
import { chooseList, claim, makeSchoolNamed, makeUnitOf, WILG } from './support/begin.ts'
import { invitationLink } from './support/command.ts'
import {
  beginAction,
  boardUrl,
  checkIn,
  enterAction,
  goOnTo,
  inSession,
  isRunning,
  linesWith,
  open,
  pairBoard,
  park
} from './support/hands.ts'

let world: World
test.beforeAll(async () => {
  world = await openWorld()
})
test.afterAll(() => world?.close())

const SCHOOL = 'De Wilg'
const MARIJKE = {
  givenName: 'Marijke',
  infix: 'van den',
  familyName: 'Heuvel',
  email: 'm.vandenheuvel@obs-dewilg.example.nl'
}
const RED = ['Sanne de Wit', 'Fatima El Amrani', 'Kees van Dijk', 'Petra van Dijk', 'Marijke van den Heuvel']
const BLUE = ['Zoë Brouwer', 'Hendrik Postma', 'Olena Shevchenko', 'Rajesh Bijl de Vroe']

/** Which of the new actions a screen shows, from top to bottom. */
const agreedOn = async (page: Page): Promise<string[]> =>
  (await linesWith(page, 'afspraak').allTextContents()).map((line) => /afspraak (vooraf|[sf]\d)/.exec(line)![1]!)

test('the proof: a session of one unit on three devices, through a server that is killed', async ({ devices }) => {
  test.slow()
  const laptop = await devices.open('Marijke, laptop')
  const board = await devices.open('digiboard', BOARD)
  const sanne = await devices.open('Sanne, phone', PHONE)
  const fatima = await devices.open('Fatima, phone', PHONE)
  const three = [board, sanne, fatima]
  let unit = ''

  await test.step('a school with its staff list and two units made by hand', async () => {
    await claim(laptop, world, MARIJKE)
    await makeSchoolNamed(laptop, SCHOOL, MARIJKE)
    await chooseList(laptop, world, WILG)
    await laptop.getByRole('button', { name: '28 collega’s importeren' }).click()
    await expect(laptop.getByRole('heading', { name: 'Er zijn 27 nieuwe collega’s binnen' })).toBeVisible()
    unit = await makeUnitOf(laptop, world, 'Team Rood', RED)
    await makeUnitOf(laptop, world, 'Team Blauw', BLUE)
  })

  await test.step('beforehand: two actions on the board, and the board on the wall', async () => {
    await open(laptop, boardUrl(world.url, unit))
    await laptop.getByRole('button', { name: 'Actie toevoegen' }).click()
    for (const action of ['Sanne: leeshoek opruimen', 'Fatima en Kees: ouders vragen om oude kranten']) {
      await laptop.getByRole('combobox', { name: 'Nieuwe actie' }).fill(action)
      await laptop.getByRole('button', { name: 'Zet op het bord' }).last().click()
    }
    await expect(linesWith(laptop, 'oude kranten')).toHaveCount(1)
    await expect(linesWith(laptop, 'oude kranten').getByText('niet verstuurd')).toHaveCount(0)
    await pairBoard(board, laptop, world.url, unit)
    await board.getByRole('button', { name: 'Start de sessie' }).click()
    await board
      .getByRole('dialog')
      .getByRole('button', { name: /^Sanne\b/ })
      .click()
    await expect(board.getByText('0 van de 5').or(board.getByText('Nog niemand is ingecheckt')).first()).toBeVisible()
  })

  await test.step('from the link to the session in two clicks', async () => {
    for (const [page, email] of [
      [sanne, 's.dewit@obs-dewilg.example.nl'],
      [fatima, 'f.elamrani@obs-dewilg.example.nl']
    ] as const) {
      await open(page, await invitationLink(world, SCHOOL, email))
      await page.getByRole('button', { name: 'Meedoen' }).click()
      await page.getByRole('link', { name: 'Doe mee', exact: true }).click()
      await expect(inSession(page)).toBeVisible()
    }
  })
  const loads = three.map(countLoads)

  await test.step('checking in', async () => {
    await checkIn(sanne, { mood: 'goed', need: 'iemand die meekijkt bij breuken', offer: 'een set rekenspellen' })
    await checkIn(fatima, { mood: 'moe', need: '', offer: 'donderdagmiddag een uur' })
    await expect(board.getByText('2 van de 5 zijn ingecheckt')).toBeVisible()
    await fatima.getByRole('button', { name: 'Ik help Sanne' }).click()
    await expect(board.getByText('Fatima helpt')).toBeVisible()
    await expect(sanne.getByText('Fatima helpt')).toBeVisible()
  })

  await test.step('looking back on the actions of last time', async () => {
    await goOnTo(sanne, 'acties van vorige keer')
    await linesWith(sanne, 'leeshoek opruimen').getByRole('button', { name: 'Gelukt' }).click()
    await linesWith(fatima, 'oude kranten').getByRole('button', { name: 'Nog niet' }).click()
    await fatima.getByLabel(/^Wat zit er in de weg/).fill('de brief is nog niet weg')
    await fatima.getByLabel('Wie kan helpen?').selectOption({ label: 'Petra van Dijk' })
    await fatima.getByRole('button', { name: 'Erbij zetten' }).click()
    await expect(linesWith(sanne, 'oude kranten')).toContainText('In de weg: de brief is nog niet weg')
    await expect(board.getByText('2 acties').first()).toBeVisible()
  })

  await test.step('successes, and a goal with its first value', async () => {
    await goOnTo(board, 'successen')
    await fatima.getByLabel('Een succes').fill('de kring duurde tien minuten')
    await fatima.getByRole('button', { name: 'Zet op het bord' }).click()
    await expect(linesWith(board, 'de kring duurde tien minuten')).toHaveCount(1)
    await goOnTo(sanne, 'doelen en resultaten')
    await sanne.getByRole('button', { name: 'Doel toevoegen' }).click()
    await sanne.getByLabel('Wat willen we bereiken?').fill('Kinderen leggen hun rekenstap uit')
    await sanne.getByLabel(/^Hoe zien we dat/).fill('kinderen leggen een stap hardop uit')
    await sanne.getByLabel(/^Streefgetal/).fill('15')
    await sanne.getByLabel(/^Van hoeveel/).fill('18')
    await sanne.getByRole('button', { name: 'Zet op het bord' }).click()
    await fatima.getByRole('button', { name: /^Meting toevoegen/ }).click()
    await fatima.getByLabel(/^Hoeveel nu/).fill('9')
    await fatima.getByRole('button', { name: /^9 van de 18 bewaren/ }).click()
    await expect(sanne.getByText('9 van de 18').first()).toBeVisible()
    await expect(board.getByText('Kinderen leggen hun rekenstap uit').first()).toBeVisible()
  })

  await test.step('new actions, and the server is killed while two people type', async () => {
    await goOnTo(sanne, 'nieuwe acties')
    await enterAction(sanne, 'Sanne en Fatima: afspraak vooraf')
    await expect(linesWith(board, 'afspraak vooraf')).toHaveCount(1)
    await expect(linesWith(fatima, 'afspraak vooraf')).toHaveCount(1)

    const enterMany = async (page: Page, who: string, from: number, to: number) => {
      for (let number = from; number <= to; number++)
        await enterAction(page, `Sanne en Fatima: afspraak ${who}${number}`)
    }
    // In the middle of it, whatever has been stored by then and whatever is on its way.
    await Promise.all([
      enterMany(sanne, 's', 1, 3),
      enterMany(fatima, 'f', 1, 3),
      linesWith(board, 'afspraak')
        .nth(1)
        .waitFor()
        .then(() => world.kill())
    ])
    for (const page of [sanne, fatima]) await expect(page.getByText(/Geen verbinding sinds/)).toBeVisible()
    await Promise.all([enterMany(sanne, 's', 4, 5), enterMany(fatima, 'f', 4, 5)])
    await park(sanne, 'de luizenmoeder')
    await expect(linesWith(sanne, 'afspraak s5').getByText('niet verstuurd')).toBeVisible()

    const half = await beginAction(fatima, 'Sanne en Fatima: afspraak f')

    await world.restart()
    const expected = ['vooraf', ...['s', 'f'].flatMap((who) => [1, 2, 3, 4, 5].map((number) => who + number))]
    for (const page of three)
      for (const which of expected)
        await expect(linesWith(page, `afspraak ${which}`)).toHaveCount(1, { timeout: 30_000 })
    for (const page of three) await expect(page.getByText('niet verstuurd')).toHaveCount(0)

    const [onBoard, onSanne, onFatima] = await Promise.all(three.map(agreedOn))
    expect(onSanne).toEqual(onBoard)
    expect(onFatima).toEqual(onBoard)
    for (const who of ['s', 'f'])
      expect(onBoard!.filter((entry) => entry.startsWith(who))).toEqual([1, 2, 3, 4, 5].map((number) => who + number))
    await expect(board.getByText('de luizenmoeder')).toBeVisible()

    // What was half written when the server came back is still in the field.
    const field = half.getByRole('combobox', { name: 'Nieuwe actie' })
    await expect(field).toHaveValue('Sanne en Fatima: afspraak f')
    await field.pressSequentially('6')
    await half.getByRole('button', { name: 'Zet op het bord' }).click()
    for (const page of three) await expect(linesWith(page, 'afspraak f6')).toHaveCount(1)
    expect(loads.map((count) => count())).toEqual([0, 0, 0])
  })

  await test.step('what is still asked, and the end', async () => {
    await goOnTo(board, 'hulpvragen')
    await expect(linesWith(fatima, 'iemand die meekijkt bij breuken')).toHaveCount(1)
    await goOnTo(sanne, 'afsluiten')
    await board.getByRole('button', { name: 'Sessie sluiten' }).click()
    for (const page of [sanne, fatima])
      await expect(page.getByRole('heading', { name: '12 nieuwe acties, één afgerond' })).toBeVisible()
    await expect(board.getByRole('heading', { name: 'Dit is afgesproken' })).toBeVisible()
    expect(loads.map((count) => count())).toEqual([0, 0, 0])
  })

  await test.step('the session can be opened again as it ended', async () => {
    await open(fatima, boardUrl(world.url, unit))
    await linesWith(fatima, 'Sanne leidde, 12 nieuwe acties').getByRole('link').click()
    await fatima.waitForURL('**/sessies/*')
    await isRunning(fatima)
    await expect(fatima.getByRole('heading', { name: '12 nieuwe acties, één afgerond' })).toBeVisible()
    for (const text of ['afspraak s5', 'leeshoek opruimen', 'de kring duurde tien minuten', 'de luizenmoeder'])
      await expect(fatima.getByText(text).first()).toBeVisible()
  })
})
