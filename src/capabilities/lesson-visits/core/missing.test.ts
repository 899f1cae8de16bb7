import { expect, test } from 'vitest'
import { missingIn } from './missing.ts'

const people = ['a', 'b', 'c']
const all = { people, wishes: [{ person: 'a', host: 'b' }], open: new Set(['b']), known: new Set(people), covers: 1 }

test('what is missing before visits can be planned', () => {
  expect(missingIn({ ...all, people: ['a'] })).toEqual(['alone'])
  expect(missingIn(all)).toEqual([])
  expect(missingIn({ ...all, wishes: [] })).toEqual(['no_wishes'])
  expect(missingIn({ ...all, open: new Set() })).toEqual(['nobody_open', 'no_moments'])
  expect(missingIn({ ...all, known: new Set(['a']) })).toEqual(['no_moments'])
  expect(missingIn({ ...all, known: new Set(['b']), covers: 0 })).toEqual(['no_moments', 'no_cover'])
})
