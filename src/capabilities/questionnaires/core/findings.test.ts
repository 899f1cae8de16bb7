import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readContent } from '../content.server.ts'
import { workOut, type Row } from '../results.server.ts'
import { findingsOf } from './findings.ts'
import { formOf, type Answers } from './form.ts'
import { neededOf, viewOf, type Leader } from './view.ts'

const { instruments, items, scales } = readContent()
const form = formOf(
  instruments.filter(({ key }) => key === 'collective-efficacy'),
  items,
  scales
)
const KEYS = form.items.map(({ key }) => key)
const said = (given: number | number[], unit = 'A'): Row => ({
  labels: { unit },
  answers: Object.fromEntries(KEYS.map((key, at) => [key, typeof given === 'number' ? given : given[at]!]))
})
/** Who answered, and so many more of the first one's unit. */
const askedOf = (rows: Row[], more: number) =>
  [...rows, ...times(rows.length && more, () => rows[0]!)].map(({ labels }) => labels)
const view = (rows: Row[], { norm = null as number | null, leaders = [] as Leader[] } = {}) =>
  viewOf(form, workOut(rows, { form, groupings: ['unit'], everybody: askedOf(rows, 2) }), { norm, leaders })
const times = <T>(count: number, make: (at: number) => T): T[] => Array.from({ length: count }, (_, at) => make(at))

describe('the norm', () => {
  it.each([
    [7, 14, 10],
    [7, 10, 7],
    [5, 5, 3],
    [10, 12, 12]
  ])('%d of ten among %d people is %d', (ofTen, n, needed) => expect(neededOf(ofTen, n)).toBe(needed))

  it('is met, almost met, or not yet; turned sentences count the other way', () => {
    const rows = [...times(7, () => said([5, 5, 5, 5, 2, 2])), ...times(3, () => said([2, 5, 2, 2, 2, 5]))]
    const { sections, norm } = view(rows, { norm: 8 })
    const met = Object.fromEntries(sections[0]!.items.map((item) => [item.key, [item.favourable, item.norm?.met]]))
    expect(met['efficacy-1']).toEqual([7, 'almost'])
    expect(met['efficacy-2']).toEqual([10, 'yes'])
    // 5 and 6 say the opposite: low is favourable.
    expect(met['efficacy-5']).toEqual([10, 'yes'])
    expect(met['efficacy-6']).toEqual([7, 'almost'])
    expect(norm).toEqual({ ofTen: 8, met: 2, of: 6 })
  })
})

describe('what stands out', () => {
  it('is counted in people: most, least, divided', () => {
    const rows = times(12, (at) => said([6, 5, at < 6 ? 1 : 6, 2, 1, 3]))
    const found = findingsOf(view(rows))
    expect(found.find(({ kind }) => kind === 'most')).toMatchObject({ favourable: 12, n: 12 })
    expect(found.find(({ kind }) => kind === 'least')).toMatchObject({ item: { key: 'efficacy-4' }, favourable: 0 })
    expect(found.find(({ kind }) => kind === 'divided')).toMatchObject({ item: { key: 'efficacy-3' }, favourable: 6 })
  })

  it('tells where a leader who shares sees it differently from at least half of the team', () => {
    const leader = { name: 'Bart', answers: { 'efficacy-1': 6, 'efficacy-2': 5 } as Answers }
    const rows = times(10, (at) => said([at < 7 ? 2 : 5, 5, 5, 5, 2, 2]))
    const found = findingsOf(view(rows, { leaders: [leader] })).filter(({ kind }) => kind === 'leader')
    expect(found).toMatchObject([{ item: { key: 'efficacy-1' }, name: 'Bart', answer: 6, others: 7, n: 10 }])
  })

  it('names two groups only where both are shown and far apart', () => {
    const apart = [...times(6, () => said(5, 'Boven')), ...times(6, () => said([2, 5, 5, 5, 5, 5], 'Onder'))]
    expect(findingsOf(view(apart)).find(({ kind }) => kind === 'groups')).toMatchObject({
      item: { key: 'efficacy-1' },
      high: { name: 'Boven', favourable: 6, n: 6 },
      low: { name: 'Onder', favourable: 0, n: 6 }
    })
    const small = [...times(9, () => said(5, 'Boven')), ...times(3, () => said([2, 5, 5, 5, 5, 5], 'Onder'))]
    expect(findingsOf(view(small)).some(({ kind }) => kind === 'groups')).toBe(false)
  })

  it('a change is one that reaches beyond the uncertainty', () => {
    const rows = times(12, () => said([5, 5, 5, 5, 2, 2]))
    expect(findingsOf(view(rows), { efficacy: 3 })).toContainEqual(
      expect.objectContaining({ kind: 'change', before: 3, now: 5 })
    )
    expect(findingsOf(view(rows), { efficacy: 4.9 }).some(({ kind }) => kind === 'change')).toBe(false)
  })

  it('of fewer than five people there is none, whatever they answered', () => {
    const any = fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 0, maxLength: 4 })
    fc.assert(
      fc.property(any, (given) => {
        expect(findingsOf(view(given.map((one) => said(one))))).toEqual([])
      })
    )
  })

  it('works for all instruments together, and is never long', () => {
    const everything = formOf(
      instruments.filter(({ audience }) => audience === 'team'),
      items,
      scales
    )
    const rows = times(14, (at): Row => ({
      labels: { unit: at % 2 ? 'A' : 'B' },
      answers: Object.fromEntries(
        everything.items.map(({ key, scale }, place) => [
          key,
          1 + ((at * 7 + place * 5) % everything.scales[scale]!.max)
        ])
      )
    }))
    const results = workOut(rows, { form: everything, groupings: ['unit'], everybody: askedOf(rows, 6) })
    const whole = viewOf(everything, results, { norm: 7, leaders: [] })
    expect(whole.loose.map(({ key }) => key)).toEqual(expect.arrayContaining(['gradation-now', 'gradation-wish']))
    expect(whole.loose.find(({ key }) => key === 'gradation-now')!.favourable).toBeNull()
    expect(findingsOf(whole).length).toBeLessThanOrEqual(11)
  })
})
