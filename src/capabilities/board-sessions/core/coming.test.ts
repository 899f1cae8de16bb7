import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, dayOf, weekdayOf } from '#kernel/days.ts'
import { momentAt } from '#kernel/moments.ts'
import { dayToLead, nextOf } from './coming.ts'

const HOUR = 3_600_000
const ZONE = 'Europe/Amsterdam'
const at = (day: string, minute = 915) => momentAt(day, minute, ZONE)
const lead = (coming: number[] | null, lastDay: string | null, today: string) => dayToLead(coming, lastDay, today, ZONE)

describe('the day that somebody leads next', () => {
  const AUTUMN = [at('2026-10-13'), at('2026-10-27'), at('2026-11-05')]

  test('is in the calendar: after the holiday, and where a session was moved to', () => {
    expect(lead(AUTUMN, '2026-10-06', '2026-10-12')).toBe('2026-10-13')
    // Today's was held: the holiday is passed over, and a Tuesday becomes a Thursday.
    expect(lead(AUTUMN, '2026-10-13', '2026-10-13')).toBe('2026-10-27')
    expect(lead(AUTUMN, '2026-10-13', '2026-10-20')).toBe('2026-10-27')
    expect(lead(AUTUMN, '2026-10-27', '2026-10-28')).toBe('2026-11-05')
  })

  test('is known before the first session, and not when the calendar has none', () => {
    expect(lead(AUTUMN, null, '2026-10-12')).toBe('2026-10-13')
    expect(lead([], '2026-10-13', '2026-10-14')).toBeNull()
    expect(lead(AUTUMN, '2026-11-05', '2026-11-06')).toBeNull()
  })

  test('is the weekday of the last session where there is no calendar', () => {
    expect(lead(null, '2026-03-10', '2026-03-12')).toBe('2026-03-17')
    expect(lead(null, '2026-03-10', '2026-03-10')).toBe('2026-03-17')
    expect(lead(null, '2026-03-10', '2026-03-17')).toBe('2026-03-17')
    expect(lead(null, null, '2026-03-17')).toBeNull()
  })

  const aDay = fc.nat(200).map((count) => addDays('2026-08-01', count))
  const coming = fc
    .array(fc.tuple(aDay, fc.nat(1439)), { maxLength: 6 })
    .map((some) => some.map(([day, minute]) => at(day, minute)).sort((a, b) => a - b))

  test('law: it is a day of the calendar, today or later, after the last session, and the first that is so', () => {
    fc.assert(
      fc.property(coming, fc.option(aDay), aDay, (list, lastDay, today) => {
        const serves = (day: string) => day >= today && (lastDay === null || day > lastDay)
        expect(lead(list, lastDay, today)).toBe(list.map((one) => dayOf(one, ZONE)).filter(serves)[0] ?? null)
      })
    )
  })

  test('law: without a calendar it is the same weekday, within a week, and never the day of the last session', () => {
    fc.assert(
      fc.property(aDay, fc.nat(40), (lastDay, later) => {
        const today = addDays(lastDay, later)
        const day = lead(null, lastDay, today)!
        expect(weekdayOf(day)).toBe(weekdayOf(lastDay))
        expect(day > lastDay && day >= today && day <= addDays(today, 7)).toBe(true)
      })
    )
  })

  test('law: a list of days ago says the same as one of now, as long as nothing was changed', () => {
    fc.assert(
      fc.property(coming, fc.nat(300 * 1440), (list, later) => {
        const now = at('2026-08-01', 0) + later * 60_000
        const asked = list.filter((one) => one + HOUR > now)
        expect(nextOf(list, now, null)).toBe(nextOf(asked, now, null))
      })
    )
  })

  test('law: a session that was held takes its own moment from the list, and no later one', () => {
    fc.assert(
      fc.property(coming, fc.nat(300 * 1440), fc.nat(2 * 1440), (list, later, ago) => {
        const now = at('2026-08-01', 0) + later * 60_000
        const startedAt = now - ago * 60_000
        const left = list.filter((one) => one > startedAt + HOUR)
        expect(nextOf(list, now, { startedAt })).toBe(nextOf(left, now, null))
      })
    )
  })
})

test('the next session stays the next one for an hour after it began', () => {
  const list = [at('2026-10-13'), at('2026-10-27')]
  expect(nextOf(list, at('2026-10-13') + HOUR - 1, null)).toBe(list[0])
  expect(nextOf(list, at('2026-10-13') + HOUR, null)).toBe(list[1])
  expect(nextOf(list, at('2026-11-13'), null)).toBeNull()
  expect(nextOf(null, at('2026-11-13'), null)).toBeNull()
})

test('and no longer once it was held, also when the unit began early or late', () => {
  const list = [at('2026-10-13'), at('2026-10-27')]
  const soonAfter = at('2026-10-13') + 20 * 60_000
  const held = (minutes: number) => ({ startedAt: at('2026-10-13') + minutes * 60_000 })
  expect(nextOf(list, soonAfter, held(-10))).toBe(list[1])
  expect(nextOf(list, soonAfter, held(4))).toBe(list[1])
  expect(nextOf(list, at('2026-10-13') - HOUR, held(-HOUR / 60_000))).toBe(list[1])
  // In the morning they met for something else; this afternoon's is still to come.
  expect(nextOf(list, soonAfter, held(-180))).toBe(list[0])
  expect(nextOf(list, soonAfter, { startedAt: at('2026-10-06') })).toBe(list[0])
})
