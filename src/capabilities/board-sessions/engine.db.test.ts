import * as fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { newId, type Id } from '#kernel/id.ts'
import { circleOf } from '#people/server'
import { testDatabase } from '#platform/db/testing.ts'
import { createHub } from '#platform/realtime/hub.ts'
import { apply } from './core/apply.ts'
import type { BoardCommand, SentCommand } from './core/commands.ts'
import { emptyBoard, type BoardState } from './core/state.ts'
import { createBoardEngine, type BoardEngine, type BoardNews } from './engine.server.ts'
import { findSession, listSessions, openActionsOf } from './store/history.server.ts'
import { loadBoard } from './store/load.server.ts'
import { eventsAfter } from './store/log.server.ts'
import { forgetOldMoods, moodsNow } from './store/moods.server.ts'
import { anyCommand, idOf, makeBoardUnit, PERSON } from './testing.ts'

const database = await testDatabase()
const hub = createHub<BoardNews>()
let now = Date.parse('2026-03-10T14:15:00Z')
const clock = () => (now += 1000)
const engineNow = () => createBoardEngine({ database, hub, clock, circle: circleOf })

let engine: BoardEngine
let school: Id
let unit: Id
beforeAll(async () => {
  ;({ school, unit } = await makeBoardUnit(database))
  engine = engineNow()
})

const send = (command: BoardCommand, over: Partial<SentCommand> = {}, person: Id | null = PERSON[0]!, on = unit) =>
  engine.submit(school, on, { person, device: null }, { key: newId(), base: 10_000, command, ...over })
const load = (of = unit): Promise<BoardState> => database.read(school, (tx) => loadBoard(tx, of))
const log = (of = unit) => database.read(school, (tx) => eventsAfter(tx, of, 0))

/** Order in lists is the view's business; the law is about what stands on the board. */
const sorted = (state: BoardState): BoardState => {
  const ofWhom = ({ person, session }: BoardState['presences'][number]) => `${person} ${session}`
  const byId = <T extends { id: Id }>(items: T[]) => [...items].sort((a, b) => (a.id < b.id ? -1 : 1))
  return {
    ...state,
    actions: byId(state.actions),
    goals: byId(state.goals),
    successes: byId(state.successes),
    parked: byId(state.parked),
    checkIns: byId(state.checkIns),
    presences: [...state.presences].sort((a, b) => (ofWhom(a) < ofWhom(b) ? -1 : 1))
  }
}

describe('the log and the tables', () => {
  test('law: whatever is sent, the tables say the same as the fold of the log', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(anyCommand, fc.nat(4)), { maxLength: 40 }), async (commands) => {
        const home = await makeBoardUnit(database, school)
        const sent = commands.map(([command, who]) => send(command, {}, PERSON[who]!, home.unit))
        await Promise.all(sent)
        const events = await log(home.unit)
        expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1))
        expect(sorted(await load(home.unit))).toEqual(sorted(events.reduce(apply, emptyBoard())))
      }),
      { numRuns: 25 }
    )
  })

  test('an engine that knows nothing yet goes on where the last one was killed', async () => {
    const home = await makeBoardUnit(database, school)
    await send({ type: 'park', id: idOf(8, 1), text: 'rooster studiedag' }, {}, PERSON[0], home.unit)
    engine = engineNow()
    await send({ type: 'park', id: idOf(8, 2), text: 'nieuwe timers' }, {}, PERSON[0], home.unit)
    expect((await load(home.unit)).parked.map(({ text }) => text)).toEqual(['rooster studiedag', 'nieuwe timers'])
  })

  test('two processes on one board keep one gap-free log', async () => {
    const home = await makeBoardUnit(database, school)
    const engines = [engineNow(), engineNow()]
    const all = Array.from({ length: 40 }, (_, n) =>
      engines[n % 2]!.submit(
        school,
        home.unit,
        { person: PERSON[n % 5]!, device: null },
        { key: newId(), base: 0, command: { type: 'park', id: newId(), text: `ding ${n}` } }
      )
    )
    const seqs = (await Promise.all(all)).map((receipt) => (receipt.ok ? receipt.value.seq : 0))
    expect(seqs.sort((a, b) => a - b)).toEqual(Array.from({ length: 40 }, (_, n) => n + 1))
    expect((await load(home.unit)).parked).toHaveLength(40)
  })
})

