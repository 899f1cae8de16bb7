import { describe, expect, it } from 'vitest'
import { findMoment, freeOf, type Participant } from './find-moment.ts'
import type { WorkingDays } from './person.ts'

const OFF: WorkingDays = { mon: 'off', tue: 'off', wed: 'off', thu: 'off', fri: 'off' }
const works = (id: string, days: Partial<WorkingDays> | null, ...groups: string[]): Participant => ({
  id,
  groups,
  workingDays: days && { ...OFF, ...days }
})
const full = { mon: 'full', tue: 'full', wed: 'full', thu: 'full', fri: 'full' } as const

const TEAM = [
  works('Sanne', full, '5b'),
  works('Marloes', { thu: 'full', fri: 'full' }, '5a'),
  works('Karim', { mon: 'full', tue: 'full', wed: 'am' }, '5a'),
  works('Emine', { tue: 'full', thu: 'full', fri: 'full' }, '6a'),
  works('Priya', { mon: 'full', tue: 'full', thu: 'full' }, '6a'),
  works('Wim', null)
]

describe('the weekly moment of a team', () => {
  const search = findMoment(TEAM)

  it('is proposed per day, the best first, with who misses it', () => {
    expect(search.weekly).toHaveLength(5)
    expect(search.weekly[0]).toMatchObject({
      slots: [{ weekday: 2, minute: 15 * 60 + 15 }],
      present: [['Sanne', 'Karim', 'Emine', 'Priya']],
      misses: [['Marloes']],
      never: ['Marloes'],
      pairsMet: 1
    })
    expect(search.weekly[1]!.slots[0]!.weekday).toBe(4)
  })

  it('is by turns when that reaches everybody', () => {
    expect(search.alternating).toMatchObject({ slots: [{ weekday: 2 }, { weekday: 4 }], never: [] })
  })

  it('says of whom nobody knows the days, and who can never be there together', () => {
    expect(search).toMatchObject({ known: 5, unknown: ['Wim'], apart: [['Marloes', 'Karim']] })
    expect(search.pairs).toEqual([
      ['Marloes', 'Karim'],
      ['Emine', 'Priya']
    ])
  })

  it('knows who shares a class however its name is written', () => {
    const pair = [works('Bo', full, '5A'), works('Els', full, ' 5a', '6b'), works('Noor', full, '6')]
    expect(findMoment(pair).pairs).toEqual([['Bo', 'Els']])
  })

  it('looks at the time of the day that was asked for', () => {
    const morning = [works('Karim', { wed: 'am' }), works('Sanne', full)]
    expect(findMoment(morning, 'after').weekly[0]!.present[0]).toEqual(['Sanne'])
    expect(findMoment(morning, 'before').weekly[0]).toMatchObject({ slots: [{ weekday: 3, minute: 480 }], never: [] })
    expect(findMoment(morning, 'any').weekly[0]!.slots).toEqual([{ weekday: 3, minute: 12 * 60 + 15 }])
  })

  it('exists for nobody, and for a team of which nothing is known', () => {
    expect(findMoment([]).weekly[0]).toMatchObject({ present: [[]], never: [] })
    expect(findMoment([works('Wim', null)])).toMatchObject({ known: 0, unknown: ['Wim'], alternating: null })
  })
})

it('takes a morning until half past twelve and an afternoon from there', () => {
  expect(freeOf({ ...OFF, mon: 'am', tue: 'pm' })).toEqual([
    [480, 750],
    [1440 + 750, 1440 + 1020]
  ])
  expect(freeOf(null)).toBeNull()
})
