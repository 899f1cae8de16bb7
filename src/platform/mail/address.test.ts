import { describe, expect, test } from 'vitest'
import { oneLine, parseEmailAddress, parseSender } from './address.ts'

const read = (typed: unknown) => {
  const result = parseEmailAddress(typed)
  return result.ok ? result.value : result.failure.code
}

describe('an address', () => {
  test.each([
    [' Janna.Visser@Regenboog.NL ', 'janna.visser@regenboog.nl'],
    ["o'neill+bord@school.nl", "o'neill+bord@school.nl"],
    ['info@école.fr', 'info@xn--cole-9oa.fr']
  ])('%s is stored as %s', (typed, stored) => expect(read(typed)).toBe(stored))

  test.each([
    '',
    'janna',
    '@school.nl',
    'janna@',
    'janna@school',
    'janna@school..nl',
    'janna@-school.nl',
    'jan na@school.nl',
    'janna@school.nl, piet@school.nl',
    'Janna <janna@school.nl>',
    '"janna"@school.nl',
    'janna@school.nl\r\nBcc: iedereen@school.nl',
    'janna\r\nBcc: x@school.nl',
    'janna@[127.0.0.1]',
    `${'j'.repeat(65)}@school.nl`,
    `janna@${'s'.repeat(63)}.${'s'.repeat(63)}.${'s'.repeat(63)}.${'s'.repeat(63)}.nl`,
    'x'.repeat(400),
    null,
    42
  ])('%j is refused', (typed) => expect(read(typed)).toBe('email_invalid'))
})

test('a name or subject cannot start a new header line', () => {
  expect(oneLine('De Regenboog\r\nBcc: iedereen@school.nl')).toBe('De Regenboog Bcc: iedereen@school.nl')
  expect(oneLine('\u0000een\u2028twee\tdrie ')).toBe('een twee drie')
})

test('the sender is read as an operator writes it', () => {
  expect(parseSender('Samenspel <samenspel@school.nl>')).toEqual({ name: 'Samenspel', address: 'samenspel@school.nl' })
  expect(parseSender('"Samenspel, De Regenboog" <s@school.nl>')).toEqual({
    name: 'Samenspel, De Regenboog',
    address: 's@school.nl'
  })
  expect(parseSender('samenspel@school.nl')).toEqual({ name: '', address: 'samenspel@school.nl' })
  expect(parseSender('Samenspel')).toBeNull()
  expect(parseSender('Samenspel <samenspel>')).toBeNull()
})
