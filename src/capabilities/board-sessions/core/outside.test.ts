import { describe, expect, test } from 'vitest'
import type { Id } from '#kernel/id.ts'
import { mayAct, maySeeMoods, mayWatchBoard } from '../policy.ts'
import { idOf, PERSON } from '../testing.ts'
import { apply } from './apply.ts'
import type { BoardCommand } from './commands.ts'
import { decide } from './decide.ts'
import { isVisited, isVisitor, presentAfter, presentAt, waiting, type BroughtItem } from './outside.ts'
import { emptyBoard, type BoardState } from './state.ts'

const [sanne, karim] = [PERSON[0]!, PERSON[1]!]
const marijke: Id = idOf(1, 99)
const context = { actor: sanne, base: 10_000, at: 0, today: '2026-03-10', isMember: (id: Id) => PERSON.includes(id) }

/** A board on which these commands were given; each must be accepted. */
function after(...commands: BoardCommand[]): BoardState {
  return commands.reduce((board, command, at) => {
    const decision = decide(board, command, context)
    if (!decision.ok) throw new Error(`${command.type}: ${decision.failure.code}`)
    return apply(board, { ...decision.value, seq: board.seq + 1, at, by: sanne, key: idOf(9, at) })
  }, emptyBoard())
}
const refusal = (board: BoardState, command: BoardCommand) => {
  const decision = decide(board, command, context)
  return decision.ok ? 'accepted' : decision.failure.code
}

const start: BoardCommand = { type: 'start-session', session: idOf(2, 1) }
const close: BoardCommand = { type: 'close-session' }
const park: BoardCommand = { type: 'park', id: idOf(8, 1), text: 'de fietsenstalling' }
const add: BoardCommand = { type: 'add-action', id: idOf(4, 1), text: 'timers bestellen', owners: [sanne] }
const item = (over: Partial<BroughtItem> = {}): BroughtItem => ({
  id: idOf(6, 1),
  kind: 'reaction',
  text: 'Wij ook',
  from: { person: marijke, name: 'Marijke', unit: null },
  about: { kind: 'goal', id: idOf(5, 1), text: 'Rekenen' },
  say: 'touches',
  outcome: null,
  ...over
})
const bring = (over: Partial<BroughtItem> = {}): BoardCommand => ({ type: 'bring', item: item(over) })
const handle = (how: string, over: object = {}) =>
  ({ type: 'handle-brought', id: idOf(6, 1), how, ...over }) as BoardCommand

describe('sent out', () => {
  const send = (over: object): BoardCommand =>
    ({
      type: 'send-out',
      id: idOf(7, 1),
      text: 'de fietsenstalling',
      from: { kind: 'parked', id: idOf(8, 1) },
      to: { kind: 'bulletin' },
      ...over
    }) as BoardCommand

  test('a parked item leaves the board, and is back when that is undone', () => {
    const board = after(park, send({}))
    expect([board.parked, board.outside.sent.length]).toEqual([[], 1])
    const undone = after(park, send({}), { type: 'undo-send-out', id: idOf(7, 1) })
    expect(undone.parked.map(({ id }) => id)).toEqual([idOf(8, 1)])
    expect(undone.outside.sent).toEqual([])
  })

  test('an action is off the board, and open again when that is undone', () => {
    const out = send({ from: { kind: 'action', id: idOf(4, 1) }, to: { kind: 'leader' } })
    expect(after(add, out).actions[0]!.status).toBe('no-longer')
    expect(after(add, out, { type: 'undo-send-out', id: idOf(7, 1) }).actions[0]!.status).toBe('open')
  })

  test('a need and a fresh line can be parked', () => {
    const need: BoardCommand = { type: 'check-in', id: idOf(3, 1), person: sanne, need: 'een rooster', offer: '' }
    const from = { kind: 'need', id: idOf(3, 1) }
    expect(after(need, send({ from, to: { kind: 'parking' } })).parked).toHaveLength(1)
    expect(after(send({ from: { kind: 'line', id: null }, to: { kind: 'parking' } })).parked).toHaveLength(1)
  })

  test('is only what is there, once, and in one line', () => {
    expect(refusal(after(), send({}))).toBe('input_invalid')
    expect(refusal(after(park), send({ to: { kind: 'parking' } }))).toBe('input_invalid')
    expect(refusal(after(park), send({ text: 'x'.repeat(501) }))).toBe('text_too_long')
    expect(refusal(after(park, send({})), send({}))).toBe('input_invalid')
    expect(refusal(after(), { type: 'undo-send-out', id: idOf(7, 1) })).toBe('sent_out_unknown')
  })

  test('fifty parked items one after the other leave none behind', () => {
    const many = Array.from({ length: 50 }, (_, n) => [
      { type: 'park' as const, id: idOf(8, n), text: `ding ${n}` },
      send({ id: idOf(7, n), from: { kind: 'parked', id: idOf(8, n) } })
    ]).flat()
    const board = after(...many)
    expect([board.parked.length, board.outside.sent.length]).toEqual([0, 50])
  })
})

