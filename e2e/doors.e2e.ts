import type { Page } from '@playwright/test'
import { newId } from '#kernel/id.ts'
import { makeAccount } from '../tools/world.ts'
import { expect, PHONE, test } from './support/test.ts'
import { COLLEAGUES, makeTeam, SCHOOL, type Team } from './support/team.ts'
import { boardUrl, open } from './support/hands.ts'
import { invitationLink } from './support/command.ts'
import { openMailedWorld, type MailedWorld } from './support/mailed-world.ts'

let mailed: MailedWorld
let team: Team

test.beforeAll(async () => {
  mailed = await openMailedWorld()
  team = await makeTeam(await mailed.world.app())
})
test.afterAll(() => mailed?.close())

const emailOf = (givenName: string) => COLLEAGUES.find((colleague) => colleague.givenName === givenName)!.email

const accept = async (page: Page, link: string) => {
  await open(page, link)
  await page.getByRole('button', { name: 'Meedoen' }).click()
}

test('an invitation works once, for its own address, and not for ever', async ({ devices }) => {
  const link = await invitationLink(mailed.world, SCHOOL, emailOf('Fatima'))
  const fatima = await devices.open('Fatima', PHONE)

  await test.step('opening the link changes nothing, its button lets Fatima in', async () => {
    await open(fatima, link)
    await open(fatima, link)
    await expect(fatima.getByRole('heading', { name: `Doe mee met ${SCHOOL}` })).toBeVisible()
    await expect(fatima.getByText('Je bent uitgenodigd als Fatima El Amrani.')).toBeVisible()
    await accept(fatima, link)
    await expect(fatima.getByRole('heading', { name: 'Vandaag, Fatima' })).toBeVisible()
  })

  await test.step('used: a second person with the same link is told so', async () => {
    const finder = await devices.open('who found the link', PHONE)
    await open(finder, link)
    await expect(finder.getByText('Deze link is al gebruikt.')).toBeVisible()
    await expect(finder.getByRole('button', { name: 'Meedoen' })).toHaveCount(0)
  })

  await test.step('of somebody else: whoever is signed in must sign out first', async () => {
    await open(fatima, await invitationLink(mailed.world, SCHOOL, emailOf('Emine')))
    await expect(fatima.getByText('Deze uitnodiging is voor een ander e-mailadres')).toBeVisible()
  })

  await test.step('expired, replaced or made up', async () => {
    const priya = await devices.open('Priya', PHONE)
    const older = await invitationLink(mailed.world, SCHOOL, emailOf('Priya'))
    const newer = await invitationLink(mailed.world, SCHOOL, emailOf('Priya'))
    await open(priya, older)
    await expect(priya.getByText('Deze link werkt niet meer')).toBeVisible()
    const app = await mailed.world.app()
    await app.database.signin(
      ({ sql }) => sql`update links set expires_at = now() - interval '1 second' where email = ${emailOf('Priya')}`
    )
    await open(priya, newer)
    await expect(priya.getByText('Deze link werkt niet meer')).toBeVisible()
    await open(priya, `${mailed.world.url}/uitnodiging/${'x'.repeat(43)}`)
    await expect(priya.getByText('Deze link kennen we niet.')).toBeVisible()
  })
})

test('a link by mail lets somebody in once', async ({ devices }) => {
  const email = emailOf('Ruud')
  await makeAccount(await mailed.world.app(), team.school, team.people[11]!, email)
  const ruud = await devices.open('Ruud', PHONE)
  await open(ruud, `${mailed.world.url}/inloggen`)
  await ruud.getByLabel('Je e-mailadres').fill(email)
  await ruud.getByRole('button', { name: 'Mail me een link' }).click()
  await expect(ruud.getByText('Als dit adres bij ons bekend is')).toBeVisible()

  await expect.poll(() => mailed.mailbox.received.length).toBe(1)
  const [{ to, mail }] = mailed.mailbox.received as [(typeof mailed.mailbox.received)[number]]
  expect(to).toEqual([email])
  const link = /http:\/\/\S+\/inloggen\/link\/\S+/.exec(mail.text ?? '')![0]
  expect(link.startsWith(mailed.line.url)).toBe(true)
  await open(ruud, link)
  await ruud.getByRole('button', { name: 'Nu inloggen' }).click()
  await expect(ruud.getByRole('heading', { name: 'Vandaag, Ruud' })).toBeVisible()

  const other = await devices.open('another phone', PHONE)
  await open(other, link)
  await expect(other.getByText('Deze link is al gebruikt.')).toBeVisible()

  await test.step('an address that nobody knows gets the same answer and no mail', async () => {
    await open(other, `${mailed.world.url}/inloggen`)
    await other.getByLabel('Je e-mailadres').fill('niemand@regenboog.example')
    await other.getByRole('button', { name: 'Mail me een link' }).click()
    await expect(other.getByText('Als dit adres bij ons bekend is')).toBeVisible()
    expect(mailed.mailbox.received).toHaveLength(1)
  })
})

