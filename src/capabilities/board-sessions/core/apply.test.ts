import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { anyCommand, idOf, PERSON, playBoard } from '../testing.ts'
import { apply } from './apply.ts'
import { emptyBoard } from './state.ts'

const [sanne, karim] = PERSON as [string, string]
const action = (n: number) => idOf(4, n)
const start = (n: number) => ({ type: 'start-session' as const, session: idOf(2, n) })
const add = (n: number, text = 'exit-ticket proberen') => ({
  type: 'add-action' as const,
  id: action(n),
  text,
  owners: [sanne]
})
const review = (n: number, outcome: 'done' | 'not-yet' | 'no-longer') => ({
  type: 'review-action' as const,
  id: action(n),
  outcome
})
const close = { type: 'close-session' as const }

describe('laws', () => {
  test('the log is gap-free and folds to the same board from any place', () => {
    fc.assert(
      fc.property(fc.array(anyCommand, { maxLength: 60 }), fc.nat(60), (commands, cut) => {
        const { state, events } = playBoard(commands)
        expect(events.map((event) => event.seq)).toEqual(events.map((_, index) => index + 1))
        const halfway = events.slice(0, cut).reduce(apply, emptyBoard())
        expect(events.slice(cut).reduce(apply, halfway)).toEqual(state)
      })
    )
  })

  test('a board survives the way through JSON', () => {
    fc.assert(
      fc.property(fc.array(anyCommand, { maxLength: 40 }), (commands) => {
        const { state } = playBoard(commands)
        expect(JSON.parse(JSON.stringify(state))).toEqual(state)
      })
    )
  })

  test('ids on a board are unique, carried is never negative, closed things say where they closed', () => {
    fc.assert(
      fc.property(fc.array(anyCommand, { maxLength: 80 }), (commands) => {
        const { state } = playBoard(commands)
        for (const items of [state.actions, state.goals, state.successes, state.parked, state.checkIns])
          expect(new Set(items.map((item) => item.id)).size).toBe(items.length)
        for (const item of state.actions) {
          expect(item.carried).toBeGreaterThanOrEqual(0)
          expect(item.status === 'open').toBe(item.closedSeq === null)
        }
        for (const goal of state.goals) expect(goal.status === 'active').toBe(goal.closedSeq === null)
      }),
      { numRuns: 1000 }
    )
  })

  test('an event about something that is not on the board changes only the place in the log', () => {
    const event = { type: 'action-reopened', id: action(1), seq: 1, at: 0, by: null, key: idOf(9, 0) } as const
    expect(apply(emptyBoard(), event)).toEqual({ ...emptyBoard(), seq: 1 })
  })
})

describe('actions over sessions', () => {
  test('"not yet" carries an action along, once a session however often it is tapped', () => {
    const { state } = playBoard([add(1), start(1), review(1, 'not-yet'), review(1, 'not-yet')])
    expect(state.actions[0]).toMatchObject({ carried: 1, status: 'open' })
    const next = playBoard([add(1), start(1), review(1, 'not-yet'), close, start(2), review(1, 'not-yet')])
    expect(next.state.actions[0]).toMatchObject({ carried: 2, status: 'open' })
  })

  test('changing one’s mind within a session counts as if it was said at once', () => {
    const { state } = playBoard([add(1), start(1), review(1, 'not-yet'), review(1, 'done')])
    expect(state.actions[0]).toMatchObject({ carried: 0, status: 'done' })
    const reopened = playBoard([add(1), start(1), review(1, 'not-yet'), { type: 'reopen-action', id: action(1) }])
    expect(reopened.state.actions[0]).toMatchObject({ carried: 0, status: 'open', review: null })
  })

  test('what was done between sessions is told in the next one, and then leaves the board', () => {
    const told = playBoard([start(1), add(1), close, review(1, 'done'), start(2)])
    expect(told.state.session?.review).toEqual([action(1)])
    const gone = playBoard([start(1), add(1), close, review(1, 'done'), start(2), close, start(3)])
    expect(gone.state.actions).toEqual([])
  })

  test('a new action is not reviewed in the session that made it', () => {
    const { state } = playBoard([start(1), add(1)])
    expect(state.session?.review).toEqual([])
    expect(playBoard([start(1), add(1), close, start(2)]).state.session?.review).toEqual([action(1)])
  })
})

describe('check-in', () => {
  const checkIn = (need: string) => ({ type: 'check-in' as const, id: idOf(3, 1), person: sanne, need })

  test('beforehand becomes part of the session that starts; that of the session before is gone', () => {
    const { state } = playBoard([checkIn('tien minuten van Karim'), start(1)])
    expect(state.checkIns).toMatchObject([{ person: sanne, session: idOf(2, 1), need: 'tien minuten van Karim' }])
    expect(playBoard([checkIn('x'), start(1), close, start(2)]).state.checkIns).toEqual([])
  })

  test('help stays while the need stays the same', () => {
    const help = { type: 'offer-help' as const, checkIn: idOf(3, 1), helper: karim }
    expect(playBoard([checkIn('boeken'), help, checkIn('boeken')]).state.checkIns[0]?.helpers).toEqual([karim])
    expect(playBoard([checkIn('boeken'), help, checkIn('iets anders')]).state.checkIns[0]?.helpers).toEqual([])
  })
})

describe('sessions', () => {
  test('phases keep what they really took, also when one is entered twice', () => {
    const { state } = playBoard([
      start(1),
      { type: 'enter-phase', phase: 'review' },
      { type: 'enter-phase', phase: 'check-in' },
      { type: 'enter-phase', phase: 'review' },
      close
    ])
    expect(state.lastSession?.spent).toEqual({ 'check-in': 40_000, review: 40_000 })
  })

  test('a session that nobody closed gives its last phase no hours', () => {
    const { state } = playBoard([start(1)])
    const at = state.session!.startedAt + 9 * 3600_000
    const forgotten = { type: 'session-closed', forgotten: true, seq: 2, at, by: null, key: idOf(9, 99) } as const
    expect(apply(state, forgotten).lastSession).toMatchObject({ spent: {}, closedAt: at })
  })

  test('a session closed too early goes on where it was', () => {
    const { state } = playBoard([
      add(1),
      start(1),
      { type: 'enter-phase', phase: 'goals' },
      close,
      { type: 'reopen-session' }
    ])
    expect(state.session).toMatchObject({ id: idOf(2, 1), phase: 'goals', closedAt: null, review: [action(1)] })
  })
})
