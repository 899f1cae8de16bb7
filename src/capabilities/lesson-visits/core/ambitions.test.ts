import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { AMBITION_LENGTH, AMBITIONS_AT_MOST, guideOfAmbitions, readAmbitions } from './ambitions.ts'
import { GUIDE_LINES_AT_MOST, GUIDE_NAME_LENGTH } from './talk.ts'

describe('ambitions', () => {
  test('are read one a line, without dashes, numbers and doubles', () => {
    expect(readAmbitions('- Elke leerling denkt\r\n\n 2. Wij wachten \n• Elke leerling denkt')).toEqual({
      ok: true,
      value: ['Elke leerling denkt', 'Wij wachten']
    })
    // A number that is part of what they aim at stays.
    expect(readAmbitions('90 minuten per dag lezen')).toEqual({ ok: true, value: ['90 minuten per dag lezen'] })
  })

  test('are one to five, each short enough for a line', () => {
    const code = (typed: string) => {
      const read = readAmbitions(typed)
      return read.ok ? null : [read.failure.code, read.failure.field]
    }
    expect(code(' \n - \n')).toEqual(['text_empty', 'ambitions'])
    expect(code('a\nb\nc\nd\ne')).toBeNull()
    expect(code('a\nb\nc\nd\ne\nf')).toEqual(['ambitions_too_many', 'ambitions'])
    expect(code('x'.repeat(AMBITION_LENGTH))).toBeNull()
    expect(code('x'.repeat(AMBITION_LENGTH + 1))).toEqual(['value_too_long', 'ambitions'])
  })

  test('all come back in the guide, each with its two questions, under one line that says what it is for', () => {
    const one = fc.string({ minLength: 1, maxLength: AMBITION_LENGTH + 5, unit: 'grapheme' })
    const words = { title: 'T'.repeat(200), opening: 'blij', glad: (ambition: string) => `<${ambition}>`, pupils: '?' }
    fc.assert(
      fc.property(fc.array(one, { minLength: 1, maxLength: 7 }), (typed) => {
        const read = readAmbitions(typed.join('\n'))
        if (!read.ok) {
          expect(read.failure.field).toBe('ambitions')
          return
        }
        const { title, lines } = guideOfAmbitions(read.value, words)
        expect(title).toHaveLength(GUIDE_NAME_LENGTH)
        expect(lines).toEqual(['blij', ...read.value.flatMap((ambition) => [`<${ambition}>`, '?'])])
        expect(lines.length).toBeLessThanOrEqual(GUIDE_LINES_AT_MOST)
      })
    )
    expect(1 + 2 * AMBITIONS_AT_MOST).toBeLessThanOrEqual(GUIDE_LINES_AT_MOST)
  })
})
