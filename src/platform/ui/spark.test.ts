import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { linePath, placeLine } from './spark.ts'

const box = { width: 160, height: 48, margin: 8 }
const measurements = fc.uniqueArray(
  fc.record({ at: fc.integer({ min: 0, max: 400 }), value: fc.integer({ min: -50, max: 100 }) }),
  { selector: ({ at }) => at, maxLength: 12 }
)
const aim = fc.option(fc.integer({ min: -50, max: 100 }), { nil: null })

describe('the line of a goal', () => {
  it('stays in its box, aim and all', () =>
    fc.assert(
      fc.property(measurements, aim, (given, wanted) => {
        const line = placeLine(given, wanted, box)
        const heights = [...line.points.map(({ y }) => y), ...(line.aim === null ? [] : [line.aim])]
        for (const y of heights) {
          expect(y).toBeGreaterThanOrEqual(8)
          expect(y).toBeLessThanOrEqual(40)
        }
        for (const { x } of line.points) {
          expect(x).toBeGreaterThanOrEqual(8)
          expect(x).toBeLessThanOrEqual(152)
        }
      })
    ))

  it('goes to the right with time and up with the value', () =>
    fc.assert(
      fc.property(measurements, aim, (given, wanted) => {
        const sorted = [...given].sort((one, other) => one.at - other.at)
        const { points } = placeLine(given, wanted, box)
        for (let place = 1; place < points.length; place++) {
          expect(points[place]!.x).toBeGreaterThan(points[place - 1]!.x)
          const change = sorted[place]!.value - sorted[place - 1]!.value
          expect(Math.sign(points[place - 1]!.y - points[place]!.y)).toBe(Math.sign(change))
        }
      })
    ))

  it('keeps the pace of time: a fortnight is twice as wide as a week', () => {
    const { points } = placeLine(
      [
        { at: 0, value: 8 },
        { at: 7, value: 10 },
        { at: 21, value: 17 }
      ],
      30,
      box
    )
    expect(points.map(({ x }) => x)).toEqual([8, 56, 152])
    expect(points[0]!.y).toBe(40)
  })

  it('puts a single measurement at the right, where now is, and nothing where there is nothing', () => {
    expect(placeLine([{ at: 5, value: 3 }], null, box)).toEqual({ points: [{ x: 152, y: 24 }], aim: null })
    expect(placeLine([], 30, box)).toEqual({ points: [], aim: 24 })
  })

  it('writes path data in tenths', () =>
    expect(
      linePath([
        { x: 1.23, y: 4 },
        { x: 5, y: 6.78 }
      ])
    ).toBe('M1.2 4L5 6.8'))
})
