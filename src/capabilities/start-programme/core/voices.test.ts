import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays } from '#kernel/days.ts'
import { FEWEST, hear, LAST_ROUND, roundsOn, SIDES, SUBJECTS, VALUES, type Count } from './voices.ts'

const FIRST = '2026-09-07'

describe('the rounds', () => {
  it('open every six weeks for two weeks, and are read once they closed', () => {
    const on = (days: number) => roundsOn(FIRST, addDays(FIRST, days))
    expect(on(41)).toMatchObject({ open: null, closed: [], next: { number: 1, opens: '2026-10-19' } })
    expect(on(42)).toMatchObject({ open: { number: 1, closes: '2026-11-01' }, closed: [] })
    expect(on(55).open).toMatchObject({ number: 1 })
    expect(on(56)).toMatchObject({ open: null, closed: [{ number: 1 }], next: { number: 2 } })
    expect(on(2000)).toMatchObject({ open: null, next: null, closed: { length: LAST_ROUND } })
  })

  it('are never open and closed on one day', () => {
    fc.assert(
      fc.property(fc.integer({ min: -100, max: 900 }), (days) => {
        const { open, closed } = roundsOn(FIRST, addDays(FIRST, days))
        expect(closed.some(({ number }) => number === open?.number)).toBe(false)
      })
    )
  })
})

describe('what every side said', () => {
  const answer = fc.constantFrom(...VALUES)
  const answers = fc.record({ programme: answer, leader: answer, coach: answer, teachers: answer })
  type Answers = (typeof answers extends fc.Arbitrary<infer T> ? T : never)[]
  const counted = (side: Count['side'], all: Answers): Count[] =>
    SUBJECTS.flatMap((about) =>
      VALUES.flatMap((value) => {
        const count = all.filter((one) => one[about] === value).length
        return count > 0 ? [{ side, about, value, count }] : []
      })
    )

  it('shows of fewer than five teachers nothing, not even how many answered, and of five all that they said', () => {
    fc.assert(
      fc.property(fc.array(answers, { maxLength: 9 }), (all) => {
        const teachers = hear(counted('teachers', all)).find(({ side }) => side === 'teachers')!
        expect(teachers.people).toBe(all.length < FEWEST ? null : all.length)
        if (all.length < FEWEST) expect(teachers.answers).toBeNull()
        else
          for (const about of SUBJECTS)
            expect(teachers.answers![about]).toEqual(
              VALUES.map((value) => all.filter((one) => one[about] === value).length)
            )
      })
    )
  })

  it('shows what the leader and the coach said, who are one each', () => {
    const heard = hear(counted('coach', [{ programme: 4, leader: 3, coach: 2, teachers: 1 }]))
    expect(heard.map(({ side }) => side)).toEqual([...SIDES])
    expect(heard).toMatchObject([
      { side: 'leader', people: 0, answers: null },
      { side: 'coach', people: 1, answers: { programme: [0, 0, 0, 1], teachers: [1, 0, 0, 0] } },
      { side: 'teachers', people: null, answers: null }
    ])
  })
})
