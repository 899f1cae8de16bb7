import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chalkPath, drawStrokes, penPath, statesOf, type Counts, type Stroke } from './strokes.ts'

const few = fc.integer({ min: 0, max: 40 })
const counts: fc.Arbitrary<Counts> = fc.record({ past: few, now: fc.boolean(), off: few, over: few })
const total = ({ past = 0, now = false, off = 0, over = 0 }: Counts) => past + Number(now) + off + over
const points = ({ from, bend, to }: Stroke) => [from, bend, to]

describe('strokes', () => {
  it('draws as many strokes as there is to count, numbered from the left', () =>
    fc.assert(
      fc.property(counts, (given) => {
        const { strokes } = drawStrokes(given)
        expect(strokes.map(({ index }) => index)).toEqual(Array.from({ length: total(given) }, (_, index) => index))
      })
    ))

  it('keeps every stroke, thick as chalk, inside the drawing', () =>
    fc.assert(
      fc.property(counts, (given) => {
        const { width, height, strokes } = drawStrokes(given)
        for (const [x, y] of strokes.flatMap(points)) {
          expect(x).toBeGreaterThanOrEqual(2.25)
          expect(x).toBeLessThanOrEqual(width - 2.25)
          expect(y).toBeGreaterThanOrEqual(2.25)
          expect(y).toBeLessThanOrEqual(height - 2.25)
        }
      })
    ))

  it('orders what was, what is now and what is to come; overtime comes last with the running minute in it', () => {
    expect(statesOf({ past: 2, now: true, off: 1 })).toEqual({ budget: ['past', 'past', 'now', 'off'], overtime: [] })
    expect(statesOf({ past: 2, now: true, over: 1 })).toEqual({ budget: ['past', 'past'], overtime: ['over', 'now'] })
    expect(statesOf({ past: 1, off: 1, over: 2 })).toEqual({ budget: ['past', 'off'], overtime: ['over', 'over'] })
  })

  it('lays only the fifth of each bundle across, and counts overtime from one again', () => {
    const across = (given: Counts) =>
      drawStrokes(given).strokes.flatMap((stroke) => (stroke.across ? [stroke.index] : []))
    expect(across({ past: 14 })).toEqual([4, 9])
    expect(across({ past: 3, over: 5 })).toEqual([7])
  })

  it('goes over the four of its own bundle and no other', () => {
    const { strokes } = drawStrokes({ past: 11 })
    const upright = (index: number) => strokes[index]!.from[0]
    expect(strokes[4]!.from[0]).toBeLessThan(upright(0) - 2)
    expect(strokes[4]!.to[0]).toBeGreaterThan(upright(3) + 2)
    expect(strokes[4]!.to[0]).toBeLessThan(strokes[9]!.from[0] - 4.5)
    expect(strokes[9]!.to[0]).toBeLessThan(upright(10) - 4.5)
  })

  it('leaves air between neighbours', () => {
    const uprights = drawStrokes({ past: 40 }).strokes.filter(({ across }) => !across)
    for (const [place, stroke] of uprights.entries()) {
      const next = uprights[place + 1]
      if (next)
        expect(Math.min(...points(next).map(([x]) => x)) - Math.max(...points(stroke).map(([x]) => x))).toBeGreaterThan(
          5
        )
    }
  })

  it('leaves a gap before overtime that is wider than between strokes', () => {
    const { strokes } = drawStrokes({ past: 2, over: 1 })
    expect(strokes[2]!.from[0] - strokes[1]!.from[0]).toBeGreaterThan(14)
  })

  it('draws the same place with the same hand, whatever follows it', () => {
    const shape = (given: Counts) => drawStrokes(given).strokes.slice(0, 5).map(penPath)
    expect(shape({ past: 5 })).toEqual(shape({ past: 2, off: 20 }))
  })

  it('counts nothing for nothing, for broken and for negative numbers', () => {
    expect(drawStrokes({})).toEqual({ width: 0, height: 40, strokes: [] })
    expect(drawStrokes({ past: -3, off: Number.NaN }).strokes).toEqual([])
  })

  it('writes chalk that stays close to the stroke and small on the wire', () => {
    for (const stroke of drawStrokes({ past: 15 }).strokes) {
      const path = chalkPath(stroke)
      expect(path.length).toBeLessThan(900)
      expect(path).toMatch(/^(M-?[\d.]+ -?[\d.]+(l-?[\d.]+ -?[\d.]+)+z)+$/)
    }
  })
})
