import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dayOf, weekdayOf } from '#kernel/days.ts'
import { composeSchool, TIME_ZONE } from './school.ts'
import { isSchoolDay } from './weeks.ts'

const NOW = Date.parse('2026-03-17T11:00:00Z')
const compose = (seed: number, now = NOW, units = 5) => {
  let count = 0
  const ids = () => `00000000-0000-7000-8000-${String(count++).padStart(12, '0')}`
  return composeSchool({ name: 'De Proeftuin', seed, now, weeks: 1, units }, ids)
}

describe('the lesson visits of a demonstration school', () => {
  it('are told the same for the same seed', () => {
    expect(compose(3).visits).toEqual(compose(3).visits)
  })

  it('have one teacher to a class at a time, and nobody in two places', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 1, max: 5 }), (seed, units) => {
        const { lessons, visits } = compose(seed, NOW, units).visits
        const classes = lessons.map(({ group, weekday, start }) => `${group} ${weekday} ${start}`)
        expect(new Set(classes).size).toBe(classes.length)
        const teaches = (person: string, day: string, at: number) =>
          lessons.some(
            (one) => one.person === person && one.weekday === weekdayOf(day) && one.start <= at && at < one.end
          )
        const places = visits.flatMap((visit) => [
          ...[visit.visitor, visit.host, visit.cover].flatMap((who) =>
            who ? [`${who} ${visit.day} ${visit.start}`] : []
          ),
          ...[visit.visitor, visit.host].map((who) => `${who} ${visit.talkDay} ${visit.talkStart}`)
        ])
        expect(new Set(places).size).toBe(places.length)
        for (const { visitor, host, cover, day, start, talkStart } of visits) {
          expect(isSchoolDay(day)).toBe(true)
          expect(teaches(host, day, start)).toBe(true)
          expect(teaches(visitor, day, start)).toBe(cover !== null)
          expect(talkStart).toBeGreaterThan(start)
          for (const person of [visitor, host]) expect(teaches(person, day, talkStart)).toBe(false)
        }
      }),
      { numRuns: 30 }
    )
  })

  it('were held before today, and are agreed on or wait for an answer from tomorrow', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 0, max: 364 }), (seed, later) => {
        const now = NOW + later * 86_400_000
        const today = dayOf(now, TIME_ZONE)
        const { visits, wishes } = compose(seed, now).visits
        for (const { state, day } of visits) expect(day < today).toBe(state === 'done' || state === 'cancelled')
        for (const { metAt, at } of wishes) expect(Math.max(at, metAt ?? 0)).toBeLessThanOrEqual(now)
      }),
      { numRuns: 30 }
    )
  })
})
