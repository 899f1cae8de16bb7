import { expect, test } from 'vitest'
import { inTexts, probesOf } from './sweep.ts'

test('a row is looked at for the plainest part of what is sought', () => {
  expect(probesOf(["Noor van 't Hof", 'n.hof@school.nl'])).toEqual(['noor', 'school'])
  // Quotes stand otherwise in JSON, accents are composed in two ways: neither is in the part that is sought.
  expect(probesOf(['Jan "Jopie" Hof', 'Zoë Yılmaz'])).toEqual(['jopie', 'lmaz'])
  expect(probesOf(['', ' '])).toEqual([' '])
})

test('a name in another script is looked for as it is, in small letters and capitals', () => {
  expect(probesOf(['مريم'])).toEqual(['مريم'])
  expect(probesOf(['Юля'])).toEqual(expect.arrayContaining(['Юля', 'юля', 'ЮЛЯ']))
})

test('texts change wherever they stand, names of fields and what is no text do not', () => {
  const shout = (text: string) => text.toUpperCase()
  expect(inTexts({ a: ['x', { b: 'y', n: 1, nothing: null }] }, shout)).toEqual({
    a: ['X', { b: 'Y', n: 1, nothing: null }]
  })
})
