import { createECDH, randomBytes } from 'node:crypto'
import type { Page } from '@playwright/test'
import { openWorld, type World } from '../tools/world.ts'
import { LAPTOP, PHONE, expect, test } from './support/test.ts'
import { open } from './support/hands.ts'
import { makeTeam, type Team } from './support/team.ts'

let world: World
let team: Team
test.beforeAll(async () => {
  world = await openWorld({ env: { MAIL_FROM: 'Samenspel <samenspel@wilg.example>' } })
  team = await makeTeam(await world.app(), { size: 10 })
})
test.afterAll(() => world?.close())

const HERE = { serviceWorkers: 'allow' as const, permissions: ['notifications'] }

async function openAccount(page: Page) {
  await open(page, `${world.url}/account`)
  return page.locator('section').filter({ has: page.getByRole('heading', { name: 'Melding op dit apparaat' }) })
}
const isOn = 'Meldingen op dit apparaat staan aan.'
const isOff = 'Meldingen op dit apparaat staan uit.'

/** The browser's own push service is out of reach where tests run: this one answers with an address as that would. */
async function withPushService(page: Page): Promise<void> {
  const curve = createECDH('prime256v1')
  curve.generateKeys()
  const parts = {
    endpoint: 'https://fcm.googleapis.com/fcm/send/een-toestel',
    p256dh: [...curve.getPublicKey()],
    auth: [...randomBytes(16)]
  }
  await page.addInitScript(({ endpoint, p256dh, auth }) => {
    const isKept = () => localStorage.getItem('test-push') !== null
    const subscription = {
      endpoint,
      options: { applicationServerKey: null },
      getKey: (name: string) => new Uint8Array(name === 'auth' ? auth : p256dh).buffer,
      unsubscribe: () => Promise.resolve((localStorage.removeItem('test-push'), true))
    }
    Object.assign(PushManager.prototype, {
      getSubscription: () => Promise.resolve(isKept() ? subscription : null),
      subscribe: () => Promise.resolve((localStorage.setItem('test-push', 'on'), subscription))
    })
  }, parts)
}

test('a browser without a push service says so, and mail stays on', async ({ devices }) => {
  const member = await devices.open('Annemarie', { ...PHONE, ...HERE, cookie: await team.cookieOf('Annemarie') })
  // As Chromium answers when its push service cannot be reached; whether it can differs from place to place.
  await member.addInitScript(() => {
    Object.assign(PushManager.prototype, {
      subscribe: () =>
        Promise.reject(new DOMException('Registration failed - push service not available', 'AbortError'))
    })
  })
  const section = await openAccount(member)
  await expect(section.getByText(isOff)).toBeVisible()
  await section.getByRole('button', { name: 'Meldingen aanzetten' }).click()
  await expect(section.getByText(/Dit apparaat is nu niet te bereiken: /)).toBeVisible()
  await expect(member.getByRole('group', { name: /Een herinnering/ }).getByLabel('Per mail')).toBeChecked()
})

test('a device is switched on, shows what comes, and is switched off', async ({ devices }) => {
  const member = await devices.open('Karim', { ...LAPTOP, ...HERE, cookie: await team.cookieOf('Karim') })
  await withPushService(member)
  const section = await openAccount(member)
  await section.getByRole('button', { name: 'Meldingen aanzetten' }).click()
  await expect(section.getByText(isOn)).toBeVisible()
  await member.reload()
  await expect(section.getByText(isOn)).toBeVisible()
  await expect(section.getByRole('button', { name: 'Meldingen uitzetten' })).toBeVisible()
  const reminder = member.getByRole('group', { name: /Een herinnering/ })
  await expect(reminder.getByLabel('Als melding op mijn apparaten')).toBeChecked()

  const chromium = await member.context().newCDPSession(member)
  const worker = new Promise<string>((resolve) => {
    chromium.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const [first] = registrations
      if (first) resolve(first.registrationId)
    })
  })
  await chromium.send('ServiceWorker.enable')
  await chromium.send('ServiceWorker.deliverPushMessage', {
    origin: world.url,
    registrationId: await worker,
    data: JSON.stringify({ title: 'Vandaag bordsessie om 15:15', url: '/bord', tag: 'a', language: 'nl' })
  })
  const shown = () =>
    member.evaluate(async () => {
      const registration = await navigator.serviceWorker.ready
      return (await registration.getNotifications()).map(({ title, tag }) => `${tag}: ${title}`)
    })
  await expect.poll(shown).toEqual(['a: Vandaag bordsessie om 15:15'])

  await section.getByRole('button', { name: 'Meldingen uitzetten' }).click()
  await expect(section.getByText(isOff)).toBeVisible()
  await member.reload()
  await expect(section.getByText(isOff)).toBeVisible()
})

test('who forbids notifications reads how to allow them', async ({ devices }) => {
  const member = await devices.open('Zoë', { ...PHONE, serviceWorkers: 'allow', cookie: await team.cookieOf('Zoë') })
  await member.addInitScript(() => {
    Object.defineProperty(Notification, 'permission', { get: () => 'denied' })
  })
  const section = await openAccount(member)
  await expect(section.getByText(/Je browser houdt meldingen van Samenspel tegen/)).toBeVisible()
  await expect(section.getByRole('button')).toHaveCount(0)
})