describe('a command', () => {
  test('that is sent again answers as the first time and is stored once', async () => {
    const key = newId()
    const command: BoardCommand = { type: 'park', id: newId(), text: 'een keer' }
    const receipts = await Promise.all([send(command, { key }), send(command, { key }), send(command, { key })])
    receipts.push(await send(command, { key }))
    expect(new Set(receipts.map((receipt) => JSON.stringify(receipt))).size).toBe(1)
    expect((await log()).filter((event) => event.key === key)).toHaveLength(1)
  })

  test('is shared only after it was stored, in order', async () => {
    const home = await makeBoardUnit(database, school)
    const seen: number[] = []
    const stop = hub.subscribe(home.unit, (news) => {
      if (news.kind === 'events') seen.push(...news.events.map(({ seq }) => seq))
    })
    await Promise.all(
      Array.from({ length: 30 }, (_, n) => send({ type: 'park', id: newId(), text: `${n}` }, {}, PERSON[0], home.unit))
    )
    stop()
    expect(seen).toEqual(Array.from({ length: 30 }, (_, n) => n + 1))
  })

  test('with an id that is taken is refused by the database and takes no neighbour down', async () => {
    const home = await makeBoardUnit(database, school)
    const action = { type: 'add-action' as const, id: idOf(4, 1), text: 'eerste', owners: [PERSON[0]!] }
    await send(action, {}, PERSON[0], home.unit)
    await send({ type: 'start-session', session: idOf(2, 1) }, {}, PERSON[0], home.unit)
    await send({ type: 'review-action', id: idOf(4, 1), outcome: 'done' }, {}, PERSON[0], home.unit)
    await send({ type: 'close-session' }, {}, PERSON[0], home.unit)
    await send({ type: 'start-session', session: idOf(2, 2) }, {}, PERSON[0], home.unit)
    await send({ type: 'close-session' }, {}, PERSON[0], home.unit)
    await send({ type: 'start-session', session: idOf(2, 3) }, {}, PERSON[0], home.unit)
    const [again, other] = await Promise.all([
      send({ ...action, text: 'overschrijven' }, {}, PERSON[0], home.unit),
      send({ type: 'park', id: idOf(8, 1), text: 'buurman' }, {}, PERSON[0], home.unit)
    ])
    expect(again).toMatchObject({ ok: false, failure: { code: 'input_invalid' } })
    expect(other.ok).toBe(true)
    const [row] = await database.ownerSql`select text from actions where unit_id = ${home.unit}`
    expect(row).toMatchObject({ text: 'eerste' })
  })

  test('from somebody who is no member, or in the name of one, is refused', async () => {
    const stranger = newId()
    expect(await send({ type: 'park', id: newId(), text: 'x' }, {}, stranger)).toMatchObject({
      failure: { code: 'not_allowed' }
    })
    const owned = { type: 'add-action' as const, id: newId(), text: 'x', owners: [stranger] }
    expect(await send(owned)).toMatchObject({ failure: { code: 'person_not_in_unit' } })
  })

  test('to start a session twice at once: one wins, the other is told', async () => {
    const home = await makeBoardUnit(database, school)
    const receipts = await Promise.all([
      send({ type: 'start-session', session: newId() }, {}, PERSON[0], home.unit),
      send({ type: 'start-session', session: newId() }, {}, PERSON[1], home.unit)
    ])
    expect(receipts.map((receipt) => (receipt.ok ? 'started' : receipt.failure.code)).sort()).toEqual([
      'session_already_open',
      'started'
    ])
    const closes = await Promise.all([
      send({ type: 'close-session' }, {}, PERSON[0], home.unit),
      send({ type: 'close-session' }, {}, PERSON[1], home.unit)
    ])
    expect(closes.filter((receipt) => receipt.ok)).toHaveLength(1)
  })
})

test('what was brought and cannot be put on the board is told, and does not come again', async () => {
  const undelivered: unknown[] = []
  const home = await makeBoardUnit(database, school)
  const telling = createBoardEngine({
    database,
    hub,
    clock,
    circle: circleOf,
    onUndelivered: (what) => undelivered.push(what)
  })
  const id = newId()
  // An empty name: the rules of the board refuse it.
  const command = { type: 'invite-visitor' as const, person: newId(), name: ' ', isAnnounced: true }
  await database.transact(school, (tx) => telling.deliver(tx, home.unit, { id, command }))
  // It is collected by itself as well, at the same moment.
  await Promise.all([telling.collect(school, home.unit), telling.collect(school, home.unit)])
  const told = { school, unit: home.unit, delivery: id, command: 'invite-visitor', code: 'text_empty' }
  await expect.poll(() => undelivered).toEqual([told])
  await telling.collect(school, home.unit)
  expect(undelivered).toEqual([told])
})

