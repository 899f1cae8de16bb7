import * as fc from 'fast-check'
import type { Day } from '#kernel/days.ts'
import { newId, type Id } from '#kernel/id.ts'
import type { Database } from '#platform/db/door.ts'
import type { BoardCommand } from './core/commands.ts'
import { MOODS } from './core/commands.ts'
import { apply } from './core/apply.ts'
import { decide } from './core/decide.ts'
import { LEADING_WAYS, TASKS } from './core/leading.ts'
import { PHASES } from './core/phases.ts'
import { emptyBoard, PRESENCES, type BoardState } from './core/state.ts'
import type { BoardEvent } from './events.ts'

export { BOARD_COMMANDS } from './parse.server.ts'

/** The n-th id of a kind, readable in a failing test. */
export const idOf = (kind: number, n: number): Id => `0000000${kind}-0000-7000-8000-${String(n).padStart(12, '0')}`

export const PERSON = Array.from({ length: 5 }, (_, n) => idOf(1, n))

const person = fc.constantFrom(...PERSON)
const item = fc.integer({ min: 0, max: 7 })
const text = fc.constantFrom(
  'exit-ticket proberen',
  'denk hardop in 5a',
  '  spatie  ',
  'ë “aanhaling” 🍎 <b>x</b>',
  'x'.repeat(501),
  ''
)
const day: fc.Arbitrary<Day> = fc.constantFrom('2026-03-10', '2026-03-17', '2026-02-30')
const figure = fc.constantFrom(0, 17, 46, 1.5, Number.NaN)
const thing = (kind: number) => item.map((n) => idOf(kind, n))

/** Any command a device could send about a small board, sensible or not. */
export const anyCommand: fc.Arbitrary<BoardCommand> = fc.oneof(
  fc.record({ type: fc.constant('start-session' as const), session: thing(2), facilitator: fc.option(person) }),
  fc.record({ type: fc.constant('enter-phase' as const), phase: fc.constantFrom(...PHASES) }),
  fc.record({ type: fc.constant('choose-facilitator' as const), person: fc.option(person) }),
  fc.constant({ type: 'close-session' as const }),
  fc.constant({ type: 'cancel-session' as const }),
  fc.record({
    type: fc.constant('rate-session' as const),
    score: fc.option(fc.integer({ min: 0, max: 6 })),
    word: fc.constantFrom('', 'vol', 'rustig')
  }),
  fc.record({
    type: fc.constant('change-leading' as const),
    way: fc.constantFrom(...LEADING_WAYS),
    coach: fc.option(person)
  }),
  fc.record({ type: fc.constant('choose-next' as const), task: fc.constantFrom(...TASKS), person: fc.option(person) }),
  fc.record({
    type: fc.constant('choose-task' as const),
    task: fc.constantFrom('notes' as const, 'time' as const),
    person: fc.option(person)
  }),
  fc.record({
    type: fc.constant('say-presence' as const),
    person,
    kind: fc.option(fc.constantFrom(...PRESENCES))
  }),
  fc.record({
    type: fc.constant('react' as const),
    id: item.map((n) => `0000000a-0000-7000-8000-${String(n).padStart(12, '0')}`),
    person,
    text,
    on: fc.constantFrom('next' as const, 'last' as const)
  }),
  fc.record({
    type: fc.constant('withdraw-reaction' as const),
    id: item.map((n) => `0000000a-0000-7000-8000-${String(n).padStart(12, '0')}`)
  }),
  fc.record({ type: fc.constant('withdraw-check-in' as const), person }),
  fc.record({
    type: fc.constantFrom('withdraw-action' as const, 'reopen-action' as const),
    id: thing(4)
  }),
  fc.record({ type: fc.constantFrom('reopen-goal' as const, 'withdraw-goal' as const), id: thing(5) }),
  fc.record({ type: fc.constant('unmeasure-goal' as const), id: thing(5), on: day }),
  fc.record({ type: fc.constant('keep-success' as const), id: thing(7), keptIn: fc.boolean() }),
  fc.constant({ type: 'reopen-session' as const }),
  fc.record({
    type: fc.constant('check-in' as const),
    id: thing(3),
    person,
    mood: fc.option(fc.constantFrom(...MOODS)),
    need: text,
    offer: text
  }),
  fc.record({
    type: fc.constantFrom('offer-help' as const, 'withdraw-help' as const),
    checkIn: thing(3),
    helper: person
  }),
  fc.record({
    type: fc.constant('add-action' as const),
    id: thing(4),
    text,
    owners: fc.array(person, { maxLength: 3 }),
    due: fc.option(day)
  }),
  fc.record({ type: fc.constant('edit-action' as const), id: thing(4), text, due: fc.option(day) }),
  fc.record({
    type: fc.constant('review-action' as const),
    id: thing(4),
    outcome: fc.constantFrom('done' as const, 'not-yet' as const, 'no-longer' as const),
    blocker: text,
    helper: fc.option(person)
  }),
  fc.record({
    type: fc.constant('add-goal' as const),
    id: thing(5),
    text,
    measure: text,
    aim: fc.option(figure),
    outOf: fc.option(figure),
    keeper: fc.option(person)
  }),
  fc.record({ type: fc.constant('edit-goal' as const), id: thing(5), text }),
  fc.record({
    type: fc.constant('measure-goal' as const),
    id: thing(5),
    measurement: thing(6),
    value: figure,
    on: day
  }),
  fc.record({
    type: fc.constant('close-goal' as const),
    id: thing(5),
    status: fc.constantFrom('reached' as const, 'partly' as const, 'stopped' as const),
    learned: text
  }),
  fc.record({ type: fc.constant('add-success' as const), id: thing(7), text }),
  fc.record({ type: fc.constant('withdraw-success' as const), id: thing(7) }),
  fc.record({ type: fc.constant('park' as const), id: thing(8), text }),
  fc.record({ type: fc.constant('unpark' as const), id: thing(8) }),
  fc.record({
    type: fc.constant('send-out' as const),
    id: item.map((n) => idOf(7, 100 + n)),
    text,
    from: fc.oneof(
      fc.record({ kind: fc.constant('need' as const), id: thing(3) }),
      fc.record({ kind: fc.constant('action' as const), id: thing(4) }),
      fc.record({ kind: fc.constant('parked' as const), id: thing(8) }),
      fc.constant({ kind: 'line' as const, id: null })
    ),
    to: fc.constantFrom({ kind: 'bulletin' as const }, { kind: 'parking' as const }, { kind: 'leader' as const })
  }),
  fc.record({ type: fc.constant('undo-send-out' as const), id: item.map((n) => idOf(7, 100 + n)) }),
  fc.record({ type: fc.constant('invite-visitor' as const), person: thing(9), name: fc.constant('Marijke') }),
  fc.record({ type: fc.constant('uninvite-visitor' as const), person: thing(9) })
)

