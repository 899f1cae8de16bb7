import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { anyCommand, idOf, PERSON, playBoard } from '../testing.ts'
import { apply } from './apply.ts'
import { decide } from './decide.ts'
import { undoOf } from './undo.ts'
import type { BoardState } from './state.ts'

const [sanne] = PERSON as [string]

const BOOKKEEPING = new Set([
  ...['seq', 'textSeq', 'textBy', 'closedSeq', 'addedSeq', 'lastCloseSeq', 'since', 'at', 'by', 'replaced', 'other'],
  ...['createdAt', 'createdBy', 'createdIn', 'before', 'earlier', 'rated', 'measurement', 'last', 'year'],
  ...['startedAt', 'startedBy', 'phaseStartedAt', 'spent', 'closedAt', 'closedBy', 'previous', 'worth']
])

/** What people see: without the bookkeeping of when and by whom, in an order of its own. */
function seen(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(seen).sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))
  if (typeof value !== 'object' || value === null) return value
  const kept = Object.entries(value).filter(([key]) => !BOOKKEEPING.has(key))
  return Object.fromEntries(kept.map(([key, part]) => [key, seen(part)]))
}

const context = (state: BoardState) => ({
  actor: sanne,
  base: state.seq,
  at: Date.parse('2026-03-10T14:40:00Z'),
  today: '2026-03-10',
  isMember: (person: string) => PERSON.includes(person)
})

test('law: doing and undoing leaves the board as it was', () => {
  let undone = 0
  fc.assert(
    fc.property(fc.array(anyCommand, { maxLength: 30 }), anyCommand, (commands, command) => {
      const { state } = playBoard(commands)
      const done = decide(state, command, context(state))
      if (!done.ok) return
      const event = (fact: typeof done.value, on: BoardState) => ({
        ...fact,
        seq: on.seq + 1,
        at: context(on).at,
        by: sanne,
        key: idOf(9, 0)
      })
      const after = apply(state, event(done.value, state))
      // Starting clears away what the session before had finished with, and whose turn was chosen: those do not return.
      if (['session-started', 'session-cancelled', 'session-reopened'].includes(done.value.type)) return
      const inverse = undoOf(state, done.value)
      if (!inverse) return
      const undoing = decide(after, inverse, context(after))
      // A goal or an action that became history through others is kept, by name; nothing else is refused.
      if (!undoing.ok) throw new Error(`${command.type} -> ${inverse.type}: ${undoing.failure.code}`)
      undone++
      expect(seen(apply(after, event(undoing.value, after)))).toEqual(seen(state))
    }),
    { numRuns: 4000 }
  )
  expect(undone).toBeGreaterThan(500)
})

test('a session that was started by mistake leaves no trace on the board', () => {
  const beforehand = playBoard([
    { type: 'check-in', id: idOf(3, 1), person: sanne, need: 'tien minuten' },
    { type: 'say-presence', person: PERSON[1]!, kind: 'later' },
    { type: 'add-action', id: idOf(4, 1), text: 'exit-ticket', owners: [sanne] }
  ]).state
  const { state } = playBoard([{ type: 'start-session', session: idOf(2, 1) }, { type: 'cancel-session' }], beforehand)
  expect(seen(state)).toEqual(seen(beforehand))
})

test('a changed check-in comes back with who had offered to help', () => {
  const checkIn = (need: string) => ({ type: 'check-in' as const, id: idOf(3, 1), person: sanne, need })
  const { state } = playBoard([
    checkIn('boeken'),
    { type: 'offer-help', checkIn: idOf(3, 1), helper: PERSON[1]! },
    checkIn('iets anders'),
    { type: 'withdraw-check-in', person: sanne }
  ])
  expect(state.checkIns).toMatchObject([{ need: 'boeken', helpers: [PERSON[1]] }])
})

test('a check-in to which somebody had offered help is not brought back without that help', () => {
  const { state } = playBoard([
    { type: 'check-in', id: idOf(3, 1), person: sanne, need: 'boeken' },
    { type: 'offer-help', checkIn: idOf(3, 1), helper: PERSON[1]! }
  ])
  expect(undoOf(state, { type: 'check-in-withdrawn', person: sanne })).toBeNull()
})
