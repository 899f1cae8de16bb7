import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { findPerson, readDay, readQuickEntry, type Nameable } from './quick-entry.ts'

const people: Nameable[] = [
  { id: 'sanne-v', names: ['Sanne V.', 'Sanne Visser', 'Sanne'] },
  { id: 'sanne-b', names: ['Sanne B.', 'Sanne Bakker', 'Sanne'] },
  { id: 'karim', names: ['Karim', 'Karim el Amrani'] },
  { id: 'zoe', names: ['Zoë', 'Zoë Brouwer'] }
]
/** A Tuesday. */
const today = '2026-03-10'
const read = (line: string) => readQuickEntry(line, people, today)

describe('a line as an action', () => {
  test('an owner, what, and a weekday', () => {
    expect(read('Karim: exit-ticket proberen voor do')).toEqual({
      text: 'exit-ticket proberen',
      owners: ['karim'],
      due: '2026-03-12',
      unknown: [],
      choices: []
    })
  })

  test('a pair, by first name and by full name, with accents or without', () => {
    expect(read('zoe en Sanne Visser: tutorlezen starten')).toMatchObject({ owners: ['zoe', 'sanne-v'], due: null })
    expect(read('Karim, Zoë: boeken')).toMatchObject({ owners: ['karim', 'zoe'] })
  })

  test('a name that two people share, or that nobody has, is asked about, not guessed', () => {
    expect(read('Sanne: toets nakijken')).toMatchObject({ owners: [], unknown: ['Sanne'], text: 'toets nakijken' })
    expect(read('Piet: toets nakijken')).toMatchObject({ owners: [], unknown: ['Piet'] })
  })

  test('of people who share a name, it says who they are', () => {
    expect(read('Sanne: toets nakijken').choices).toEqual([{ word: 'Sanne', people: ['sanne-v', 'sanne-b'] }])
    expect(read('Karim en Sanne: toets nakijken')).toMatchObject({
      owners: ['karim'],
      choices: [{ word: 'Sanne', people: ['sanne-v', 'sanne-b'] }]
    })
    expect(read('Piet: toets nakijken').choices).toEqual([])
  })

  test.each([
    ['Karim: ouders bellen vrijdag', '2026-03-13'],
    ['Karim: ouders bellen deze week', '2026-03-13'],
    ['Karim: ouders bellen volgende week', '2026-03-16'],
    ['Karim: ouders bellen morgen', '2026-03-11'],
    ['Karim: ouders bellen voor 12 maart', '2026-03-12'],
    ['Karim: ouders bellen voor komende maandag', '2026-03-16']
  ])('%s', (line, due) => expect(read(line)).toMatchObject({ text: 'ouders bellen', due, owners: ['karim'] }))

  test('a word that only looks like a day stays in the text', () => {
    expect(read('Karim: verslag van de studiedag')).toMatchObject({ text: 'verslag van de studiedag', due: null })
    expect(read('Karim: wie is er maandags')).toMatchObject({ text: 'wie is er maandags', due: null })
  })

  test('a colon that names nobody stays text', () => {
    expect(read('om 12:30 bellen met ouders')).toMatchObject({ text: 'om 12:30 bellen met ouders', owners: [] })
    expect(read('let op: morgen vroeg beginnen')).toMatchObject({ text: 'let op: morgen vroeg beginnen', owners: [] })
  })

  test('"voor" without a day stays text', () => {
    expect(read('Karim: brief voor ouders')).toMatchObject({ text: 'brief voor ouders', due: null })
    expect(read('Karim: boeken voor groep 3 voor vr')).toMatchObject({ text: 'boeken voor groep 3', due: '2026-03-13' })
  })

  test('law: no letter of what was written is lost', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), (line) => {
        const { text, owners, due, unknown } = read(line)
        if (owners.length === 0 && due === null && unknown.length === 0) expect(text).toBe(line.trim())
        else expect(line).toContain(text)
      })
    )
  })
})

describe('a day as people write it', () => {
  test.each([
    ['di', '2026-03-17'],
    ['woensdag', '2026-03-11'],
    ['volgende week', '2026-03-16'],
    ['morgen', '2026-03-11'],
    ['12 maart', '2026-03-12'],
    ['1 mrt', '2027-03-01'],
    ['24-3', '2026-03-24'],
    ['24-3-2027', '2027-03-24'],
    ['friday', '2026-03-13']
  ])('%s', (words, day) => expect(readDay(words, today)).toBe(day))

  test.each(['groep 3', '31 februari', '99-99', 'x', ''])('%s is no day', (words) =>
    expect(readDay(words, today)).toBeNull()
  )
})

test('a beginning that only one name has is enough', () => {
  expect(findPerson('kar', people)).toBe('karim')
  expect(findPerson('san', people)).toBeNull()
})
