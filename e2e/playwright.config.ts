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
  timeout: 120_000,
  expect: { timeout: 15_000 },
  use: {
    launchOptions: CHROMIUM,
    locale: 'nl-NL',
    timezoneId: 'Europe/Amsterdam',
    actionTimeout: 15_000,
    navigationTimeout: 20_000,
    screenshot: 'only-on-failure'
  }
})
