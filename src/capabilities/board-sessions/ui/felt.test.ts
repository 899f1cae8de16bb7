import { expect, test } from 'vitest'
import { newId } from '#kernel/id.ts'
import { PERSON } from '../testing.ts'
import { changedMoods, withUnsent } from './felt.ts'

const [ME, ANN] = PERSON as [string, string]

test('a mood that was taken back is gone', () => {
  expect(changedMoods({ [ME]: 'good', [ANN]: 'tired' }, { [ANN]: null, [ME]: 'great' })).toEqual({ [ME]: 'great' })
})

test('after catching up nobody keeps a mood that the server no longer has, but for what is not sent yet', () => {
  const sent = {
    key: newId(),
    base: 0,
    command: { type: 'check-in' as const, id: newId(), person: ME, mood: 'heavy' as const }
  }
  expect(withUnsent({ [ANN]: 'good' }, [sent])).toEqual({ [ANN]: 'good', [ME]: 'heavy' })
  expect(withUnsent({ [ANN]: 'good' }, [])).toEqual({ [ANN]: 'good' })
})
