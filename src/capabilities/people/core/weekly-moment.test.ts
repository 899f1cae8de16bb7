import { expect, it } from 'vitest'
import { dayOf } from '#kernel/days.ts'
import { nextSession, type WeeklyMoment } from './weekly-moment.ts'

const ZONE = 'Europe/Amsterdam'
const next = (moment: WeeklyMoment, at: string) => {
  const now = Date.parse(at)
  const found = nextSession(moment, now, dayOf(now, ZONE), ZONE)
  return found && `${found.day} ${found.minute}`
}
const tuesday = { weekday: 2, minute: 915 }
const thursday = { weekday: 4, minute: 765 }

it.each([
  // The day before, the same morning, just begun, and over.
  ['2026-03-16T10:00:00Z', '2026-03-17 915'],
  ['2026-03-17T07:00:00Z', '2026-03-17 915'],
  ['2026-03-17T14:40:00Z', '2026-03-17 915'],
  ['2026-03-17T16:00:00Z', '2026-03-24 915'],
  ['2026-03-22T22:30:00Z', '2026-03-24 915']
])('every Tuesday: from %s it is %s', (at, expected) => {
  expect(next({ slots: [tuesday], since: '2026-03-02' }, at)).toBe(expected)
})

it.each([
  ['2026-03-16T10:00:00Z', '2026-03-17 915'],
  ['2026-03-18T10:00:00Z', '2026-03-26 765'],
  ['2026-03-27T10:00:00Z', '2026-03-31 915'],
  // Weeks before it began take turns as well.
  ['2026-03-09T10:00:00Z', '2026-03-12 765']
])('by turns: from %s it is %s', (at, expected) => {
  expect(next({ slots: [tuesday, thursday], since: '2026-03-18' }, at)).toBe(expected)
})

it('never, without a slot', () => expect(next({ slots: [], since: '2026-03-18' }, '2026-03-18T10:00:00Z')).toBeNull())
