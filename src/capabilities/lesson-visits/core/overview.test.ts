import fc from 'fast-check'
import { expect, test } from 'vitest'
import { countPerUnit, coverLacking, placeIn } from './overview.ts'

test('a count lies under, in or over the band, and more never brings it back under; no band says nothing', () => {
  const count = fc.nat(250)
  fc.assert(
    fc.property(count, count, count, (one, other, visits) => {
      const band = { least: Math.min(one, other), most: Math.max(one, other) }
      expect(placeIn(band.least, band)).toBe('in')
      expect(placeIn(band.most, band)).toBe('in')
      const order = ['under', 'in', 'over']
      const [now, then] = [placeIn(visits, band), placeIn(visits + 1, band)]
      expect(order.indexOf(then!)).toBeGreaterThanOrEqual(order.indexOf(now!))
      expect(placeIn(visits, null)).toBeNull()
    })
  )
})

test('visits are counted per unit, in it and beyond it', () => {
  const units = [
    { id: 'kl', members: ['a', 'b'] },
    { id: 'bb', members: ['c'] },
    { id: 'leeg', members: [] }
  ]
  const visits = [
    { visitor: 'a', host: 'b' },
    { visitor: 'a', host: 'c' },
    { visitor: 'c', host: 'zonder' },
    { visitor: 'zonder', host: 'a' }
  ]
  expect(countPerUnit(visits, units)).toEqual([
    { unit: 'kl', within: 1, across: 1 },
    { unit: 'bb', within: 0, across: 1 },
    { unit: 'leeg', within: 0, across: 0 }
  ])
})

test('a day lacks a cover where a wish waits for nothing else', () => {
  const way = (rules: string[], weekdays: number[]) => ({ ways: [{ rules, weekdays }] })
  expect(coverLacking([way(['cover'], [2, 4]), way(['cover'], [4]), way(['closed', 'cover'], [1])])).toEqual([
    { weekday: 4, wishes: 2 },
    { weekday: 2, wishes: 1 }
  ])
})
