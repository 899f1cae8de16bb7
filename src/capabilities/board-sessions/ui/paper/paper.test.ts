import { render } from 'svelte/server'
import { beforeAll, describe, expect, test } from 'vitest'
import { newId } from '#kernel/id.ts'
import type { BoardCommand } from '../../core/commands.ts'
import { PHASES } from '../../core/phases.ts'
import { emptyBoard, type BoardState } from '../../core/state.ts'
import { idOf, PERSON, playBoard } from '../../testing.ts'
import { BoardClient } from '../board-client.svelte.ts'
import { noOutbox } from '../outbox.ts'
import EndedSession from './ended-session.svelte'
import MyActions from './my-actions.svelte'
import SessionScreen from './session-screen.svelte'
import UnitBoard from './unit-board.svelte'
import { loadLaterParts } from '../index.ts'

beforeAll(() => loadLaterParts())

const [ME, ANN, BO] = PERSON as [string, string, string]
const unit = { id: newId(), name: 'Unit 5-6', mark: '56', hue: 3 }
const NAMES = ['Sanne', 'Annemarie', 'Karim', 'Priya', 'Noor']
const people = PERSON.map((id, place) => ({
  id,
  givenName: NAMES[place]!,
  infix: place === 1 ? 'van den' : '',
  familyName: place === 1 ? 'Bosch-el Amrani' : 'Jansen',
  isAway: false
}))

const filled: BoardCommand[] = [
  { type: 'add-goal', id: idOf(5, 1), text: 'rekenstap uitleggen', measure: 'leggen uit', aim: 30, outOf: 46 },
  { type: 'measure-goal', id: idOf(5, 1), measurement: idOf(6, 1), value: 8, on: '2026-03-03' },
  { type: 'measure-goal', id: idOf(5, 1), measurement: idOf(6, 2), value: 21, on: '2026-03-10' },
  { type: 'add-action', id: idOf(4, 1), text: 'exit-ticket proberen', owners: [ME] },
  { type: 'add-action', id: idOf(4, 2), text: 'boekenlijst delen', owners: [ANN, BO], due: '2026-03-12' },
  { type: 'add-success', id: idOf(7, 1), text: 'stille lezers vragen om een boek' },
  { type: 'park', id: idOf(8, 1), text: 'rooster studiedag' },
  { type: 'check-in', id: idOf(3, 1), person: BO, need: 'wie kijkt mee bij breuken?', offer: 'exit-tickets' }
]

const clientOf = (board: BoardState) =>
  new BoardClient({
    unit: unit.id,
    me: ME,
    board,
    people,
    moods: { [BO]: 'tired' },
    timeZone: 'Europe/Amsterdam',
    clockOffset: Date.parse('2026-03-10T14:20:00Z') - Date.now(),
    outbox: noOutbox()
  })
const textOf = (html: string) =>
  html
    .replaceAll(/<!--.*?-->|<[^>]*>/gs, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
const started = playBoard([...filled, { type: 'start-session', session: idOf(2, 1), facilitator: ANN }]).state

describe('the open session', () => {
  test.each(PHASES)('shows %s without script', (phase) => {
    const { state } = playBoard([{ type: 'enter-phase', phase }], started)
    const text = textOf(render(SessionScreen, { props: { client: clientOf(state), unit } }).body)
    expect(text).not.toMatch(/undefined|\[object|NaN/)
    expect(text).toContain('Annemarie')
  })

  test('asks me how I am, by the name I am called', () => {
    const text = textOf(render(SessionScreen, { props: { client: clientOf(started), unit } }).body)
    expect(text).toContain('Hoe zit je erbij, Sanne?')
    expect(text).toContain('wie kijkt mee bij breuken?')
    expect(text).toContain('1 van de 5 is ingecheckt')
  })
})

describe('the board between sessions', () => {
  const props = { unit, sessions: [], hrefOfSession: (id: string) => `/sessies/${id}`, pairHref: '/koppelen' }
  test('has a finding for a title', () => {
    const { state } = playBoard(filled)
    const text = textOf(render(UnitBoard, { props: { ...props, client: clientOf(state) } }).body)
    expect(text).toContain('2 acties voor de volgende keer, één doel komt dichterbij')
    expect(text).toContain('21 van de 46')
    expect(text).not.toMatch(/undefined|\[object|NaN/)
  })
  test('tells an empty unit why it exists, and offers the first step', () => {
    const text = textOf(render(UnitBoard, { props: { ...props, client: clientOf(emptyBoard()) } }).body)
    expect(text).toContain('Hier begint het bord van je unit')
    expect(text).toContain('Sessie starten')
  })
})

test('an ended session says what was agreed, and can be taken up again', () => {
  const { state } = playBoard(
    [
      { type: 'review-action', id: idOf(4, 1), outcome: 'done' },
      { type: 'add-action', id: idOf(4, 9), text: 'rekenstap filmen', owners: [BO] },
      { type: 'close-session' }
    ],
    started
  )
  const ended = (canReopen: boolean) =>
    textOf(render(EndedSession, { props: { board: state, people, unit, canReopen, onReopen: () => {} } }).body)
  expect(ended(true)).toContain('Eén nieuwe actie, één afgerond')
  expect(ended(true)).toContain('Toch nog even verder')
  expect(ended(false)).not.toContain('Toch nog even verder')
})

test('my actions are mine only', () => {
  const text = textOf(render(MyActions, { props: { client: clientOf(playBoard(filled).state) } }).body)
  expect(text).toContain('exit-ticket proberen')
  expect(text).not.toContain('boekenlijst')
})