describe('what the database refuses', () => {
  /** As when another process stored the same command a moment earlier: this one finds its key taken. */
  const taken = Object.assign(new Error('duplicate key'), { code: '23505' })
  const park = (n: number): SentCommand => ({
    key: newId(),
    base: 10_000,
    command: { type: 'park', id: idOf(8, n), text: 'rooster' }
  })
  const engineThatFails = (...times: number[]) => {
    let time = 0
    const reactions = () => (times.includes(++time) ? Promise.reject(taken) : Promise.resolve())
    return createBoardEngine({ database, hub, clock, circle: circleOf, reactions })
  }
  const by = { person: PERSON[0]!, device: null }

  test('is asked once more, and then has its receipt', async () => {
    const home = await makeBoardUnit(database, school)
    const sent = park(21)
    const receipt = await engineThatFails(1).submit(school, home.unit, by, sent)
    expect(receipt).toMatchObject({ ok: true, value: { seq: 1 } })
    expect((await log(home.unit)).map(({ key }) => key)).toEqual([sent.key])
  })

  test('of several together is asked for each of them', async () => {
    const home = await makeBoardUnit(database, school)
    // The first goes alone; the other two go together, in vain, and then the second in vain once more.
    const engine = engineThatFails(2, 3)
    const all = [park(22), park(23), park(24)]
    const receipts = await Promise.all(all.map((sent) => engine.submit(school, home.unit, by, sent)))
    expect(receipts.map(({ ok }) => ok)).toEqual([true, true, true])
    expect((await log(home.unit)).map(({ key }) => key).sort()).toEqual(all.map(({ key }) => key).sort())
  })

  test('is refused when it is refused again, and is nowhere', async () => {
    const home = await makeBoardUnit(database, school)
    const receipt = await engineThatFails(1, 2).submit(school, home.unit, by, park(25))
    expect(receipt).toMatchObject({ ok: false, failure: { code: 'input_invalid' } })
    expect(await log(home.unit)).toEqual([])
  })
})

describe('a clock that jumps', () => {
  test('orders nothing: the log does, and no phase took less than no time', async () => {
    const home = await makeBoardUnit(database, school)
    const to = (command: BoardCommand) => send(command, {}, PERSON[0], home.unit)
    await to({ type: 'start-session', session: idOf(2, 1) })
    now -= 3_600_000
    await to({ type: 'enter-phase', phase: 'review' })
    now += 7_200_000
    await to({ type: 'park', id: idOf(8, 1), text: 'na de sprong' })
    now -= 7_200_000
    await to({ type: 'enter-phase', phase: 'goals' })
    await to({ type: 'close-session' })
    const events = await log(home.unit)
    expect(events.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5])
    const board = await load(home.unit)
    for (const spent of Object.values(board.lastSession!.spent)) expect(spent).toBeGreaterThanOrEqual(0)
    expect(sorted(board)).toEqual(sorted(events.reduce(apply, emptyBoard())))
  })
})

describe('another school', () => {
  test('sees nothing of the board and cannot act on it', async () => {
    const other = await makeBoardUnit(database)
    await send({ type: 'park', id: newId(), text: 'van ons' })
    const theirs = await database.read(other.school, async (tx) => ({
      board: await loadBoard(tx, unit),
      events: await eventsAfter(tx, unit, 0)
    }))
    expect(theirs).toEqual({ board: emptyBoard(), events: [] })
    const sent = { key: newId(), base: 0, command: { type: 'park' as const, id: newId(), text: 'van hen' } }
    const before = (await load()).seq
    const attempt = engine.submit(other.school, unit, { person: PERSON[0]!, device: null }, sent)
    await expect(
      attempt.then(
        (receipt) => receipt.ok,
        () => false
      )
    ).resolves.toBe(false)
    expect((await load()).seq).toBe(before)
  })
})