test('another school, and a colleague of another unit, find no board here', async ({ devices }) => {
  const app = await mailed.world.app()
  const elsewhere = await makeTeam(app, { school: 'De Overkant', size: 4 })
  const stranger = await devices.open('Sanne of another school', { cookie: await elsewhere.cookieOf('Sanne') })
  const leader = await devices.open('Marijke, who is in no unit', { cookie: await team.leaderCookie() })
  const nobody = await devices.open('nobody')
  const command = { key: newId(), base: 0, command: { type: 'park', id: newId(), text: 'binnen' } }

  for (const page of [stranger, leader]) {
    for (const path of ['', '/digibord', `/sessies/${newId()}`])
      expect((await page.goto(boardUrl(mailed.world.url, team.unit) + path))?.status(), path).toBe(404)
    const events = await page.request.get(`${mailed.world.url}/live/units/${team.unit}/events`)
    expect(events.status()).toBe(403)
    const sent = await page.request.post(`${mailed.world.url}/live/units/${team.unit}/commands`, {
      headers: { origin: mailed.world.url },
      data: command
    })
    expect(sent.status()).toBe(403)
    expect(await sent.json()).toMatchObject({ error: { code: 'not_allowed' } })
  }
  await open(nobody, boardUrl(mailed.world.url, team.unit))
  await expect(nobody.getByRole('heading', { name: 'Fijn dat je er bent' })).toBeVisible()
  expect((await nobody.request.get(`${mailed.world.url}/live/units/${team.unit}/events`)).status()).toBe(401)
  expect((await app.engine.open(team.school, team.unit)).parked).toEqual([])
})

test('whoever does not manage people gets nothing of their pages', async ({ devices }) => {
  const noor = await devices.open('Noor', { cookie: await team.cookieOf('Noor') })
  const app = await mailed.world.app()
  const count = () => app.database.read(team.school, async ({ sql }) => (await sql`select from people`).length)
  const before = await count()
  for (const path of ['/school/collegas/importeren', '/school/collegas/nieuw']) {
    const shown = await noor.goto(mailed.world.url + path)
    expect(shown?.status(), path).toBe(403)
    await expect(noor.getByText('Dit kun je hier niet doen.')).toBeVisible()
  }
  for (const path of ['/school/collegas/importeren?/choose', '/school/collegas/nieuw', '/school/units']) {
    const sent = await noor.request.post(mailed.world.url + path, {
      headers: { origin: mailed.world.url },
      multipart: { file: { name: 'lijst.csv', mimeType: 'text/csv', buffer: Buffer.from('Naam\nIndringer') } }
    })
    expect(sent.status(), path).toBeGreaterThanOrEqual(400)
  }
  expect(await count()).toBe(before)
})

test('a request that another site sends is not carried out', async ({ devices }) => {
  const noor = await devices.open('Noor', { cookie: await team.cookieOf('Noor') })
  const foreign = { origin: 'https://elders.example' }
  const command = { key: newId(), base: 0, command: { type: 'park', id: newId(), text: 'vals' } }
  const url = `${mailed.world.url}/live/units/${team.unit}/commands`
  for (const headers of [foreign, {}]) {
    const sent = await noor.request.post(url, { headers, data: command })
    expect(sent.status()).toBe(403)
    expect(await sent.json()).toMatchObject({ error: { code: 'foreign_origin' } })
  }
  const out = await noor.request.post(`${mailed.world.url}/uitloggen`, { headers: foreign, form: { a: 'b' } })
  expect(out.status()).toBe(403)
  await open(noor, `${mailed.world.url}/vandaag`)
  await expect(noor.getByRole('heading', { name: 'Vandaag, Noor' })).toBeVisible()
})

test('every page comes with its security headers and a policy without inline script', async ({ devices }) => {
  const noor = await devices.open('Noor', { cookie: await team.cookieOf('Noor') })
  for (const path of ['/vandaag', boardUrl('', team.unit), '/digibord', '/inloggen', '/bestaat-niet']) {
    const answer = await noor.goto(mailed.world.url + path)
    const headers = answer!.headers()
    expect(headers, path).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'same-origin',
      'cross-origin-opener-policy': 'same-origin'
    })
    const policy = headers['content-security-policy'] ?? ''
    expect(policy, path).toContain("default-src 'self'")
    expect(policy, path).toMatch(/script-src 'self' 'nonce-/)
    expect(policy, path).not.toContain('unsafe-inline')
    expect(headers['cache-control'], path).toMatch(/private|no-store/)
  }
  const cookies = await noor.context().cookies()
  for (const cookie of cookies.filter(({ name }) => name.startsWith('samenspel')))
    expect(cookie, cookie.name).toMatchObject({ httpOnly: true, sameSite: 'Lax' })
})

test('guessing a password ends in a sentence that says how long to wait', async ({ devices }) => {
  const thief = await devices.open('a thief', PHONE)
  await open(thief, `${mailed.world.url}/inloggen`)
  for (let guess = 1; guess <= 6; guess++) {
    await thief.getByLabel('Je e-mailadres').fill(emailOf('Shirley'))
    await thief.getByLabel('Wachtwoord').fill(`geraden ${guess}`)
    await thief.getByRole('button', { name: 'Inloggen met je wachtwoord' }).click()
    await expect(
      thief.getByText(guess <= 5 ? 'Inloggen is nog niet gelukt.' : 'Er is te vaak geprobeerd.')
    ).toBeVisible()
    await expect(thief.getByLabel('Je e-mailadres')).toHaveValue(emailOf('Shirley'))
  }
})
