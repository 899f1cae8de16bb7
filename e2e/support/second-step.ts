import type { Page } from '@playwright/test'
import { TOTP } from 'otpauth'
import { PASSWORD } from './begin.ts'

/** The code that a phone with this key shows; the neighbour is accepted too, so that each is used once. */
export const phoneCode = (key: string, ahead = 0) =>
  new TOTP({ secret: key.replaceAll(' ', '') }).generate({ timestamp: Date.now() + ahead * 30_000 })

export async function signInWith(page: Page, url: string, email: string): Promise<void> {
  await page.goto(`${url}/inloggen`)
  await page.getByLabel('Je e-mailadres').fill(email)
  await page.getByLabel('Wachtwoord').fill(PASSWORD)
  await page.getByRole('button', { name: 'Inloggen met je wachtwoord' }).click()
}

/** From the page that says it is off to the recovery codes; `look` is called at each stop. Gives the key. */
export async function setUpSecondStep(page: Page, look: (name: string) => Promise<void>): Promise<string> {
  await page.getByRole('button', { name: 'Aanzetten' }).click()
  await page.getByRole('img', { name: /QR-code/ }).waitFor()
  await look('second-step-setting-up')
  const key = (await page.getByText(/^([A-Z2-7]{4} ?){8}$/).textContent())!
  await page.getByLabel('Code van zes cijfers').fill(phoneCode(key))
  await page.getByRole('button', { name: 'Code controleren' }).click()
  await page.getByRole('heading', { name: 'Bewaar deze herstelcodes nu' }).waitFor()
  await look('second-step-codes')
  return key
}
