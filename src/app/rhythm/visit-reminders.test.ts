import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays } from '#kernel/days.ts'
import { momentAt } from '#kernel/moments.ts'
import { worksOn, type WorkingDays } from '#people'
import { isReminded, REMIND_AT, remindOn } from './visit-reminders.ts'

const ZONE = 'Europe/Amsterdam'
const part = fc.constantFrom('full', 'am', 'pm', 'off') as fc.Arbitrary<'full' | 'am' | 'pm' | 'off'>
const working = fc.option(fc.record({ mon: part, tue: part, wed: part, thu: part, fri: part }), { nil: null })
/** A day of the week of Monday 23 November 2026. */
const day = fc.integer({ min: 0, max: 4 }).map((at) => addDays('2026-11-23', at))
const noon = (on: string) => new Date(momentAt(on, 12 * 60, ZONE))

describe('the morning that reminds of a visit', () => {
  it.each([
    ['2026-11-26', null, '2026-11-25'],
    ['2026-11-23', null, '2026-11-20'],
    ['2026-11-27', { mon: 'full', tue: 'am', wed: 'off', thu: 'off', fri: 'full' }, '2026-11-24'],
    ['2026-11-25', { mon: 'off', tue: 'off', wed: 'full', thu: 'off', fri: 'off' }, '2026-11-25']
  ] as [string, WorkingDays | null, string][])('of %s for who works %j is %s', (visit, days, on) => {
    expect(remindOn(visit, days)).toBe(on)
  })

  it('is one on which one works, in the week before', () => {
    fc.assert(
      fc.property(day, working, (visit, days) => {
        const on = remindOn(visit, days)
        expect(on <= visit && on > addDays(visit, -7)).toBe(true)
        if (on !== visit) expect(worksOn(days, on)).toBe(true)
      })
    )
  })

  it('is there for every visit, whenever it was agreed on before its own morning, and once unless it is agreed anew', () => {
    const agreed = fc.integer({ min: 1, max: 14 }).map((before) => before)
    fc.assert(
      fc.property(day, working, agreed, (visit, days, before) => {
        const agreedOn = addDays(visit, -before)
        const mornings = Array.from({ length: before }, (_, at) => addDays(agreedOn, at + 1))
        const told = mornings.filter((today) => isReminded({ day: visit, agreedAt: noon(agreedOn) }, days, today, ZONE))
        expect(told).toHaveLength(1)
        expect(noon(agreedOn).getTime()).toBeLessThan(momentAt(told[0]!, REMIND_AT, ZONE))
      })
    )
  })
})
