import { render } from 'svelte/server'
import { beforeAll, describe, expect, test } from 'vitest'
import { newId } from '#kernel/id.ts'
import { emptyBoard, type BoardState } from '../core/state.ts'
import { idOf, PERSON, playBoard } from '../testing.ts'
import { BoardClient, type BoardPerson } from './board-client.svelte.ts'
import { noOutbox } from './outbox.ts'
import { cribFor } from './crib-words.ts'
import Digiboard from './digiboard/digiboard.svelte'
import { proposalsFor, whyWords } from './lead-words.ts'
import SessionScreen from './paper/session-screen.svelte'
import UnitBoard from './paper/unit-board.svelte'
import { presenceOf } from './presence.ts'
import { undoWords } from './undo-words.ts'
import { PHASES } from '../core/phases.ts'
import WorthResult from './worth-result.svelte'
import { loadLaterParts } from './index.ts'

beforeAll(() => loadLaterParts())

const NOW = Date.parse('2026-03-10T14:20:00Z')
const [ME, ANN] = PERSON as [string, string]
const unit = { id: newId(), name: 'Unit 5-6', mark: '56', hue: 3 }
const crowd = (count: number, isAway = false): BoardPerson[] =>
  Array.from({ length: count }, (_, n) => ({
    id: PERSON[n] ?? idOf(1, n),
    givenName: ['Sanne', 'Annemarie', 'Karim', 'Priya', 'Noor'][n] ?? `Collega ${n}`,
    infix: '',
    familyName: `Jansen-${n}`,
    isAway,
    daysOff: n === 1 ? [2] : []
  }))
const clientOf = (board: BoardState, people = crowd(5), me: string | null = ME, clockOffset = NOW - Date.now()) =>
  new BoardClient({
    unit: unit.id,
    me,
    board,
    people,
    moods: {},
    timeZone: 'Europe/Amsterdam',
    clockOffset,
    outbox: noOutbox()
  })