describe('brought in', () => {
  test('waits until somebody handles it, once, and leaves when the next session starts', () => {
    const board = after(start, bring())
    expect(waiting(board.outside)).toHaveLength(1)
    expect(refusal(board, handle('thank'))).toBe('input_invalid')
    expect(refusal(board, handle('write-back'))).toBe('text_empty')
    const done = after(start, bring(), handle('write-back', { text: 'Kom kijken' }))
    expect(waiting(done.outside)).toEqual([])
    expect(refusal(done, handle('seen'))).toBe('brought_handled')
    const next: BoardCommand = { type: 'start-session', session: idOf(2, 2) }
    const last: BoardCommand = { type: 'start-session', session: idOf(2, 3) }
    const written = handle('write-back', { text: 'Kom kijken' })
    expect(after(start, bring(), written, close).outside.brought).toHaveLength(1)
    expect(after(start, bring(), written, close, next).outside.brought).toHaveLength(0)
    expect(after(start, bring(), close, next, close, last).outside.brought).toHaveLength(1)
  })

  test('a request of another unit is an action only when somebody here takes it on', () => {
    const request = bring({
      kind: 'request',
      text: 'timers delen',
      about: { kind: 'request', id: idOf(6, 9), text: '' }
    })
    const board = after(request)
    expect(board.actions).toEqual([])
    expect(refusal(board, handle('accept'))).toBe('owner_missing')
    expect(refusal(board, handle('decline'))).toBe('reason_missing')
    expect(after(request, handle('decline', { text: 'geen tijd' })).actions).toEqual([])
    expect(after(request, handle('accept', { owners: [karim] })).actions).toMatchObject([
      { id: idOf(6, 1), text: 'timers delen', owners: [karim], status: 'open' }
    ])
    expect(waiting(after(request, { type: 'bring-back', id: idOf(6, 9) }).outside)).toEqual([])
  })

  test('told can be untold; what others have heard cannot be taken back', () => {
    const news = bring({ kind: 'information', about: null, say: null })
    const reopen: BoardCommand = { type: 'reopen-brought', id: idOf(6, 1) }
    expect(waiting(after(news, handle('told'), reopen).outside)).toHaveLength(1)
    expect(refusal(after(bring(), handle('invite')), reopen)).toBe('input_invalid')
  })
})

