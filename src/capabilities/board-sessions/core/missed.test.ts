import { describe, expect, test } from 'vitest'
import { idOf, PERSON, playBoard } from '../testing.ts'
import type { BoardCommand } from './commands.ts'
import { mayStillReact, missedBy, wasThere } from './missed.ts'

const [sanne, karim, noor] = [PERSON[0]!, PERSON[1]!, PERSON[2]!]

const played = (...commands: BoardCommand[]) =>
  playBoard([
    { type: 'add-action', id: idOf(4, 1), text: 'van de vorige keer', owners: [karim] },
    { type: 'start-session', session: idOf(2, 1), facilitator: null },
    ...commands,
    { type: 'close-session' }
  ]).state

describe('who was not there', () => {
  const board = played(
    { type: 'check-in', id: idOf(3, 1), person: karim, need: 'een tweede paar ogen', offer: '' },
    { type: 'check-in', id: idOf(3, 2), person: noor, need: 'koffie', offer: '' },
    { type: 'offer-help', checkIn: idOf(3, 2), helper: karim },
    { type: 'add-action', id: idOf(4, 2), text: 'exit-ticket proberen', owners: [sanne, karim] },
    { type: 'add-action', id: idOf(4, 3), text: 'rooster rondsturen', owners: [noor] },
    { type: 'review-action', id: idOf(4, 1), outcome: 'not-yet', blocker: 'geen tijd', helper: sanne },
    { type: 'add-goal', id: idOf(5, 1), text: 'rekenen', measure: '' },
    { type: 'close-goal', id: idOf(5, 1), status: 'reached', learned: 'klein beginnen' },
    {
      type: 'send-out',
      id: idOf(7, 1),
      text: 'wil je meekijken?',
      from: { kind: 'line', id: null },
      to: { kind: 'person', person: sanne }
    }
  )
  const missed = missedBy(sanne, board)!

  test('finds what is agreed for them, what the others agreed, and what is asked of them', () => {
    expect(wasThere(board, sanne)).toBe(false)
    expect(missed.mine.map(({ text }) => text)).toEqual(['exit-ticket proberen'])
    expect(missed.decisions.map(({ text }) => text)).toEqual(['rooster rondsturen'])
    expect(missed.asks.map(({ kind, text }) => [kind, text])).toEqual([
      ['request', 'wil je meekijken?'],
      ['help', 'van de vorige keer']
    ])
    expect(missed.goalsClosed.map(({ learned }) => learned)).toEqual(['klein beginnen'])
  })

  test('finds the needs that nobody answered, but no moods', () => {
    expect(missed.needs.map(({ need }) => need)).toEqual(['een tweede paar ogen'])
    expect(JSON.stringify(missed)).not.toContain('mood')
  })

  test('who was there, missed nothing; of an empty session there is nothing to tell', () => {
    expect(wasThere(board, karim)).toBe(true)
    expect(missedBy(sanne, played())).toBeNull()
  })

  test('can react until a day after', () => {
    expect(mayStillReact(0, 86_399_999)).toBe(true)
    expect(mayStillReact(0, 86_400_000)).toBe(false)
    expect(mayStillReact(null, 0)).toBe(false)
  })
})
