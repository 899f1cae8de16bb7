import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { addDays, dayOf } from './days.ts'
import { minuteOf, momentAt } from './moments.ts'

const AMSTERDAM = 'Europe/Amsterdam'

it.each([
  ['2026-03-17', 15 * 60 + 15, '2026-03-17T14:15:00Z'],
  ['2026-06-16', 15 * 60 + 15, '2026-06-16T13:15:00Z'],
  // The clock jumps from two to three, and in autumn goes back from three to two.
  ['2026-03-29', 2 * 60 + 30, '2026-03-29T01:30:00Z'],
  ['2026-03-29', 3 * 60, '2026-03-29T01:00:00Z'],
  ['2026-10-25', 2 * 60 + 30, '2026-10-25T00:30:00Z'],
  ['2026-10-25', 0, '2026-10-24T22:00:00Z']
])('%s, minute %i in Amsterdam is %s', (day, minute, utc) => {
  expect(new Date(momentAt(day, minute, AMSTERDAM)).toISOString()).toBe(utc.replace('Z', '.000Z'))
})

it('leads back to the day and the minute, on every day of the year', () => {
  const day = fc.integer({ min: 0, max: 3000 }).map((count) => addDays('2024-01-01', count))
  // Outside the hour in which a clock may jump.
  const minute = fc.integer({ min: 4 * 60, max: 23 * 60 + 59 })
  const zone = fc.constantFrom(AMSTERDAM, 'America/New_York', 'Pacific/Auckland', 'UTC')
  fc.assert(
    fc.property(day, minute, zone, (on, at, timeZone) => {
      const moment = momentAt(on, at, timeZone)
      expect([dayOf(moment, timeZone), minuteOf(moment, timeZone)]).toEqual([on, at])
    })
  )
})
