import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readFirstDecision, readLaterDecision, readText, TEXT_LIMIT } from './decision.ts'

describe('the decision of the team', () => {
  it('to begin says why and how; not yet says why', () => {
    const first = { outcome: 'begin', why: 'samen leren', how: 'dinsdag kwart over drie' }
    expect(readFirstDecision(first)).toEqual({ ok: true, value: first })
    expect(readFirstDecision({ ...first, how: ' ' })).toMatchObject({ failure: { code: 'text_empty', field: 'how' } })
    expect(readFirstDecision({ ...first, why: '' })).toMatchObject({ failure: { code: 'text_empty', field: 'why' } })
    expect(readFirstDecision({ ...first, outcome: 'not_yet', how: '' })).toMatchObject({ ok: true })
    for (const outcome of ['', 'on', 'stop', 'ja'])
      expect(readFirstDecision({ ...first, outcome })).toMatchObject({
        failure: { code: 'programme_choice_missing', field: 'outcome' }
      })
  })

  it('a year later says what it brought, and how when it goes on otherwise', () => {
    const later = { outcome: 'on', brought: 'we kijken bij elkaar', how: '' }
    expect(readLaterDecision(later)).toMatchObject({ ok: true })
    expect(readLaterDecision({ ...later, outcome: 'stop' })).toMatchObject({ ok: true })
    expect(readLaterDecision({ ...later, outcome: 'otherwise' })).toMatchObject({ failure: { field: 'how' } })
    expect(readLaterDecision({ ...later, brought: '\n' })).toMatchObject({ failure: { field: 'brought' } })
    expect(readLaterDecision({ ...later, outcome: 'begin' })).toMatchObject({ failure: { field: 'outcome' } })
  })

  it('takes any text that fits, and gives it back so that reading it again changes nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 1100 }), (typed) => {
        const once = readText(typed, { field: 'why' })
        if (once.ok) {
          expect(once.value.length).toBeLessThanOrEqual(TEXT_LIMIT)
          expect(once.value).not.toContain('\0')
          expect(readText(once.value, { field: 'why' })).toEqual(once)
        } else expect(['text_empty', 'value_too_long']).toContain(once.failure.code)
      })
    )
  })
})
