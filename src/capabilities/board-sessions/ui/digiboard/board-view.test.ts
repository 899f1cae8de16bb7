import { describe, expect, it } from 'vitest'
import {
  agreedIn,
  byOwners,
  carriedIn,
  currentCheckIns,
  outcomeOf,
  readFigure,
  reviewedActions,
  turnAmong,
  writeFigure
} from './board-view.ts'
import { idOf, PERSON, playBoard } from '../../testing.ts'

const SESSION = idOf(2, 1)
const [first, second] = [idOf(4, 1), idOf(4, 2)]

/** Two actions from before; then a session in which the first is carried along and one is added. */
const { state } = playBoard([
  { type: 'check-in', id: idOf(3, 0), person: PERSON[0]!, need: 'meekijken' },
  { type: 'add-action', id: first, text: 'leesbrief', owners: [PERSON[0]!] },
  { type: 'add-action', id: second, text: 'boekenlijst', owners: [PERSON[1]!] },
  { type: 'start-session', session: SESSION },
  { type: 'review-action', id: first, outcome: 'not-yet' },
  { type: 'add-action', id: idOf(4, 3), text: 'tutorlezen', owners: [PERSON[1]!, PERSON[0]!] },
  { type: 'add-action', id: idOf(4, 4), text: 'hoeken', owners: [PERSON[0]!, PERSON[1]!] }
])
const session = state.session!

describe('whose turn it is', () => {
  const actions = reviewedActions(state)

  it('is the first that was not talked about', () => {
    expect(turnAmong(actions, session, null)?.id).toBe(second)
  })
  it('is what was tapped, talked about or not', () => {
    expect(turnAmong(actions, session, first)?.id).toBe(first)
  })
  it('is nobody when all were talked about', () => {
    const rest = actions.filter((action) => action.id === first)
    expect(turnAmong(rest, session, null)).toBeNull()
  })
})

describe('what a session brought', () => {
  it('takes along what is not yet done', () => {
    expect(carriedIn(state, SESSION).map((action) => action.id)).toEqual([first])
    expect(outcomeOf(state.actions[0]!, session)).toBe('not-yet')
    expect(outcomeOf(state.actions[1]!, session)).toBeNull()
  })
  it('puts what a pair agreed under one head, whoever was named first', () => {
    const groups = byOwners(agreedIn(state, SESSION))
    expect(groups.map((group) => group.actions.map((action) => action.text))).toEqual([['tutorlezen', 'hoeken']])
  })
  it('counts a check-in from beforehand in the session', () => {
    expect(currentCheckIns(state).map((checkIn) => checkIn.person)).toEqual([PERSON[0]])
  })
})

describe('a figure', () => {
  it.each([
    ['17', 17],
    [' 4,5 ', 4.5],
    ['4.5', 4.5],
    ['-2', -2],
    ['', null],
    ['veel', null],
    ['1.000', null],
    ['1.000,5', null]
  ])('%j is read as %s', (text, figure) => {
    expect(readFigure(text)).toBe(figure)
  })
  it('that is written in a field is read back as it was', () => {
    for (const value of [0, 17, 1500, 4.5, -0.25])
      for (const language of ['nl', 'en'] as const) expect(readFigure(writeFigure(value, language))).toBe(value)
  })
})
