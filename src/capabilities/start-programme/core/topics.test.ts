import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { INSTRUMENTS } from './steps.ts'
import { topicsOf, WENT, type Said } from './topics.ts'

const OF_STEP = ['board', 'board', 'visit', 'visit', 'design', 'design', 'pupils', 'all'] as const
const instrumentOf = (step: number) => OF_STEP[step - 1] ?? null
const said: fc.Arbitrary<Said> = fc.record({
  step: fc.integer({ min: 1, max: 8 }),
  went: fc.constantFrom(...WENT),
  deeper: fc.string({ maxLength: 12 })
})

describe('the topics of a deepening meeting', () => {
  it('put first what went worst and was asked about most', () => {
    const topics = topicsOf(
      [
        { step: 1, went: 'yes', deeper: '' },
        { step: 3, went: 'not_yet', deeper: 'nagesprek oefenen' },
        { step: 4, went: 'partly', deeper: ' nagesprek oefenen ' },
        { step: 7, went: 'yes', deeper: 'wat vraag je een kleuter?' }
      ],
      instrumentOf
    )
    expect(topics).toEqual([
      { instrument: 'visit', hard: 2, asked: ['nagesprek oefenen'] },
      { instrument: 'pupils', hard: 0, asked: ['wat vraag je een kleuter?'] }
    ])
  })

  it('lose no line and invent none, and say the same in whatever order was answered', () => {
    fc.assert(
      fc.property(fc.array(said, { maxLength: 24 }), (all) => {
        const topics = topicsOf(all, instrumentOf)
        const lines = new Set(all.map(({ step, deeper }) => `${instrumentOf(step)} ${deeper.trim()}`))
        const asked = topics.flatMap(({ instrument, asked: own }) => own.map((line) => `${instrument} ${line}`))
        expect(new Set(asked)).toEqual(new Set([...lines].filter((line) => !/^\w+ $/.test(line))))
        expect(topics.reduce((sum, { hard }) => sum + hard, 0)).toBe(all.filter(({ went }) => went !== 'yes').length)
        expect(topicsOf(all.toReversed(), instrumentOf)).toEqual(topics)
        expect(topics.every(({ instrument }) => INSTRUMENTS.includes(instrument))).toBe(true)
      })
    )
  })
})
