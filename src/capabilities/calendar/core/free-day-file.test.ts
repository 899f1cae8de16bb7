import { expect, test } from 'vitest'
import { readFreeFile, readFreeTime } from './free-day-file.ts'

test('a list as a school types it, with a heading, Dutch dates and one-day lines', () => {
  const text =
    '\uFEFFNaam;Van;Tot\r\nMeivakantie;17-4-2027;2-5-2027\r\n"Studiedag";2027-03-12\r\n\r\nCarnaval\t8/2/2027\t12/2/2027'
  expect(readFreeFile(text)).toEqual({
    days: [
      { name: 'Meivakantie', from: '2027-04-17', until: '2027-05-02' },
      { name: 'Studiedag', from: '2027-03-12', until: '2027-03-12' },
      { name: 'Carnaval', from: '2027-02-08', until: '2027-02-12' }
    ],
    problems: []
  })
})

test('what cannot be read is named by its line, and the others still count', () => {
  const text = 'Studiedag,12-3-2027\nX,31-2-2027\n,1-3-2027\nTerug,5-3-2027,1-3-2027\nLang,1-1-2027,1-8-2027'
  expect(readFreeFile(text)).toEqual({
    days: [{ name: 'Studiedag', from: '2027-03-12', until: '2027-03-12' }],
    problems: [
      { line: 2, code: 'date_invalid' },
      { line: 3, code: 'free_name_missing' },
      { line: 4, code: 'free_days_backwards' },
      { line: 5, code: 'free_days_too_long' }
    ]
  })
})

test('a book is no list of days off', () => {
  const { days, problems } = readFreeFile('Studiedag;12-3-2027\n'.repeat(1000))
  expect([days.length, problems]).toEqual([200, [{ line: 201, code: 'too_large' }]])
  const long = readFreeTime({ name: 'x'.repeat(81), from: '2027-01-01', until: '' })
  expect(long.ok || long.failure.code).toBe('value_too_long')
})
