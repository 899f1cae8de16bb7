import { describe, expect, test } from 'vitest'
import { idOf, PERSON } from '../testing.ts'
import { apply } from './apply.ts'
import type { BoardCommand } from './commands.ts'
import { decide } from './decide.ts'
import { emptyBoard, type BoardState } from './state.ts'

const [sanne, karim] = PERSON as [string, string]
const action = idOf(4, 1)

/** Sends as somebody whose device had seen the board up to `base`. */
function say(state: BoardState, command: BoardCommand, actor: string, base = state.seq): BoardState {
  const at = Date.parse('2026-03-10T14:15:00Z') + state.seq * 1000
  const fact = decide(state, command, { actor, base, at, today: '2026-03-10', isMember: (id) => PERSON.includes(id) })
  if (!fact.ok) throw new Error(fact.failure.code)
  return apply(state, { ...fact.value, seq: state.seq + 1, at, by: actor, key: idOf(9, state.seq) })
}
const review = (outcome: 'done' | 'not-yet'): BoardCommand => ({ type: 'review-action', id: action, outcome })
const begun = say(
  say(emptyBoard(), { type: 'add-action', id: action, text: 'exit-ticket', owners: [sanne] }, sanne),
  { type: 'start-session', session: idOf(2, 1) },
  sanne
)

describe('two people review the same action', () => {
  test('at once: the later counts, and what the other said is shown', () => {
    const both = say(say(begun, review('done'), sanne), review('not-yet'), karim, begun.seq)
    expect(both.actions[0]?.review).toMatchObject({
      outcome: 'not-yet',
      by: karim,
      other: { outcome: 'done', by: sanne }
    })
    expect(both.actions[0]).toMatchObject({ carried: 1, status: 'open' })
  })

  test('saying the same, or having seen it, is no difference', () => {
    expect(
      say(say(begun, review('done'), sanne), review('done'), karim, begun.seq).actions[0]?.review?.other
    ).toBeNull()
    expect(say(say(begun, review('done'), sanne), review('not-yet'), karim).actions[0]?.review?.other).toBeNull()
  })
})

describe('taking a review back', () => {
  test('returns to what was said in the session before', () => {
    const next = say(
      say(say(begun, review('not-yet'), sanne), { type: 'close-session' }, sanne),
      { type: 'start-session', session: idOf(2, 2) },
      sanne
    )
    const back = say(say(next, review('done'), sanne), { type: 'reopen-action', id: action }, sanne)
    expect(back.actions[0]).toMatchObject({
      status: 'open',
      carried: 1,
      review: { outcome: 'not-yet', session: idOf(2, 1) }
    })
  })

  test('an action that was talked about is not taken off as if it never was', () => {
    const told = say(begun, review('not-yet'), sanne)
    expect(() => say(told, { type: 'withdraw-action', id: action }, sanne)).toThrow('action_has_history')
    expect(say(begun, { type: 'withdraw-action', id: action }, sanne).actions).toEqual([])
  })
})

describe('the minutes of a unit', () => {
  const budgets = { 'check-in': 5, review: 2, successes: 1, goals: 3, actions: 2, requests: 1, close: 1 }
  const change = (over: object) =>
    say(emptyBoard(), { type: 'change-budgets', budgets: { ...budgets, ...over } }, sanne)

  test('stay between five and forty-five in all', () => {
    expect(change({ goals: 8 }).budgets.goals).toBe(8)
    expect(() => change({ goals: 30, actions: 15 })).toThrow('minutes_out_of_range')
    expect(() => change({ 'check-in': 0, goals: 0, review: 0, actions: 0 })).toThrow('minutes_out_of_range')
    expect(() => change({ goals: 1.5 })).toThrow('number_invalid')
  })
})
