import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays } from '#kernel/days.ts'
import { clashesOf, overlap, type TimedSession } from './clashes.ts'

const at = (unit: string, minute: number, lasts = 15, day = '2026-10-13'): TimedSession => ({
  unit,
  day,
  minute,
  lasts
})
const briefly = (sessions: TimedSession[]) => clashesOf(sessions).map((pair) => pair.map(({ unit }) => unit).join('+'))

describe('sessions of two units', () => {
  test('clash when they share a minute, and not when one begins as the other ends', () => {
    expect(briefly([at('Rood', 915), at('Blauw', 929)])).toEqual(['Rood+Blauw'])
    expect(briefly([at('Rood', 915), at('Blauw', 930)])).toEqual([])
    expect(briefly([at('Rood', 915, 30), at('Blauw', 930)])).toEqual(['Rood+Blauw'])
  })

  test('clash on the same day only, and two by two when there are three', () => {
    expect(briefly([at('Rood', 915), at('Blauw', 915, 15, '2026-10-14')])).toEqual([])
    expect(briefly([at('Rood', 920), at('Blauw', 915), at('Geel', 910)])).toEqual([
      'Geel+Blauw',
      'Geel+Rood',
      'Blauw+Rood'
    ])
  })

  test('of one unit do not clash with each other, and one beyond midnight does with the next day', () => {
    expect(briefly([at('Rood', 915), at('Rood', 920)])).toEqual([])
    expect(briefly([at('Rood', 1435), at('Blauw', 5, 15, '2026-10-14')])).toEqual(['Rood+Blauw'])
  })
})

describe('laws', () => {
  const session = fc.record({
    unit: fc.constantFrom('a', 'b', 'c', 'd'),
    day: fc.integer({ min: 0, max: 3 }).map((count) => addDays('2026-10-12', count)),
    minute: fc.integer({ min: 0, max: 1439 }),
    lasts: fc.integer({ min: 5, max: 45 })
  })
  const sessions = fc.array(session, { maxLength: 40 })
  const key = (pairs: [TimedSession, TimedSession][]) =>
    pairs
      .map((pair) =>
        pair
          .map((one) => JSON.stringify(one))
          .sort()
          .join(' ')
      )
      .sort()

  test('what is found is what looking at every pair finds', () => {
    fc.assert(
      fc.property(sessions, (given) => {
        const slowly = given.flatMap((one, place) =>
          given
            .slice(place + 1)
            .filter((other) => one.unit !== other.unit && overlap(one, other))
            .map((other): [TimedSession, TimedSession] => [one, other])
        )
        expect(key(clashesOf(given))).toEqual(key(slowly))
      })
    )
  })

  test('the order in which sessions are given changes nothing', () => {
    fc.assert(
      fc.property(
        sessions.chain((given) =>
          fc.tuple(fc.constant(given), fc.shuffledSubarray(given, { minLength: given.length }))
        ),
        ([given, shuffled]) => {
          expect(clashesOf(shuffled)).toEqual(clashesOf(given))
        }
      )
    )
  })

  test('overlapping is mutual, and the same a week later', () => {
    const later = (one: TimedSession) => ({ ...one, day: addDays(one.day, 7) })
    fc.assert(
      fc.property(session, session, (one, other) => {
        expect(overlap(one, other)).toBe(overlap(other, one))
        expect(overlap(later(one), later(other))).toBe(overlap(one, other))
        expect(overlap(one, later(other))).toBe(false)
      })
    )
  })
})
