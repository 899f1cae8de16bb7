import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ANSWER_LIMIT, readObservation, seenByStyle, type ObservationForm } from './observation.ts'

const form: ObservationForm = {
  questions: [
    { id: 'subject', ask: 'Waar ging het over?', hint: '' },
    { id: 'lead', ask: 'Wie leidde?', hint: '' }
  ],
  indicators: [
    { id: 'own-goals', styles: ['stimulating', 'facilitating'], text: 'eigen doelen' },
    { id: 'leads', styles: ['intervening'], text: 'leidde' }
  ]
}

describe('what a coach saw', () => {
  it('is what was answered, and the signs that the form knows', () => {
    expect(
      readObservation(
        { answers: { lead: ' Karim ', subject: '', other: 'x' }, indicators: ['leads', 'x', 'leads'] },
        form
      )
    ).toEqual({ ok: true, value: { answers: { lead: 'Karim' }, indicators: ['leads'] } })
  })

  it('says at least one thing, and nothing longer than fits', () => {
    expect(readObservation({ answers: { lead: ' ' }, indicators: ['leads'] }, form)).toMatchObject({
      failure: { code: 'observation_empty', field: 'subject' }
    })
    expect(readObservation({ answers: { lead: 'x'.repeat(ANSWER_LIMIT + 1) }, indicators: [] }, form)).toMatchObject({
      failure: { code: 'value_too_long', field: 'lead' }
    })
  })

  it('names each sign under every way of leading that it belongs to, and no other', () => {
    fc.assert(
      fc.property(fc.subarray(['own-goals', 'leads', 'unknown']), (seen) => {
        const ways = seenByStyle(seen, form.indicators).map(({ style }) => style)
        expect(ways.includes('stimulating')).toBe(seen.includes('own-goals'))
        expect(ways.includes('facilitating')).toBe(seen.includes('own-goals'))
        expect(ways.includes('intervening')).toBe(seen.includes('leads'))
        expect(ways).not.toContain('connecting')
      })
    )
  })
})
