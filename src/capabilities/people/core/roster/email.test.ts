import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isEmail, readEmail, suggestEmail } from './email.ts'

test.each([
  ['j.bos@school.nl', 'j.bos@school.nl'],
  ['  I.AitTaleb@SCHOOL.NL ', 'i.aittaleb@school.nl'],
  ['\u00a0j.bos@school.nl\u200b', 'j.bos@school.nl'],
  ['mailto:j.bos@school.nl', 'j.bos@school.nl'],
  ['Jan Bos <j.bos@school.nl>', 'j.bos@school.nl'],
  ["o'neil+test@sub.school.example", "o'neil+test@sub.school.example"]
])('%j is an address', (text, email) => expect(readEmail(text)).toBe(email))

test.each(['', ' ', '-', 'n.v.t.', 'geen', 'N/A'])('%j says that there is none', (text) =>
  expect(readEmail(text)).toBe('')
)

test.each([
  ['f.yildiz@school,nl', 'f.yildiz@school.nl'],
  ['f.ouali@school.nl.', 'f.ouali@school.nl'],
  ['k.bouzid(at)school.nl', 'k.bouzid@school.nl'],
  ['k.bouzid [at] school [punt] nl', 'k.bouzid@school.nl'],
  ['s.terpstra@@school.nl', 's.terpstra@school.nl'],
  ['s.terpstra @ school.nl', 's.terpstra@school.nl'],
  ['s.terpstra@school .nl', 's.terpstra@school.nl'],
  ['wilma prins@school.nl', 'wilma.prins@school.nl'],
  ['zoë@school..nl', 'zoe@school.nl'],
  ['p@school.nl; priya@thuis.nl', 'p@school.nl'],
  ['"a@school.nl"', 'a@school.nl']
])('%j is none, but %j was meant', (text, meant) => {
  expect(readEmail(text)).toBeNull()
  expect(suggestEmail(text)).toBe(meant)
})

test.each(['jan', 'jan@', '@school.nl', 'jan@school', 'a@b@c.nl', 'jan@-school.nl', '@'])(
  '%j gives nothing to go by',
  (text) => {
    expect(readEmail(text)).toBeNull()
    expect(suggestEmail(text)).toBeNull()
  }
)

test('a suggestion is an address, and an address needs none', () => {
  const piece = fc.constantFrom('jan', 'bos', '@', '.', ',', ' ', '(at)', 'school', 'nl', ';', 'é', '-', '"')
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 9 }), (pieces) => {
      const text = pieces.join('')
      const suggestion = suggestEmail(text)
      if (suggestion !== null) expect([isEmail(suggestion), readEmail(suggestion)]).toEqual([true, suggestion])
      if (readEmail(text)) expect(suggestion).toBeNull()
    })
  )
})