/** A board and its log, built by sending commands one after the other; refusals leave both as they were. */
export function playBoard(commands: BoardCommand[], start = emptyBoard()): { state: BoardState; events: BoardEvent[] } {
  const events: BoardEvent[] = []
  const state = commands.reduce((board, command, index) => {
    const at = Date.parse('2026-03-10T14:15:00Z') + index * 20_000
    const decision = decide(board, command, {
      actor: PERSON[index % PERSON.length]!,
      base: board.seq,
      at,
      today: '2026-03-10',
      isMember: (id) => PERSON.includes(id)
    })
    if (!decision.ok) return board
    const event = { ...decision.value, seq: board.seq + 1, at, by: PERSON[index % PERSON.length]!, key: idOf(9, index) }
    events.push(event)
    return apply(board, event)
  }, start)
  return { state, events }
}

let unitsMade = 0

/** A unit with the five people of `PERSON` as members, in a school of its own or in the given one. */
export async function makeBoardUnit(
  database: Pick<Database, 'transact'>,
  inSchool?: Id
): Promise<{ school: Id; unit: Id }> {
  const school = inSchool ?? newId()
  const unit = newId()
  await database.transact(school, async ({ sql }) => {
    await sql`insert into schools (id, name) values (${school}, 'De Wilg') on conflict do nothing`
    await sql`
      insert into people (school_id, id, given_name, source)
      select ${school}::uuid, unnest(${PERSON}::uuid[]), 'Iemand', 'hand' on conflict do nothing`
    const mark = (unitsMade++).toString(36)
    await sql`
      insert into units (school_id, id, name, mark, hue) values (${school}, ${unit}, ${`Unit ${unit}`}, ${mark}, 0)`
    await sql`
      insert into memberships (school_id, unit_id, person_id, since, source)
      select ${school}::uuid, ${unit}::uuid, unnest(${PERSON}::uuid[]), '2025-08-01', 'hand'`
  })
  return { school, unit }
}
