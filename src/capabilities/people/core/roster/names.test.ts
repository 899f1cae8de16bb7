import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isInitials, readFullName, readFullNameKnowing, readNameParts, type Name } from './names.ts'

const parts = ({ givenName, infix, familyName }: Name) => [givenName, infix, familyName].join('|')

describe('a name in one column', () => {
  test.each([
    ['Kees van Dijk', 'Kees|van|Dijk'],
    ['Dijk, van, Kees', 'Kees|van|Dijk'],
    ['Dijk, Kees, van', 'Kees|van|Dijk'],
    ['Dijk, Kees van', 'Kees|van|Dijk'],
    ['van Dijk, Kees', 'Kees|van|Dijk'],
    ['van Dijk Kees', 'Kees|van|Dijk'],
    ['Dijk, C.P. van (Kees)', 'Kees|van|Dijk'],
    ['Dijk C.P. van (Kees)', 'Kees|van|Dijk'],
    ['C.P. van Dijk (Kees)', 'Kees|van|Dijk'],
    ['Cornelis Pieter van Dijk (Kees)', 'Kees|van|Dijk'],
    ['Kees van Dijk (IB)', 'Kees|van|Dijk'],
    ['dhr. C.P. van Dijk', 'C.P.|van|Dijk'],
    ['Kees van Dijk, MEd', 'Kees|van|Dijk'],
    ['Kees Van Dijk', 'Kees|Van|Dijk'],
    ['Jansen - de Boer, A. (Annelies)', 'Annelies||Jansen-de Boer'],
    ['Annelies Jansen - de Boer', 'Annelies||Jansen-de Boer'],
    ['Vries - van Houten, L.J. de (Lotte)', 'Lotte|de|Vries-van Houten'],
    ["Hart, P. 't (Petra)", "Petra|'t|Hart"],
    ['Petra ’t Hart', 'Petra|’t|Hart'],
    ["Marie-Louise in 't Veld", "Marie-Louise|in 't|Veld"],
    ['Ellen van der Linden-Smit', 'Ellen|van der|Linden-Smit'],
    ['Ann van den Bosch-de Wit', 'Ann|van den|Bosch-de Wit'],
    ['Mohammed El Amrani', 'Mohammed||El Amrani'],
    ['Rachid el Amrani', 'Rachid||el Amrani'],
    ['El Khatib, R. (Rachid)', 'Rachid||El Khatib'],
    ['Jan Willem Kuipers', 'Jan Willem||Kuipers'],
    ['M.C. Garcia Lopez', 'M.C.||Garcia Lopez'],
    ['Pattiasina, M.', 'M.||Pattiasina'],
    ['Niels van', 'Niels|van|'],
    ['Suharto', 'Suharto||'],
    ['', '||']
  ])('%j', (text, name) => expect(parts(readFullName(text))).toBe(name))

  test('beside a column with the given name, that tells where the surname begins', () => {
    expect(parts(readFullNameKnowing('Jan Willem Kuipers Smit', 'Jan Willem'))).toBe('Jan Willem||Kuipers Smit')
    expect(parts(readFullNameKnowing('van Dijk', 'Kees'))).toBe('Kees|van|Dijk')
    expect(parts(readFullNameKnowing('Dijk, C.P. van', 'Kees'))).toBe('Kees|van|Dijk')
  })

  test('a plain name is read alike in each of its orders', () => {
    const given = fc.constantFrom('Kees', 'Zoë', 'Jan-Willem', 'Ömer')
    const infix = fc.constantFrom('', 'van', 'van der', "in 't", 'de la')
    const family = fc.constantFrom('Dijk', 'Linden-Smit', 'Yılmaz', 'Bosch-de Wit')
    fc.assert(
      fc.property(given, infix, family, (given, infix, family) => {
        const name = [given, infix, family].join('|')
        const written = (...words: string[]) => words.filter(Boolean).join(' ')
        expect(parts(readFullName(written(given, infix, family)))).toBe(name)
        expect(parts(readFullName(`${family}, ${written(given, infix)}`))).toBe(name)
        expect(parts(readFullName(`${written(infix, family)}, ${given}`))).toBe(name)
        expect(parts(readFullName(`${family}, X.Y. ${infix} (${given})`))).toBe(name)
      })
    )
  })

  test('never throws, and makes up nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const { givenName, infix, familyName } = readFullName(text)
        const letters = new Set(text.normalize('NFC'))
        for (const letter of `${givenName}${infix}${familyName}`.replace(/[\s-]/g, ''))
          expect([...letters].join('')).toContain(letter)
      })
    )
  })
})

describe('names in columns', () => {
  test.each([
    ['Fatima', '', 'El Amrani', true, 'Fatima||El Amrani'],
    ['Rajesh', '', 'Bijl de Vroe', true, 'Rajesh||Bijl de Vroe'],
    ['Anouk', "van 't", 'Hof', true, "Anouk|van 't|Hof"],
    ['Sanne', '', 'Berg, van den', true, 'Sanne|van den|Berg'],
    ['Sanne', '', 'Berg (van den)', false, 'Sanne|van den|Berg'],
    ['Sanne', '', 'Berg van den', false, 'Sanne|van den|Berg'],
    ['Sanne', '', 'van den Berg', false, 'Sanne|van den|Berg'],
    ['Sanne', 'van den', 'van den Berg', true, 'Sanne|van den|Berg'],
    ['Jan', '', 'De Wit', true, 'Jan||De Wit'],
    ['Jan', '', 'De Wit', false, 'Jan|De|Wit'],
    ['Lotte', 'de', 'Vries - van Houten', true, 'Lotte|de|Vries-van Houten'],
    ['Kees', '-', 'Dijk', true, 'Kees||Dijk'],
    ['Niels', 'van', '', true, 'Niels|van|'],
    ['Niels', '', 'van', false, 'Niels|van|']
  ])('%j %j %j', (given, infix, family, hasColumn, name) =>
    expect(parts(readNameParts(given, infix, family, hasColumn))).toBe(name)
  )
})

test('initials are told from names', () => {
  expect(['A.', 'C.P.', 'Th.', 'J.-P.', 'AB'].filter(isInitials)).toHaveLength(5)
  expect(['Al', 'Jan', 'Jo', 'Anne-Marie', ''].filter(isInitials)).toEqual([])
})