describe('moods', () => {
  const feel = (mood: 'great' | 'tired', home: { unit: Id }, person = PERSON[0]!) =>
    send({ type: 'check-in', id: newId(), person, mood, need: 'tien minuten' }, {}, person, home.unit)
  const moods = (home: { unit: Id }, session: Id | null) =>
    database.read(school, (tx) => moodsNow(tx, home.unit, session, now))

  test('are in no event, and are forgotten when the next session starts', async () => {
    const home = await makeBoardUnit(database, school)
    await feel('tired', home)
    expect(await moods(home, null)).toEqual({ [PERSON[0]!]: 'tired' })
    await send({ type: 'start-session', session: idOf(2, 1) }, {}, PERSON[0], home.unit)
    await feel('great', home, PERSON[1])
    expect(await moods(home, idOf(2, 1))).toEqual({ [PERSON[0]!]: 'tired', [PERSON[1]!]: 'great' })
    await send({ type: 'close-session' }, {}, PERSON[0], home.unit)
    await send({ type: 'start-session', session: idOf(2, 2) }, {}, PERSON[0], home.unit)
    const left = await database.ownerSql`select 1 from moods where unit_id = ${home.unit}`
    expect(left).toHaveLength(0)
    const stored = await database.ownerSql`
      select e.fact::text || coalesce(s.final::text, '') as text from board_events e
      left join board_sessions s using (unit_id) where e.unit_id = ${home.unit}`
    for (const { text } of stored) expect(text).not.toMatch(/tired|great|mood/)
  })

  test('come from nobody but the person: not from a colleague, not from a digiboard', async () => {
    const home = await makeBoardUnit(database, school)
    const command = { type: 'check-in' as const, id: newId(), person: PERSON[0]!, mood: 'great' as const }
    const refused = { failure: { code: 'not_allowed' } }
    expect(await send(command, {}, PERSON[1], home.unit)).toMatchObject(refused)
    const fromBoard = (sent: BoardCommand) =>
      engine.submit(
        school,
        home.unit,
        { person: PERSON[0]!, device: newId() },
        { key: newId(), base: 0, command: sent }
      )
    expect(await fromBoard(command)).toMatchObject(refused)
    expect((await fromBoard({ ...command, mood: undefined, need: 'boeken' })).ok).toBe(true)
    expect(await moods(home, null)).toEqual({})
  })
})

describe('old moods', () => {
  test('fade after fourteen days, also where nobody meets any more', async () => {
    const home = await makeBoardUnit(database, school)
    const command = { type: 'check-in' as const, id: newId(), person: PERSON[0]!, mood: 'heavy' as const }
    await send(command, {}, PERSON[0], home.unit)
    const later = now + 14 * 86_400_000 + 1000
    expect(await database.read(school, (tx) => moodsNow(tx, home.unit, null, later))).toEqual({})
    await database.transact(school, (tx) => forgetOldMoods(tx, later))
    expect(await database.ownerSql`select 1 from moods where unit_id = ${home.unit}`).toHaveLength(0)
  })
})

describe('history', () => {
  test('a session that ended is kept as it ended, also when the board goes on', async () => {
    const home = await makeBoardUnit(database, school)
    const to = (command: BoardCommand) => send(command, {}, PERSON[0], home.unit)
    await to({ type: 'add-action', id: idOf(4, 1), text: 'exit-ticket proberen', owners: [PERSON[0]!, PERSON[1]!] })
    await to({ type: 'start-session', session: idOf(2, 1), facilitator: PERSON[1]! })
    await to({ type: 'review-action', id: idOf(4, 1), outcome: 'not-yet', blocker: 'geen tijd' })
    await to({ type: 'add-action', id: idOf(4, 2), text: 'leesbrief voor ouders', owners: [PERSON[2]!] })
    await to({ type: 'close-session' })
    await to({ type: 'edit-action', id: idOf(4, 1), text: 'iets heel anders' })
    const ended = await database.read(school, (tx) => findSession(tx, home.unit, idOf(2, 1)))
    expect(ended?.actions[0]).toMatchObject({ text: 'exit-ticket proberen', carried: 1 })
    const sessions = await database.read(school, (tx) => listSessions(tx, home.unit))
    expect(sessions).toMatchObject([{ id: idOf(2, 1), facilitator: PERSON[1]!, actions: 1 }])
    const mine = await database.read(school, (tx) => openActionsOf(tx, PERSON[1]!))
    expect(mine.map(({ text }) => text)).toContain('iets heel anders')
  })

  test('a session left open closes at the end of its day when somebody comes back', async () => {
    const home = await makeBoardUnit(database, school)
    await send({ type: 'start-session', session: idOf(2, 1) }, {}, PERSON[0], home.unit)
    const startedAt = (await load(home.unit)).session!.startedAt
    now += 3 * 86_400_000
    const state = await engine.open(school, home.unit)
    expect(state.session).toBeNull()
    expect(new Date(state.lastSession!.closedAt!).toISOString()).toBe('2026-03-10T22:59:59.999Z')
    expect(state.lastSession).toMatchObject({ startedAt, spent: {} })
    expect(await load(home.unit)).toEqual(state)
  })
})
