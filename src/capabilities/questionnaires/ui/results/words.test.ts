import { expect, it } from 'vitest'
import { hiddenOf } from './words.ts'

it('says why groups are not there: too few people, or nothing to compare with', () => {
  expect(hiddenOf('unit', { names: [], isEverybody: false })).toBeNull()
  expect(hiddenOf('unit', { names: ['Zorg', 'Kleuters'], isEverybody: false })).toMatch(
    /^Zorg, Kleuters staan er niet apart bij\. Er antwoordden minder dan vijf mensen, of .* Welke van de twee het is, zeggen we niet/
  )
  expect(hiddenOf('function', { names: ['Leerkracht'], isEverybody: true })).toBe(
    'Iedereen die gevraagd is, zit in dezelfde groep: Leerkracht. Hier valt dus niets te vergelijken.'
  )
  expect(hiddenOf('years', { names: ['long'], isEverybody: true })).toContain(': 6 jaar of langer.')
})
