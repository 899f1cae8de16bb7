import { describe, expect, test } from 'vitest'
import { idOf, PERSON, playBoard } from '../testing.ts'
import type { BoardCommand, DecisionContext } from './commands.ts'
import { decide } from './decide.ts'
import { LINE_LIMIT } from './decide/checks.ts'
import { emptyBoard, type BoardState } from './state.ts'

const [sanne, karim] = PERSON as [string, string]
const context = (over: Partial<DecisionContext> = {}): DecisionContext => ({
  actor: sanne,
  base: 1000,
  at: Date.parse('2026-03-10T15:00:00Z'),
  today: '2026-03-10',
  isMember: (person) => PERSON.includes(person),
  ...over
})
const refusal = (state: BoardState, command: BoardCommand, over?: Partial<DecisionContext>) => {
  const decision = decide(state, command, context(over))
  return decision.ok ? null : decision.failure.code
}
const addAction = (over: object = {}) =>
  ({ type: 'add-action', id: idOf(4, 1), text: 'toets nakijken', owners: [sanne], ...over }) as BoardCommand
const started = playBoard([{ type: 'start-session', session: idOf(2, 1) }]).state

describe('what is refused, by name', () => {
  test('a second session while one is open, and a phase or an end without one', () => {
    expect(refusal(started, { type: 'start-session', session: idOf(2, 2) })).toBe('session_already_open')
    expect(refusal(emptyBoard(), { type: 'enter-phase', phase: 'goals' })).toBe('session_not_open')
    expect(refusal(emptyBoard(), { type: 'close-session' })).toBe('session_not_open')
    expect(refusal(emptyBoard(), { type: 'reopen-session' })).toBe('session_not_last')
  })

  test('an empty line, a line of 100 kB, an owner who is not in the unit, a day that does not exist', () => {
    expect(refusal(started, addAction({ text: ' \n ' }))).toBe('text_empty')
    expect(refusal(started, addAction({ text: 'x'.repeat(100_000) }))).toBe('text_too_long')
    expect(refusal(started, addAction({ owners: [] }))).toBe('owner_missing')
    expect(refusal(started, addAction({ owners: [idOf(1, 99)] }))).toBe('person_not_in_unit')
    expect(refusal(started, addAction({ due: '2026-02-30' }))).toBe('date_invalid')
    expect(refusal(started, addAction({ text: 'x'.repeat(LINE_LIMIT) }))).toBeNull()
  })

  test('a goal that is measured with something that is no number', () => {
    const { state } = playBoard([{ type: 'add-goal', id: idOf(5, 1), text: 'rekenstap uitleggen' }])
    const measure = { type: 'measure-goal' as const, id: idOf(5, 1), measurement: idOf(6, 1), value: Number.NaN }
    expect(refusal(state, measure)).toBe('number_invalid')
    expect(refusal(state, { ...measure, id: idOf(5, 2), value: 3 })).toBe('goal_unknown')
  })

  test('taking up a session again after twelve hours', () => {
    const { state } = playBoard([{ type: 'start-session', session: idOf(2, 1) }, { type: 'close-session' }])
    const closedAt = state.lastSession!.closedAt!
    expect(refusal(state, { type: 'reopen-session' }, { at: closedAt + 3600_000 })).toBeNull()
    expect(refusal(state, { type: 'reopen-session' }, { at: closedAt + 13 * 3600_000 })).toBe('session_not_last')
  })
})

describe('text', () => {
  const textOf = (text: string) => {
    const decision = decide(started, addAction({ text }), context())
    return decision.ok && decision.value.type === 'action-added' ? decision.value.text : null
  }

  test('markup stays what it is: text', () => {
    expect(textOf('<script>alert(1)</script>')).toBe('<script>alert(1)</script>')
  })

  test('becomes one line without control characters or broken surrogates, which the database refuses', () => {
    expect(textOf(' regel een\nregel twee\u0000 ')).toBe('regel een regel twee')
    expect(textOf('stuk \ud83c')).toBe('stuk \ufffd')
  })
})

describe('a text written by somebody who had not seen the last one', () => {
  const { state } = playBoard([
    { type: 'start-session', session: idOf(2, 1) },
    addAction(),
    { type: 'park', id: idOf(8, 1), text: 'x' }
  ])
  const edit = { type: 'edit-action' as const, id: idOf(4, 1), text: 'toets bespreken' }
  const replaced = (over: Partial<DecisionContext>) => {
    const decision = decide(state, edit, context(over))
    return decision.ok && decision.value.type === 'action-edited' ? decision.value.replaced : undefined
  }

  test('wins, and the earlier text is kept', () => expect(replaced({ actor: sanne, base: 1 })).toBe(true))
  test('is simply the new text when it was seen', () => expect(replaced({ actor: karim, base: 2 })).toBe(false))
  test('is simply the new text when it was one’s own', () => expect(replaced({ actor: karim, base: 1 })).toBe(false))
})

describe('a device that was away when a session closed', () => {
  const { state } = playBoard([
    { type: 'start-session', session: idOf(2, 1) },
    { type: 'add-action', id: idOf(4, 1), text: 'exit-ticket proberen', owners: [PERSON[0]!] },
    { type: 'close-session' },
    { type: 'start-session', session: idOf(2, 2) }
  ])
  const asOf = (base: number, command: BoardCommand, board = state) =>
    decide(board, command, {
      actor: PERSON[0]!,
      base,
      at: Date.parse('2026-03-17T14:15:00Z'),
      today: '2026-03-17',
      isMember: () => true
    })
  const moved = { ok: false, failure: { code: 'session_moved_on' } }

  test('steers no other session: it does not close it, nor take it to another phase', () => {
    const steering: BoardCommand[] = [
      { type: 'close-session' },
      { type: 'enter-phase', phase: 'close' },
      { type: 'choose-facilitator', person: PERSON[1]! }
    ]
    for (const command of steering) {
      expect(asOf(2, command)).toMatchObject(moved)
      expect(asOf(3, command).ok).toBe(true)
    }
    const { state: between } = playBoard([{ type: 'start-session', session: idOf(2, 1) }, { type: 'close-session' }])
    expect(asOf(1, { type: 'start-session', session: idOf(2, 3) }, between)).toMatchObject(moved)
    expect(asOf(2, { type: 'start-session', session: idOf(2, 3) }, between).ok).toBe(true)
  })

  test('loses nothing of what was written on it', () => {
    expect(asOf(1, { type: 'park', id: idOf(8, 1), text: 'bedacht in de trein' }).ok).toBe(true)
    expect(asOf(2, { type: 'edit-action', id: idOf(4, 1), text: 'exit-ticket in groep 5' }).ok).toBe(true)
    expect(asOf(2, { type: 'review-action', id: idOf(4, 1), outcome: 'done' }).ok).toBe(true)
  })
})
