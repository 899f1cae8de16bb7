import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { newId } from '#kernel/id.ts'
import { shrinkNews, type ProcessNews } from './process-news.server.ts'

const UNITS = Array.from({ length: 4 }, () => newId())
const school = newId()

const anyNews: fc.Arbitrary<ProcessNews> = fc.oneof(
  fc.record({
    kind: fc.constant('bell' as const),
    school: fc.constant(school),
    unit: fc.constantFrom(...UNITS),
    seq: fc.nat(50),
    hasMoods: fc.boolean()
  }),
  fc.record({ kind: fc.constant('session' as const), forgotten: fc.string() }),
  fc.record({
    kind: fc.constantFrom('people' as const, 'rewritten' as const),
    school: fc.constant(school),
    units: fc.array(fc.constantFrom(...UNITS), { maxLength: 250 })
  })
)

test('law: each board is called once, for the last place that was told of it; nothing else is dropped', () => {
  fc.assert(
    fc.property(fc.array(anyNews), (news) => {
      const small = shrinkNews(news)
      for (const unit of UNITS) {
        const told = news.filter((item) => item.kind === 'bell' && item.unit === unit) as { seq: number }[]
        const called = small.filter((item) => item.kind === 'bell' && item.unit === unit) as { seq: number }[]
        expect(called.map(({ seq }) => seq)).toEqual(told.length ? [Math.max(...told.map(({ seq }) => seq))] : [])
      }
      for (const kind of ['people', 'rewritten'] as const) {
        const unitsOf = (items: ProcessNews[]) => items.flatMap((item) => (item.kind === kind ? item.units : []))
        expect(unitsOf(small)).toEqual(unitsOf(news))
      }
      expect(small.filter(({ kind }) => kind === 'session')).toEqual(news.filter(({ kind }) => kind === 'session'))
      for (const item of small) expect(JSON.stringify(item).length).toBeLessThan(7500)
    })
  )
})

test('of what was stored only that it was stored goes through the database: no text, no mood', () => {
  const event = { type: 'parked' as const, id: newId(), text: 'geheim', seq: 7, at: 0, by: null, key: newId() }
  const stored = {
    kind: 'stored' as const,
    school,
    unit: UNITS[0]!,
    events: [event],
    moods: { [newId()]: 'heavy' as const }
  }
  expect(shrinkNews([stored])).toEqual([{ kind: 'bell', school, unit: UNITS[0]!, seq: 7, hasMoods: true }])
})
