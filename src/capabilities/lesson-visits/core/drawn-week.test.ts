import fc from 'fast-check'
import { expect, test } from 'vitest'
import { busiestDays, drawWeek, widthsOf } from './drawn-week.ts'

const days = ['2026-11-23', '2026-11-24', '2026-11-25', '2026-11-26', '2026-11-27']
const day = fc.constantFrom(...days)
const quarter = fc.integer({ min: 32, max: 64 }).map((quarters) => quarters * 15)
const visits = fc
  .array(fc.record({ day, start: quarter, talkDay: day, talkStart: quarter }), { maxLength: 30 })
  .map((list) => list.map((visit, at) => ({ id: `v${at}`, ...visit })))
const tall = { visit: 35, talk: 20 }

test('every visit and every talk is drawn once, within the hours, and nothing over anything else', () => {
  fc.assert(
    fc.property(visits, (list) => {
      const { from, till, items } = drawWeek(list, days)
      expect(items).toHaveLength(2 * list.length)
      expect(new Set(items.map(({ visit, kind }) => `${visit} ${kind}`)).size).toBe(items.length)
      for (const item of items) {
        expect(item.start).toBeGreaterThanOrEqual(from)
        expect(item.start + tall[item.kind]).toBeLessThanOrEqual(till)
        expect(item.lane).toBeLessThan(item.lanes)
        for (const other of items) {
          if (other === item || other.column !== item.column) continue
          const touch = item.start < other.start + tall[other.kind] && other.start < item.start + tall[item.kind]
          if (touch) expect([other.lanes, other.lane === item.lane]).toEqual([item.lanes, false])
        }
      }
    })
  )
})

test('what is on its own has the whole width, and days of another week are not drawn', () => {
  const visit = { id: 'v', day: days[0]!, start: 540, talkDay: '2026-11-30', talkStart: 600 }
  expect(drawWeek([visit], days)).toEqual({
    from: 540,
    till: 780,
    items: [{ visit: 'v', kind: 'visit', column: 0, start: 540, lane: 0, lanes: 1 }]
  })
  expect(drawWeek([], days)).toMatchObject({ items: [] })
})

test('the days are as wide together as there is room, and a day is no narrower than one with less beside each other', () => {
  fc.assert(
    fc.property(visits, (list) => {
      const week = drawWeek(list, days)
      const widths = widthsOf(week, days.length, 1000)
      expect(widths.reduce((sum, width) => sum + width, 0)).toBeCloseTo(1000, 6)
      const lanes = days.map((_, at) => Math.max(0, ...week.items.filter((i) => i.column === at).map((i) => i.lanes)))
      for (const [at, mine] of lanes.entries())
        for (const [other, theirs] of lanes.entries())
          if (mine >= theirs) expect(widths[at]! - widths[other]!).toBeGreaterThanOrEqual(-1e-9)
    })
  )
  expect(widthsOf({ items: [] }, 5, 1000)).toEqual([200, 200, 200, 200, 200])
})

test('the busiest days are told', () => {
  expect(busiestDays([])).toEqual({ days: [], count: 0 })
  expect(busiestDays([{ day: days[1]! }, { day: days[0]! }, { day: days[1]! }])).toEqual({ days: [days[1]], count: 2 })
  expect(busiestDays([{ day: days[1]! }, { day: days[0]! }])).toEqual({ days: [days[0], days[1]], count: 1 })
})
