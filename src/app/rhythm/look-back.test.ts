import fc from 'fast-check'
import { expect, it } from 'vitest'
import { addDays } from '#kernel/days.ts'
import { lookBackOn } from './look-back.ts'

const SUNDAY = '2026-09-13'
const never = () => false
const THURSDAYS = { mon: 'off', tue: 'off', wed: 'off', thu: 'full', fri: 'off' } as const

it('is on Monday for who is there every day, and on the first day at work for others', () => {
  expect(lookBackOn(SUNDAY, null, never)).toBe('2026-09-14')
  expect(lookBackOn(SUNDAY, THURSDAYS, never)).toBe('2026-09-17')
})

it('is after the holiday, and not at all when that is long', () => {
  expect(lookBackOn(SUNDAY, null, (day) => day < '2026-09-21')).toBe('2026-09-21')
  expect(lookBackOn(SUNDAY, null, (day) => day < '2026-10-26')).toBeNull()
})

it('is one day, and never in the weekend', () => {
  fc.assert(
    fc.property(fc.nat(400), fc.array(fc.nat(30)), (weeks, free) => {
      const sunday = addDays(SUNDAY, 7 * weeks)
      const day = lookBackOn(sunday, null, (one) => free.some((after) => addDays(sunday, after) === one))
      return day === null || (day > sunday && ![6, 7].includes(new Date(`${day}T12:00:00Z`).getUTCDay() || 7))
    })
  )
})
