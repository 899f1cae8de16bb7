/** What people do with the screens, in their words: a test then reads as what happened in the room. */
import { expect, type Locator, type Page } from '@playwright/test'
import type { Id } from '#kernel/id.ts'

/** Opens a page and waits until its script runs: a person's first look takes longer than that. */
export async function open(page: Page, url: string): Promise<void> {
  await page.goto(url)
  await isRunning(page)
}

/** The framework adds an element that announces new pages when its script has taken over. Some pages have no script. */
export async function isRunning(page: Page): Promise<void> {
  if ((await page.locator('body script').count()) > 0)
    await page.locator('#svelte-announcer').waitFor({ state: 'attached' })
}

export const boardUrl = (url: string, unit: Id): string => `${url}/bord/${unit}`

const dialogOf = (page: Page, title: string | RegExp): Locator => page.getByRole('dialog', { name: title })
/** The bar under the thumb, which is there as long as a session is open. */
export const inSession = (page: Page): Locator => page.getByRole('navigation', { name: 'In deze sessie' })

/** The lines of the phase that is now (on the digiboard: of the whole board) that hold a text. */
export const linesWith = (page: Page, text: string): Locator =>
  page.getByRole('region').getByRole('listitem').filter({ hasText: text, visible: true })

export async function startSession(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Sessie starten' }).click()
  await expect(inSession(page)).toBeVisible()
}

/** With the quick entry in the bar under the thumb, in an open session. */
export async function enterAction(page: Page, line: string): Promise<void> {
  await inSession(page).getByRole('button', { name: 'Actie', exact: true }).click()
  const dialog = dialogOf(page, 'Nieuwe actie')
  await dialog.getByRole('combobox', { name: 'Nieuwe actie' }).fill(line)
  await dialog.getByRole('button', { name: 'Zet op het bord' }).click()
  await expect(dialog).toBeHidden()
}

/** Opens the quick entry and types, but does not enter it: half a thought. Gives the sheet it stands in. */
export async function beginAction(page: Page, line: string): Promise<Locator> {
  await inSession(page).getByRole('button', { name: 'Actie', exact: true }).click()
  const dialog = dialogOf(page, 'Nieuwe actie')
  await dialog.getByRole('combobox', { name: 'Nieuwe actie' }).pressSequentially(line)
  return dialog
}

export async function park(page: Page, line: string): Promise<void> {
  await inSession(page).getByRole('button', { name: 'Parkeren' }).click()
  const dialog = dialogOf(page, 'Parkeren voor later')
  await dialog.getByLabel('Voor later').fill(line)
  await dialog.getByRole('button', { name: 'Parkeren', exact: true }).click()
  await expect(dialog).toBeHidden()
}

export type CheckIn = { mood?: string; need?: string; offer?: string }

export async function checkIn(page: Page, { mood, need = '', offer = '' }: CheckIn): Promise<void> {
  if (mood) await page.getByRole('button', { name: mood, exact: true }).click()
  await page.getByLabel('Ik heb nodig').fill(need)
  await page.getByLabel('Ik kan bieden').fill(offer)
  await page.getByRole('button', { name: 'Zet op het bord' }).click()
  await expect(page.getByText('Je bent ingecheckt')).toBeVisible()
}

/** The button that takes the session to its next phase, on a phone or the digiboard. */
export async function goOnTo(page: Page, phase: string): Promise<void> {
  await page.getByRole('button', { name: `Naar ${phase}`, exact: true }).click()
}

/** Puts a unit's board on a digiboard: the code that it shows, typed over by a member. */
export async function pairBoard(board: Page, member: Page, url: string, unit: Id): Promise<void> {
  await open(board, `${url}/digibord`)
  const code = (await board.getByText(/^[A-Z]{3}-[A-Z]{3}$/).textContent())!
  await open(member, `${boardUrl(url, unit)}/digibord`)
  await member.getByLabel('Code op het digibord').fill(code.toLowerCase())
  await member.getByRole('button', { name: 'Digibord koppelen' }).click()
  await expect(board.getByRole('button', { name: 'Start de sessie' })).toBeVisible()
  await isRunning(board)
}
