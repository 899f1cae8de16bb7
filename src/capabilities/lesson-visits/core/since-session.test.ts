import { expect, test } from 'vitest'
import { cameOf } from './since-session.ts'

test('what came of an agreed visit, by its state and the clock', () => {
  const visit = { day: '2026-11-20', start: 600 }
  const at = (minute: number, day = '2026-11-20') => ({ day, minute })
  expect(cameOf({ ...visit, state: 'agreed' }, at(614))).toBe('to_come')
  expect(cameOf({ ...visit, state: 'agreed' }, at(615))).toBe('took_place')
  expect(cameOf({ ...visit, state: 'agreed' }, at(0, '2026-11-21'))).toBe('took_place')
  expect(cameOf({ ...visit, state: 'done' }, at(0))).toBe('took_place')
  // Moved and not agreed on again by all: nothing took place, however late it is.
  expect(cameOf({ ...visit, state: 'proposed' }, at(0, '2026-11-21'))).toBe('to_come')
  expect(cameOf({ ...visit, state: 'declined' }, at(0))).toBe('dropped')
  expect(cameOf({ ...visit, state: 'cancelled' }, at(0))).toBe('dropped')
})
