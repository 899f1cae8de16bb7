import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { readClock } from '../../core/clock.ts'
import { DEFAULT_BUDGETS } from '../../core/phases.ts'
import { idOf, PERSON, playBoard } from '../../testing.ts'
import { actionsToTell, needsOfOthers, strokesOf } from './paper-view.ts'

const [ME, ANN, BO] = PERSON as [string, string, string]

test('what was finished before a session is still told in it, and after it no more', () => {
  const finished = playBoard([
    { type: 'add-action', id: idOf(4, 1), text: 'een', owners: [ANN] },
    { type: 'review-action', id: idOf(4, 1), outcome: 'done' }
  ]).state
  expect(actionsToTell(finished)).toHaveLength(1)
  const told = playBoard([{ type: 'start-session', session: idOf(2, 1) }, { type: 'close-session' }], finished).state
  expect(actionsToTell(told)).toHaveLength(0)
})

test('needs of others, unanswered first', () => {
  const { state } = playBoard([
    { type: 'check-in', id: idOf(3, 1), person: ANN, need: 'wie kijkt mee?' },
    { type: 'check-in', id: idOf(3, 2), person: BO, need: 'boeken' },
    { type: 'check-in', id: idOf(3, 3), person: ME, need: 'tien minuten' },
    { type: 'offer-help', checkIn: idOf(3, 1), helper: ME }
  ])
  expect(needsOfOthers(state, ME).map(({ need }) => need)).toEqual(['boeken', 'wie kijkt mee?'])
})

test('the strokes of a phase are its minutes', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 3_000_000 }), (elapsed) => {
      const { state } = playBoard([{ type: 'start-session', session: idOf(2, 1) }])
      const session = state.session!
      for (const phase of readClock(session, DEFAULT_BUDGETS, session.startedAt + elapsed).phases) {
        const { within, beyond } = strokesOf(phase)
        const number = (counts: typeof within | null) =>
          (counts?.past ?? 0) + (counts?.over ?? 0) + (counts?.off ?? 0) + (counts?.now ? 1 : 0)
        expect(number(within)).toBe(phase.budget)
        expect(number(within) + number(beyond)).toBe(phase.minutes.length)
      }
    })
  )
})