const textOf = (html: string) =>
  html
    .replaceAll(/<!--.*?-->|<[^>]*>/gs, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
const wall = (board: BoardState, people?: BoardPerson[]) =>
  textOf(render(Digiboard, { props: { client: clientOf(board, people, null), unit } }).body)
const paper = (board: BoardState, people?: BoardPerson[]) =>
  textOf(
    render(UnitBoard, {
      props: { client: clientOf(board, people), unit, sessions: [], hrefOfSession: (id) => id, pairHref: '/' }
    }).body
  )
const start = { type: 'start-session' as const, session: idOf(2, 1), facilitator: ANN }

describe('units as they are', () => {
  test.each([1, 40])('a unit of %s has its board, on the wall and on a phone', (count) => {
    const people = crowd(count)
    const { state } = playBoard([{ ...start, facilitator: ME }])
    expect(wall(state, people)).toContain(`van de ${count}`)
    expect(paper(emptyBoard(), people)).toContain('leidt.')
    for (const text of [wall(state, people), paper(state, people)]) expect(text).not.toMatch(/undefined|NaN|\[object/)
  })

  test('on a day nobody works, the board says so and can begin', () => {
    const said = 'Volgens de werkdagen is vandaag iedereen vrij.'
    expect(wall(emptyBoard(), crowd(5, true))).toContain(said)
    expect(wall(emptyBoard(), crowd(5, true))).toContain('Start de sessie')
    expect(paper(emptyBoard(), crowd(5, true))).toContain(said)
    expect(wall(emptyBoard())).not.toContain(said)
  })

  test('fifty parked items are a count on the board', () => {
    const parked = Array.from({ length: 50 }, (_, n) => ({ type: 'park' as const, id: idOf(8, n), text: `ding ${n}` }))
    expect(wall(playBoard([...parked, start]).state)).toContain('en nog 48')
  })

  test('a device whose clock is an hour off shows the minute of the server', () => {
    const board = playBoard([start]).state
    const startedAt = board.session!.startedAt
    const deviceClock = Date.now() - 3600_000
    const client = clientOf(board, crowd(5), ME, startedAt + 4.5 * 60_000 - deviceClock - 3600_000)
    expect(textOf(render(SessionScreen, { props: { client, unit } }).body)).toContain('minuut 5 van 15')
  })
})

describe('who is there, and who leads', () => {
  test('the working days tell, until somebody says otherwise, for that session only', () => {
    const away = crowd(2, true)[1]!
    expect(presenceOf(emptyBoard(), away)).toBe('away')
    const said = playBoard([{ type: 'say-presence', person: ANN, kind: 'remote' }]).state
    expect(presenceOf(said, away)).toBe('remote')
    expect(wall(said)).toContain('Annemarie op afstand')
    const next = playBoard([start, { type: 'close-session' }, { ...start, session: idOf(2, 2) }], said).state
    expect(presenceOf(next, away)).toBe('away')
  })

  test('a page that is open on another day knows who is away then', () => {
    const client = clientOf(emptyBoard(), crowd(2))
    const away = () => client.people.map(({ isAway }) => isAway)
    expect(away()).toEqual([false, false])
    // A week later, a day after that, and on a Saturday.
    client.now += 7 * 86_400_000
    expect(away()).toEqual([false, true])
    client.now += 86_400_000
    expect(away()).toEqual([false, false])
    client.now += 3 * 86_400_000
    expect(away()).toEqual([true, true])
  })

  test('who is off on the day of the next session is not proposed, and a day far away has a date', () => {
    const [proposal] = proposalsFor(emptyBoard(), crowd(2).reverse(), NOW, '2026-03-12', '2026-03-17')
    expect(proposal).toMatchObject({ person: ME, isThere: true })
    const why = (day: string) => whyWords(proposal!, '2026-03-12', day)
    expect(why('2026-03-17')).toBe('Was dit schooljaar nog niet aan de beurt, en is er dinsdag.')
    expect(why('2026-03-31')).toBe('Was dit schooljaar nog niet aan de beurt, en is er dinsdag 31 maart.')
  })

  test('divided tasks stand on the board with who does them', () => {
    const { state } = playBoard([
      { type: 'change-leading', way: 'divided', coach: null },
      { ...start, notes: PERSON[2]!, time: PERSON[3]! }
    ])
    const text = wall(state)
    expect(text).toContain('Karim schrijft')
    expect(text).toContain('Priya bewaakt de tijd')
  })

  test('there is a crib for every phase, and it is at hand for who leads', () => {
    for (const phase of PHASES) expect(Object.values(cribFor(phase)).every((line) => line.length > 20)).toBe(true)
    const mine = playBoard([{ ...start, facilitator: ME }]).state
    const render1 = (state: BoardState) =>
      textOf(render(SessionScreen, { props: { client: clientOf(state), unit } }).body)
    expect(render1(mine)).toContain(cribFor('check-in').say)
    expect(render1(playBoard([start]).state)).not.toContain(cribFor('check-in').say)
  })
})

describe('what is shown of answers and of undoing', () => {
  test('counts with words beside the strokes, or why there are none', () => {
    const shown = (worth: object) => textOf(render(WorthResult, { props: { worth: worth as never } }).body)
    expect(shown({ answers: 6, counts: [0, 0, 1, 2, 3], words: [] })).toContain('6 antwoorden')
    expect(shown({ answers: 6, counts: [0, 0, 1, 2, 3], words: [] })).toContain('3 keer')
    expect(shown({ answers: 3, counts: null, words: [] })).toBe(
      '3 collega’s gaven antwoord. Vanaf vijf laten we de aantallen zien.'
    )
  })

  test('every entry has a way back in words; moving through the phases is one tap itself', () => {
    expect(undoWords({ type: 'park', id: idOf(8, 1), text: 'x' })).toBe('Geparkeerd.')
    expect(undoWords({ type: 'enter-phase', phase: 'goals' })).toBeNull()
  })

  test('who does not see the board hears it in short', () => {
    const { state } = playBoard([
      { type: 'check-in', id: idOf(3, 1), person: ANN, need: 'wie kijkt mee?' },
      { type: 'add-action', id: idOf(4, 1), text: 'exit-ticket', owners: [ME] },
      start
    ])
    expect(wall(state)).toContain('1 van de 5 ingecheckt. 1 actie, 0 besproken. 1 open vraag. Geen doelen.')
  })
})
