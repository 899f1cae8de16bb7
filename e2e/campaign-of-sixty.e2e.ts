/** A whole team asked as an organiser does it: by the pages, counting every tap, until sixty mails have arrived. */
import type { Locator } from '@playwright/test'
import { openMailbox } from '#platform/mail/testing.ts'
import { makeAccount, makePeople, makeSchool, makeUnitOf, openWorld, signInCookie, type World } from '../tools/world.ts'
import { isRunning, open } from './support/hands.ts'
import { expect, PHONE, test } from './support/test.ts'

let world: World
let mailbox: Awaited<ReturnType<typeof openMailbox>>
test.beforeAll(async () => {
  mailbox = await openMailbox()
  const env = { SMTP_URL: mailbox.url, MAIL_FROM: 'Samenspel <samenspel@wilg.example>' }
  world = await openWorld({ env: { ...env, PUBLIC_URL: 'https://samenspel.wilg.example' } })
})
test.afterAll(async () => {
  await world?.close()
  await mailbox?.close()
})

const LETTER = /https:\/\/samenspel\.wilg\.example(\/vragenlijst\/brief\/[\w.-]+)/

test('sixty people are asked in five taps, and each gets a letter of their own', async ({ devices }) => {
  test.slow()
  const app = await world.app()
  const leading = { givenName: 'Marijke', infix: 'van den', familyName: 'Heuvel', email: 'marijke@wilg.example' }
  const { school, founder } = await makeSchool(app, 'De Grote Wilg', leading)
  const colleagues = Array.from({ length: 59 }, (_, at) => ({
    ...{ givenName: `Collega${at}`, infix: '', familyName: 'De Wilg' },
    email: `collega${at}@wilg.example`
  }))
  const people = await makePeople(app, school, colleagues)
  for (let unit = 0; unit < 4; unit++)
    await makeUnitOf(app, school, `Unit ${unit + 1}`, people.slice(unit * 15, unit * 15 + 15))
  const cookie = await signInCookie(app, await makeAccount(app, school, founder, leading.email), school)
  const leader = await devices.open('Marijke', { ...PHONE, cookie })

  let taps = 0
  const pages = new Set<string>()
  leader.on('framenavigated', (frame) =>
    pages.add(new URL(frame.url()).pathname.replace(/[0-9a-f-]{36}/, '[campaign]'))
  )
  const tap = async (what: Locator) => {
    taps++
    await what.click()
  }
  await open(leader, `${world.url}/vandaag`)
  pages.clear()
  await tap(leader.getByRole('link', { name: 'School', exact: true }))
  await tap(leader.getByRole('main').getByRole('link', { name: /Vragenlijsten/ }))
  await tap(leader.getByRole('link', { name: 'Vragenlijst uitzetten' }))
  await tap(leader.getByRole('checkbox', { name: /Vertrouwen in ons team/ }))
  await tap(leader.getByRole('button', { name: 'Vragenlijst uitzetten' }))
  await leader.waitForURL(/vragenlijsten\/[0-9a-f-]{36}/)
  await isRunning(leader)
  expect(taps).toBe(5)
  expect([...pages]).toEqual(['/school', '/school/vragenlijsten', '/school/vragenlijsten/nieuw', '/school/vragenlijsten/[campaign]']) // prettier-ignore
  await expect(leader.getByText('De vragenlijst staat uit bij 60 collega’s.')).toBeVisible()
  await expect(leader.getByText('Er gingen 60 mails uit.')).toBeVisible()

  const asked = mailbox.received.filter(({ mail }) => LETTER.test(mail.text ?? ''))
  const everybody = [leading, ...colleagues].map(({ email }) => email)
  expect(asked.map(({ to }) => to.join()).toSorted()).toEqual(everybody.toSorted())
  const letters = asked.map(({ mail }) => LETTER.exec(mail.text ?? '')![1]!)
  expect(new Set(letters).size).toBe(60)

  // One of them, on a phone on which nobody is signed in.
  const phone = await devices.open('somebody who was asked', PHONE)
  await open(phone, world.url + letters[40]!)
  await expect(phone.getByText('vraag 1 van 6')).toBeVisible()
})
