/** The first quarter of an hour of a school, by the pages and in the words of whoever sets it up. */
import { join } from 'node:path'
import { expect, type Page } from '@playwright/test'
import type { World } from '../../tools/world.ts'
import { open } from './hands.ts'

export const WILG = join(import.meta.dirname, '../../src/capabilities/people/testing/rosters/01-de-wilg-personeel.csv')
export const PASSWORD = 'groene fiets in de regen'

export type Founder = { givenName: string; infix?: string; familyName: string; email: string }

export async function claim(page: Page, world: World, { email }: Founder, code = world.claimCode!): Promise<void> {
  await open(page, world.url)
  await page.getByLabel('Code van de server').fill(code)
  await page.getByLabel('Je e-mailadres').fill(email)
  await page.getByLabel('Kies een wachtwoord').fill(PASSWORD)
  await page.getByRole('button', { name: 'Beginnen' }).click()
}

export async function makeSchoolNamed(page: Page, name: string, founder: Founder): Promise<void> {
  await expect(page.getByRole('heading', { name: 'Hoe heet je school?' })).toBeVisible()
  await page.getByLabel('Naam van de school').fill(name)
  await page.getByLabel('Je voornaam').fill(founder.givenName)
  await page.getByLabel(/^Tussenvoegsel/).fill(founder.infix ?? '')
  await page.getByLabel('Je achternaam').fill(founder.familyName)
  await page.getByRole('button', { name: 'School maken' }).click()
  await expect(page.getByRole('heading', { name: 'Je staat er nog alleen in' })).toBeVisible()
}

/** Chooses a staff list and looks at what would happen. */
export async function chooseList(page: Page, world: World, file: Parameters<Page['setInputFiles']>[1]): Promise<void> {
  await open(page, `${world.url}/school/collegas/importeren`)
  await page.getByLabel('Kies de lijst').setInputFiles(file)
  await page.getByRole('button', { name: 'Lijst bekijken' }).click()
}

/** Makes a unit and ticks who is in it, by their full names. */
export async function makeUnitOf(page: Page, world: World, name: string, members: string[]): Promise<string> {
  await open(page, `${world.url}/school/units`)
  await page.getByLabel('Naam').fill(name)
  await page.getByRole('button', { name: 'Unit maken' }).click()
  await page.waitForURL('**/school/units/*')
  for (const member of members) await page.getByRole('checkbox', { name: member }).check()
  await page.getByRole('button', { name: 'Leden bewaren' }).click()
  await expect(page.getByText('De leden zijn bewaard.')).toBeVisible()
  return new URL(page.url()).pathname.split('/').at(-1)!
}
