import { render } from 'svelte/server'
import { beforeAll, describe, expect, it } from 'vitest'
import { emptyBoard, type BoardState } from '../../core/state.ts'
import { PHASES } from '../../core/phases.ts'
import { idOf, PERSON, playBoard } from '../../testing.ts'
import { BoardClient } from '../board-client.svelte.ts'
import { phaseName } from '../view.ts'
import Digiboard from './digiboard.svelte'
import { loadLaterParts } from '../index.ts'

beforeAll(() => loadLaterParts())

const NAMES = ['Annemarie', 'Karim', 'Priya', 'Sanne', 'Thijs']
const SESSION = idOf(2, 1)

function show(board: BoardState): string {
  const client = new BoardClient({
    unit: idOf(0, 1),
    me: null,
    board,
    people: PERSON.map((id, n) => ({ id, givenName: NAMES[n]!, infix: '', familyName: 'Visser', isAway: n === 4 })),
    moods: {},
    timeZone: 'Europe/Amsterdam',
    clockOffset: Date.parse('2026-03-10T14:20:00Z') - Date.now()
  })
  return render(Digiboard, { props: { client, unit: { id: idOf(0, 1), name: 'Unit 5-6', mark: '56', hue: 3 } } }).body
}

const { state: before } = playBoard([
  { type: 'check-in', id: idOf(3, 0), person: PERSON[0]!, need: 'wie kijkt mee?' },
  { type: 'add-action', id: idOf(4, 1), text: 'exit-ticket proberen', owners: [PERSON[3]!] },
  { type: 'add-goal', id: idOf(5, 1), text: 'Kinderen leggen hun rekenstap uit', aim: 30 }
])

/** The board before it is alive: what the server sends is what stands there until the script has come. */
describe('a digiboard from the server', () => {
  it('says why it exists while there is nothing on it', () => {
    expect(show(emptyBoard())).toContain('Het bord van Unit 5-6')
  })

  it('shows what is open between two sessions, and one way to begin', () => {
    const page = show(before)
    expect(page).toContain('1 actie om op terug te kijken')
    expect(page).toContain('exit-ticket proberen')
    expect(page).toContain('Start de sessie')
  })

  it.each(PHASES)('has the phase as its title: %s', (phase) => {
    const { state } = playBoard(
      [
        { type: 'start-session', session: SESSION, facilitator: PERSON[3]! },
        { type: 'enter-phase', phase }
      ],
      before
    )
    const page = show(state)
    expect(/<h1[^>]*>([^<]*)<\/h1>/.exec(page)?.[1]).toBe(phaseName(phase))
    expect(page).toContain('Sanne Visser')
  })

  it('names whose turn it is in full', () => {
    const { state } = playBoard(
      [
        { type: 'start-session', session: SESSION, facilitator: PERSON[0]! },
        { type: 'enter-phase', phase: 'review' }
      ],
      before
    )
    expect(show(state)).toMatch(/data-turn[^>]*>(?:<[^>]*>|\s)*Sanne Visser/)
  })
})
