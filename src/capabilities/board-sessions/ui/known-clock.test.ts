import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { keepOffset, knownOffset } from './known-clock.ts'

const places = new Map<string, string>()
beforeEach(() => {
  places.clear()
  vi.stubGlobal('localStorage', {
    getItem: (name: string) => places.get(name) ?? null,
    setItem: (name: string, value: string) => void places.set(name, value)
  })
})
afterEach(() => vi.unstubAllGlobals())

const NOON = Date.parse('2026-03-10T12:00:00Z')
const HOUR = 3_600_000

test('a page that was kept for a day does not put the clock back a day', () => {
  // This device is an hour fast.
  expect(keepOffset(NOON, NOON + HOUR)).toBe(-HOUR)
  const later = NOON + 24 * HOUR
  const offsetOfKeptPage = NOON - 5000 - (later + HOUR)
  expect(knownOffset(offsetOfKeptPage, later + HOUR)).toBe(-HOUR)
})

test('a fresh page is believed, also after the clock of the device was set right', () => {
  keepOffset(NOON, NOON + HOUR)
  expect(knownOffset(0, NOON + 10_000)).toBe(0)
})

test('without storage the page is believed', () => {
  vi.stubGlobal('localStorage', undefined)
  expect(keepOffset(NOON, NOON - 10)).toBe(10)
  expect(knownOffset(42, NOON)).toBe(42)
})
