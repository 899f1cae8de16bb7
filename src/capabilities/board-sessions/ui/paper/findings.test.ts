import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { emptyBoard, type BoardState, type Goal } from '../../core/state.ts'
import { anyCommand, idOf, PERSON, playBoard } from '../../testing.ts'
import { courseOf, findingOf, isUntouched, isWaiting, mayReopen, mineFirst } from './findings.ts'

const [ME, ANN, BO] = PERSON as [string, string, string]

function goalWith(values: number[], aim: number | null, createdOn = '2026-03-01'): Goal {
  const id = idOf(5, 1)
  const { state } = playBoard([{ type: 'add-goal', id, text: 'rekenstap uitleggen', aim }])
  return {
    ...state.goals[0]!,
    createdAt: Date.parse(`${createdOn}T10:00Z`),
    values: values.map((value, place) => ({ id: idOf(6, place), on: `2026-03-0${place + 1}`, value, by: null }))
  }
}

describe('where a goal is going', () => {
  test.each([
    ['unmeasured', [], 30],
    ['first', [8], 30],
    ['closer', [8, 21], 30],
    ['further', [8, 21, 12], 30],
    ['same', [8, 8], 30],
    ['reached', [8, 31], 30],
    ['changed', [8, 21], null],
    // Fewer is better: from twelve interruptions to an aim of four.
    ['closer', [12, 7], 4],
    ['reached', [12, 3], 4]
  ] as const)('%s: %j towards %s', (course, values, aim) => {
    expect(courseOf(goalWith([...values], aim))).toBe(course)
  })

  test('a goal waits for a measurement after three weeks', () => {
    expect(isWaiting(goalWith([8], 30), '2026-03-21')).toBe(false)
    expect(isWaiting(goalWith([8], 30), '2026-03-22')).toBe(true)
    expect(isWaiting(goalWith([], 30, '2026-03-10'), '2026-03-30')).toBe(false)
  })
})

describe('the finding above a board', () => {
  const withGoals = (...goals: Goal[]): BoardState => ({ ...emptyBoard(), goals })
  test('says the most hopeful thing first', () => {
    expect(findingOf(withGoals(goalWith([8, 31], 30), goalWith([8, 9], 30)), '2026-03-09').goals).toEqual({
      kind: 'reached',
      count: 1
    })
    expect(findingOf(withGoals(goalWith([8], 30)), '2026-04-09').goals).toEqual({ kind: 'waiting', count: 1 })
    expect(findingOf(withGoals(goalWith([8], 30)), '2026-03-09').goals).toEqual({ kind: 'active', count: 1 })
  })
  test('knows an untouched board', () => {
    expect(findingOf(emptyBoard(), '2026-03-09')).toEqual({
      isEmpty: true,
      actions: 0,
      goals: { kind: 'none', count: 0 }
    })
    expect(isUntouched(withGoals(goalWith([], null)))).toBe(false)
  })
  test('never claims more than there is, whatever happened', () => {
    fc.assert(
      fc.property(fc.array(anyCommand, { maxLength: 30 }), (commands) => {
        const { state } = playBoard(commands)
        const { actions, goals } = findingOf(state, '2026-03-10')
        expect(actions).toBeLessThanOrEqual(state.actions.length)
        expect(goals.count).toBeLessThanOrEqual(state.goals.length)
      })
    )
  })
})

test('mine come first and nothing is lost', () => {
  const { state } = playBoard([
    { type: 'add-action', id: idOf(4, 1), text: 'een', owners: [ANN] },
    { type: 'add-action', id: idOf(4, 2), text: 'twee', owners: [BO, ME] },
    { type: 'add-action', id: idOf(4, 3), text: 'drie', owners: [BO] }
  ])
  expect(mineFirst(state.actions, ME).map(({ text }) => text)).toEqual(['twee', 'een', 'drie'])
  expect(mineFirst(state.actions, null).map(({ text }) => text)).toEqual(['een', 'twee', 'drie'])
})

test('a closed session can be taken up again the same afternoon', () => {
  const { state } = playBoard([{ type: 'start-session', session: idOf(2, 1) }, { type: 'close-session' }])
  const closed = state.lastSession!.closedAt!
  expect(mayReopen(state, closed + 60_000, '2026-03-10')).toBe(true)
  expect(mayReopen(state, closed + 13 * 3600_000, '2026-03-11')).toBe(false)
})
