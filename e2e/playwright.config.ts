import { defineConfig } from '@playwright/test'
import { CHROMIUM } from './support/chromium.ts'

/** Whole days of a school in a real browser against a real server; `npm test -- e2e` runs them. */
export default defineConfig({
  testDir: '.',
  testMatch: '*.e2e.ts',
  outputDir: '../test-results',
  // A server and its database per file: two files at a time fill two cores.
  workers: 2,
  forbidOnly: Boolean(process.env['CI']),
  // A browser, a server and a database on a busy machine: one hiccup is not a fault of Samenspel. What needs the
  // second try is named above the last line of `npm test`.
  retries: process.env['CI'] ? 1 : 0,
  timeout: 180_000,
  expect: { timeout: 20_000 },
  use: {
    launchOptions: CHROMIUM,
    locale: 'nl-NL',
    timezoneId: 'Europe/Amsterdam',
    actionTimeout: 20_000,
    navigationTimeout: 30_000,
    screenshot: 'only-on-failure'
  }
})
