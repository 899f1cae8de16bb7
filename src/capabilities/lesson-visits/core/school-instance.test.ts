import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { explainUnmet, momentsFor } from '#analytics/scheduling/visits/by-hand.ts'
import { withHelper } from '#analytics/scheduling/visits/help.ts'
import { factsOf } from '../testing.ts'
import { daysOf, momentOf, slotOf } from './period.ts'
import { schoolInstance, type SchoolFacts } from './school-instance.ts'
import type { LessonVisit } from './visit.ts'

const gridOn = (facts: SchoolFacts, person: string, day = 0) => {
  const { instance } = schoolInstance(facts)
  const { grid } = instance.people.find(({ id }) => id === person)!
  return grid.slice(day * instance.slotsPerDay, (day + 1) * instance.slotsPerDay)
}
const lesson = (person: string, weekday: number, start: number, end: number, group = '5') => ({
  person,
  group,
  subject: '',
  room: '',
  weekday,
  start,
  end
})

describe('a school as the planner sees it', () => {
  test('teaching, free, busy, and not at work, by the timetable and the working days', () => {
    // 8:00 to 10:00 in quarters
    const facts = factsOf({
      people: ['noor', 'karim'],
      settings: { dayStart: 480, dayEnd: 780 },
      lessons: [lesson('noor', 1, 510, 560), lesson('noor', 1, 600, 630, '')]
    })
    // 8:30-9:20: three whole quarters, and one that is not wholly the lesson's; a meeting at 10:00
    expect(gridOn(facts, 'noor')).toBe('FFTTTBFFBBFFFFFFFFFF')
    expect(gridOn(facts, 'noor', 1)).toBe('F'.repeat(20))
    const part = { mon: 'pm', tue: 'off', wed: 'full', thu: 'full', fri: 'full' } as const
    const partTime = { ...facts, people: facts.people.map((one) => ({ ...one, workingDays: part })) }
    expect(gridOn(partTime, 'noor')).toBe(`${'-'.repeat(18)}FF`)
    expect(gridOn(partTime, 'noor', 1)).toBe('-'.repeat(20))
  })

  test('of whom no timetable tells, only the moments that they gave count', () => {
    const facts = factsOf({
      people: ['noor', 'karim'],
      settings: { dayStart: 480, dayEnd: 780 },
      times: [
        { id: 't', person: 'karim', kind: 'free', weekday: 1, start: 480, end: 510, group: '' },
        { id: 'u', person: 'karim', kind: 'teach', weekday: 1, start: 540, end: 570, group: '6' }
      ],
      hosts: [{ person: 'karim', isOpen: true, foci: ['start'], closedUntil: null }]
    })
    expect(gridOn(facts, 'karim')).toBe(`FFBBTT${'B'.repeat(14)}`)
    expect(schoolInstance(facts).instance.lessons).toMatchObject([
      { teacher: 'karim', len: 2, open: true, focus: ['start'] }
    ])
  })

  test('lessons are open from the day after they were closed until, and one may stay closed', () => {
    const base = { people: ['noor', 'karim'], lessons: [lesson('karim', 1, 510, 570), lesson('karim', 5, 510, 570)] }
    const openOf = (facts: SchoolFacts) => schoolInstance(facts).instance.lessons.map(({ open }) => open)
    const host = { person: 'karim', isOpen: true, foci: [], closedUntil: '2026-11-24' }
    expect(openOf(factsOf({ ...base, hosts: [host] }))).toEqual([false, true])
    expect(openOf(factsOf({ ...base, hosts: [] }))).toEqual([false, false])
    const closed = [{ person: 'karim', weekday: 5, start: 510 }]
    expect(openOf(factsOf({ ...base, hosts: [{ ...host, closedUntil: null }], closed }))).toEqual([true, false])
  })

  test('a class is taken over by who offered it for that group and at that time', () => {
    const facts = factsOf({
      people: ['noor', 'karim', 'bart', 'daan'],
      lessons: [lesson('noor', 1, 510, 570, '5A'), lesson('karim', 1, 510, 570, '6')],
      hosts: [{ person: 'karim', isOpen: true, foci: [], closedUntil: null }],
      covers: [
        { person: 'bart', weeklyMax: 2, groups: ['5a'] },
        { person: 'daan', weeklyMax: 2, groups: ['7'] }
      ],
      times: [{ id: 'c', person: 'bart', kind: 'cover', weekday: 1, start: 540, end: 600, group: '' }],
      wishes: [{ person: 'noor', host: 'karim' }]
    })
    const { instance } = schoolInstance(facts)
    const found = momentsFor(instance, [], instance.wishes[0]!)
    const times = found.map(({ slot, cover }) => [slot, cover])
    expect(times).toEqual([
      [slotOf(facts.period, facts.period.from, 540), 'bart'],
      [slotOf(facts.period, facts.period.from, 555), 'bart']
    ])
  })

  test('nothing is planned on a day without school, and nothing is lost on the others', () => {
    const base = {
      people: ['noor', 'karim'],
      settings: { weeks: 2 },
      lessons: [1, 2, 3, 4, 5].map((weekday) => lesson('karim', weekday, 510, 570, '6')),
      hosts: [{ person: 'karim', isOpen: true, foci: [], closedUntil: null }],
      times: [1, 2, 3, 4, 5].map((weekday) => ({
        ...{ id: `t${weekday}`, person: 'noor', kind: 'free' as const, weekday, start: 480, end: 780, group: '' }
      })),
      wishes: [{ person: 'noor', host: 'karim' }]
    }
    const days = daysOf(factsOf(base).period)
    fc.assert(
      fc.property(fc.subarray(days), (freeDays) => {
        const facts = factsOf({ ...base, freeDays })
        const { instance } = schoolInstance(facts)
        const moments = momentsFor(instance, [], instance.wishes[0]!)
        const used = moments.flatMap(({ slot, talk }) => [slot, talk].map((at) => momentOf(facts.period, at).day))
        expect(used.filter((day) => freeDays.includes(day))).toEqual([])
        const visited = new Set(moments.map(({ slot }) => momentOf(facts.period, slot).day))
        expect(visited.size).toBe(days.length - freeDays.length)
      })
    )
  })

  test('what was agreed is locked, whoever closed a lesson since; a lesson that went breaks it', () => {
    const wish = { person: 'noor', host: 'karim' }
    const facts = factsOf({
      people: ['noor', 'karim'],
      lessons: [lesson('karim', 1, 510, 570)],
      hosts: [],
      wishes: [wish]
    })
    // noor is free: her own lessons stand on another day
    const known = { ...facts, lessons: [...facts.lessons, lesson('noor', 3, 510, 570)] }
    const agreed: LessonVisit = {
      id: 'v',
      plan: null,
      wish: facts.wishes[0]!.id,
      visitor: 'noor',
      host: 'karim',
      cover: null,
      group: '5',
      day: facts.period.from,
      start: 525,
      talkDay: facts.period.from,
      talkStart: 720,
      state: 'agreed',
      says: { visitor: true, host: true, cover: null },
      endedBy: null
    }
    const kept = schoolInstance({ ...known, visits: [agreed] })
    expect(kept.broken).toEqual([])
    expect(kept.instance.previous).toMatchObject([{ locked: true, host: 'karim' }])
    const gone = schoolInstance({
      ...known,
      lessons: [lesson('noor', 3, 510, 570), lesson('karim', 2, 510, 570)],
      visits: [agreed]
    })
    expect(gone.broken).toEqual([{ visit: 'v', rules: ['lesson_gone'], beside: [] }])
    expect(gone.instance.wishes).toEqual([])
    const busy = schoolInstance({
      ...known,
      lessons: [...known.lessons, lesson('noor', 1, 510, 570)],
      visits: [agreed]
    })
    expect(busy.broken).toEqual([{ visit: 'v', rules: ['cover_missing'], beside: [] }])
    const wishes = [...known.wishes, { ...known.wishes[0]!, id: 'w-other', host: 'lot' }]
    const other = { ...agreed, id: 'v-other', wish: 'w-other', host: 'lot' }
    const both = schoolInstance({
      ...known,
      people: [...known.people, { ...known.people[0]!, id: 'lot' }],
      lessons: [...known.lessons, lesson('lot', 1, 510, 570)],
      wishes,
      visits: [agreed, other]
    })
    expect(both.broken).toMatchObject([{ visit: 'v-other', beside: ['v'] }])
    expect(both.broken[0]!.rules).toContain('two_places')
    const ill = schoolInstance({ ...known, absences: [{ person: 'karim', day: facts.period.from }], visits: [agreed] })
    expect(ill.broken[0]?.rules).toContain('lesson_closed')
  })

  describe('on two sites', () => {
    const free = (person: string) =>
      [1, 2, 3, 4, 5].map((weekday) => ({
        ...{ id: `${person}${weekday}`, person, kind: 'free' as const, weekday, start: 480, end: 780, group: '' }
      }))
    const facts = (sites: Record<string, string>, over: Partial<Pick<SchoolFacts, 'lessons'>> = {}) => {
      const built = factsOf({
        people: ['noor', 'karim', 'bart'],
        settings: { dayStart: 480, dayEnd: 780, travel: 2 },
        lessons: [lesson('karim', 1, 480, 570)],
        times: [...free('noor'), ...free('bart')],
        hosts: [{ person: 'karim', isOpen: true, foci: ['start'], closedUntil: null }],
        covers: [{ person: 'bart', weeklyMax: 5, groups: [] }],
        wishes: [{ person: 'noor', host: 'karim' }],
        ...over
      })
      return { ...built, people: built.people.map((person) => ({ ...person, site: sites[person.id] ?? null })) }
    }
    const startsOf = (given: SchoolFacts) => {
      const { instance } = schoolInstance(given)
      return momentsFor(instance, [], instance.wishes[0]!).map(({ slot }) => momentOf(given.period, slot).minute)
    }
    const apart = { noor: 'zuid', karim: 'noord', bart: 'zuid' }

    test('who visits the other one is free before, during and after, as long as the school says', () => {
      expect(startsOf(facts({}))).toEqual([480, 495, 510, 525, 540, 555])
      expect(startsOf(facts(apart))).toEqual([510, 525, 540, 555])
      const far = facts(apart)
      expect(startsOf({ ...far, settings: { ...far.settings, travel: 4 } })).toEqual([540, 555])
      // A lesson of one's own is given on one's own site: no cover makes up for the journey.
      const teaches = facts(apart, {
        lessons: [lesson('karim', 1, 480, 570), lesson('noor', 1, 480, 600)]
      })
      expect(startsOf(teaches)).toEqual([])
      const { instance } = schoolInstance(teaches)
      expect(explainUnmet(instance, [], instance.wishes[0]!).ways.map(({ rules }) => rules)).toEqual([['travel']])
    })

    test('a focus with anybody is seen on one’s own, and says so when it cannot be', () => {
      const wish = { wishes: [{ person: 'noor', host: null, focus: 'start' as const }] }
      const given = (sites: Record<string, string>) => {
        const built = facts(sites)
        return { ...built, wishes: built.wishes.map((one) => ({ ...one, ...wish.wishes[0]! })) }
      }
      expect(startsOf(given({ noor: 'zuid', karim: 'zuid' }))).toHaveLength(6)
      expect(startsOf(given(apart))).toEqual([])
      const { instance } = schoolInstance(given(apart))
      expect(explainUnmet(instance, [], instance.wishes[0]!).ways[0]?.rules).toEqual(['other_site'])
    })

    test('nobody takes over a class on the other one', () => {
      const accept = (sites: Record<string, string>) =>
        schoolInstance(facts(sites)).instance.groups.flatMap(({ accept: ids }) => ids)
      expect(accept({ karim: 'zuid', bart: 'zuid' })).toEqual(['bart'])
      expect(accept({ karim: 'noord', bart: 'zuid' })).toEqual([])
      const { instance } = schoolInstance(facts({ noor: 'noord', karim: 'noord', bart: 'zuid' }))
      const helped = withHelper(instance, { weekday: 1, half: 'morning', site: 'zuid' }, 17)
      expect(helped.groups).toEqual(instance.groups)
      const there = withHelper(instance, { weekday: 1, half: 'morning', site: 'noord' }, 17)
      expect(there.groups.map(({ accept: ids }) => ids)).toEqual([['helper']])
    })
  })
})
