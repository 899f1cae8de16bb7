import { expect, test } from 'vitest'
import { idOf, PERSON } from '../../testing.ts'
import { writtenIn } from './written-in.ts'

test('what was written is kept from any command', () => {
  expect(writtenIn({ type: 'check-in', id: idOf(3, 1), person: PERSON[0]!, need: 'hulp', offer: 'tijd' })).toBe(
    'hulp\ntijd'
  )
  expect(writtenIn({ type: 'park', id: idOf(8, 1), text: 'rooster' })).toBe('rooster')
  expect(writtenIn({ type: 'measure-goal', id: idOf(5, 1), measurement: idOf(6, 1), value: 21 })).toBe('21')
  expect(writtenIn({ type: 'close-session' })).toBe('')
})