describe('a visitor', () => {
  const invite: BoardCommand = { type: 'invite-visitor', person: marijke, name: 'Marijke' }
  const join: BoardCommand = { type: 'join-as-visitor', person: marijke, role: 'listen' }

  test('who was invited for the next session is let in when it is open, and not after it', () => {
    expect(isVisitor(after(invite), marijke)).toBe(false)
    expect(isVisitor(after(invite, start), marijke)).toBe(true)
    expect(isVisitor(after(invite, start, close), marijke)).toBe(false)
    expect(isVisitor(after(invite, start, close, { type: 'start-session', session: idOf(2, 2) }), marijke)).toBe(false)
    expect(isVisitor(after(start, invite), marijke)).toBe(true)
    expect(refusal(after(start), join)).toBe('guest_not_invited')
    expect(refusal(after(), { ...invite, person: sanne } as BoardCommand)).toBe('input_invalid')
  })

  test('who announces oneself while a session is open comes to the next one', () => {
    const announce = { ...invite, isAnnounced: true } as BoardCommand
    expect(isVisitor(after(start, announce), marijke)).toBe(false)
    const next: BoardCommand = { type: 'start-session', session: idOf(2, 2) }
    expect(isVisitor(after(start, announce, close, next), marijke)).toBe(true)
  })

  test('is there from joining until leaving or the end, and that is remembered', () => {
    expect(isVisited(after(invite, start))).toBe(false)
    expect(isVisited(after(invite, start, join))).toBe(true)
    expect(isVisited(after(invite, start, join, { type: 'leave-as-visitor', person: marijke }))).toBe(false)
    const line = (...events: string[]) =>
      events.reduce(
        (present, type) => presentAfter(present, { type, person: marijke, seq: 1 }),
        presentAt(after(invite, start))
      ).size
    expect([
      line('visitor-joined'),
      line('visitor-joined', 'visitor-left'),
      line('visitor-joined', 'session-closed')
    ]).toEqual([1, 0, 0])
    expect(presentAt(after(invite, start, join)).size).toBe(1)
    expect(after(invite, start, join, close).outside.visitors).toMatchObject([{ hasBeen: true, isPresent: false }])
  })

  test('who asked to join and is invited, is one', () => {
    expect(isVisitor(after(start, bring({ say: 'join' }), handle('invite')), marijke)).toBe(true)
  })
})

describe('who may', () => {
  const members = new Set(PERSON)
  const visit: BoardCommand = { type: 'join-as-visitor', person: marijke, role: null }
  const viewer = { kind: 'visitor' as const, school: 's', person: marijke, unit: 'u' }

  test('a visitor comes and goes, and leaves the board to the unit', () => {
    const as = { person: marijke, device: null, as: 'visitor' as const }
    expect(mayAct(as, members, visit)).toBe(true)
    expect(mayAct(as, members, park)).toBe(false)
    expect(mayAct(as, members, { ...visit, person: idOf(1, 98) } as BoardCommand)).toBe(false)
    expect(mayAct({ person: marijke, device: null }, members, visit)).toBe(false)
    expect(mayWatchBoard(viewer, 'u')).toBe(true)
    expect(mayWatchBoard(viewer, 'other')).toBe(false)
  })

  test('nobody but Samenspel itself brings something or announces somebody', () => {
    const announce = { type: 'invite-visitor', person: marijke, name: 'M', isAnnounced: true } as BoardCommand
    for (const command of [bring(), announce]) {
      expect(mayAct({ person: sanne, device: null }, members, command)).toBe(false)
      expect(mayAct({ person: null, device: null, as: 'system' }, members, command)).toBe(true)
    }
    expect(mayAct({ person: null, device: null, as: 'system' }, members, park)).toBe(false)
  })

  test('moods are for members; for the digiboard while nobody else is there; never for a visitor', () => {
    const board = { kind: 'digiboard' as const, school: 's', unit: 'u', device: 'd' }
    const member = { kind: 'member' as const, school: 's', person: sanne, units: ['u'] }
    expect([true, false].map((visited) => maySeeMoods(viewer, visited))).toEqual([false, false])
    expect([true, false].map((visited) => maySeeMoods(board, visited))).toEqual([false, true])
    expect([true, false].map((visited) => maySeeMoods(member, visited))).toEqual([true, true])
  })
})
