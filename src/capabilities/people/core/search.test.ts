import { expect, it } from 'vitest'
import { matchesPerson } from './search.ts'

const fatima = {
  givenName: 'Fatima',
  infix: 'el',
  familyName: 'Yıldız',
  function: 'Leerkracht',
  email: 'f.yildiz@school.nl',
  groups: ['5b'],
  units: ['Unit 5-6']
}

it.each(['fatima', 'YILDIZ', 'el yildiz', '5b leerkracht', 'unit 5-6', '  Fátima '])(
  'finds somebody by %s',
  (question) => {
    expect(matchesPerson(fatima, question)).toBe(true)
  }
)

it.each(['noor', 'fatima noor', '6b'])('does not find her by %s', (question) => {
  expect(matchesPerson(fatima, question)).toBe(false)
})
