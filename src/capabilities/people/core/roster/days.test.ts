import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readDayMark } from './day-marks.ts'
import { DAYS, uniteDays, writeDays, type WorkingDays } from './days.ts'
import { readDayHeading, readDays } from './read-days.ts'

export const anyDays: fc.Arbitrary<WorkingDays> = fc.record(
  Object.fromEntries(DAYS.map((day) => [day, fc.constantFrom('full', 'am', 'pm', 'off')])) as never
)

/** One sign per day from Monday: all day (x), ochtend (o), middag (m) or away. */
function short(days: WorkingDays | null | 'unreadable'): string | null {
  if (!days || days === 'unreadable') return days
  return DAYS.map((day) => ({ full: 'x', am: 'o', pm: 'm', off: '-' })[days[day]]).join('')
}

describe('readDays', () => {
  test.each([
    ['ma di do', 'xx-x-'],
    ['ma,di', 'xx---'],
    ['ma/di/wo(o)/do', 'xxox-'],
    ['wo(m)/do/vr', '--mxx'],
    ['wo-ochtend', '--o--'],
    ["wo 's middags", '--m--'],
    ['woensdagochtend en middag', '--x--'],
    ['ma t/m vr', 'xxxxx'],
    ['ma tot en met do(o)', 'xxxo-'],
    ['ma-vr', 'xxxxx'],
    ['ma-wo, vr', 'xxx-x'],
    ['ma-di-do', 'xx-x-'],
    ['maandag', 'x----'],
    ['maandag, dinsdag en vrijdag', 'xx--x'],
    ['Mo Tu We', 'xxx--'],
    ['Mon-Fri', 'xxxxx'],
    ['ma;di;wo', 'xxx--'],
    ['1;0;1;1;0', 'x-xx-'],
    ['1-0-1-1-0', 'x-xx-'],
    ['10110', 'x-xx-'],
    ['1111100', 'xxxxx'],
    ['1;1;1;0;0;1;0;0;0;0', 'xom--'],
    ['0;0;0;0;0', '-----'],
    ['ma.\ndi.', 'xx---'],
    ['alle dagen', 'xxxxx'],
    ['alle ochtenden', 'ooooo']
  ])('%j', (text, days) => expect(short(readDays(text))).toBe(days))

  test.each(['', '-', 'n.v.t.', 'wisselend', 'in overleg'])('%j does not say', (text) =>
    expect(readDays(text)).toBeNull()
  )

  test.each([
    'ma xx',
    'even weken ma',
    'vr-ma',
    'zaterdag',
    'x',
    '4',
    '1;0;1',
    'ma -',
    '> vr',
    'ma (om de week)',
    '0,8'
  ])('%j is not guessed at', (text) => expect(readDays(text)).toBe('unreadable'))

  test('what is written is read back as the same days', () => {
    fc.assert(
      fc.property(anyDays, (days) => {
        expect(readDays(writeDays(days))).toEqual(days)
      })
    )
  })

  test('reading, writing and reading again changes nothing more', () => {
    const word = fc.constantFrom(
      'ma',
      'di',
      'wo',
      'do',
      'vr',
      'Tu',
      'wo(o)',
      'di-middag',
      't/m',
      '-',
      ',',
      '/',
      'en',
      '1',
      '0',
      'x'
    )
    fc.assert(
      fc.property(fc.array(word, { maxLength: 8 }), fc.constantFrom(' ', ''), (words, glue) => {
        const days = readDays(words.join(glue))
        if (days && days !== 'unreadable') expect(readDays(writeDays(days))).toEqual(days)
      })
    )
  })

  test('never throws', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void readDays(text)))
  })
})

test('uniting days loses none and does not mind the order', () => {
  fc.assert(
    fc.property(anyDays, anyDays, (one, other) => {
      const both = uniteDays(one, other)!
      expect(both).toEqual(uniteDays(other, one))
      expect(uniteDays(both, one)).toEqual(both)
    })
  )
})

test.each([
  ['Ma', 'mon', null],
  ['maandag', 'mon', null],
  ['Ma ocht', 'mon', 'am'],
  ['do (m)', 'thu', 'pm'],
  ['Ochtend wo', 'wed', 'am'],
  ['Fri pm', 'fri', 'pm']
])('the heading %j', (heading, day, half) => expect(readDayHeading(heading)).toEqual({ day, half }))

test.each(['Datum', 'Ma di', 'Vrij', 'Middag', ''])('%j heads no day', (heading) =>
  expect(readDayHeading(heading)).toBeNull()
)

test.each([
  ['x', 'full'],
  ['X', 'full'],
  ['1', 'full'],
  ['ja', 'full'],
  ['✓', 'full'],
  ['', 'off'],
  ['-', 'off'],
  ['0', 'off'],
  ['nee', 'off'],
  ['ochtend', 'am'],
  ['m', 'pm'],
  ['7,5', 'unreadable']
])('the mark %j', (mark, presence) => expect(readDayMark(mark)).toBe(presence))
