import { beforeAll, describe, expect, test } from 'vitest'
import { newId, type Id } from '#kernel/id.ts'
import { circleOf } from '#people/server'
import { testDatabase } from '#platform/db/testing.ts'
import { createHub } from '#platform/realtime/hub.ts'
import type { BoardCommand } from './core/commands.ts'
import { createBoardEngine, type BoardEngine, type BoardNews } from './engine.server.ts'
import { loadBoard } from './store/load.server.ts'
import { eventsAfter } from './store/log.server.ts'
import { idOf, makeBoardUnit, PERSON } from './testing.ts'

const database = await testDatabase()
let now = Date.parse('2026-03-10T14:15:00Z')
const engineNow = () =>
  createBoardEngine({ database, hub: createHub<BoardNews>(), clock: () => (now += 1000), circle: circleOf })

let engine: BoardEngine
let school: Id
let unit: Id
beforeAll(() => void (engine = engineNow()))

const send = (command: BoardCommand, person: Id | null = PERSON[0]!, device: Id | null = null) =>
  engine.submit(school, unit, { person, device }, { key: newId(), base: 10_000, command })
const board = () => database.read(school, (tx) => loadBoard(tx, unit))
const start = () => send({ type: 'start-session', session: newId() })
const rate = (n: number, score: number | null, word = '') => send({ type: 'rate-session', score, word }, PERSON[n])
const votes = () => database.ownerSql`select person_id from session_votes where unit_id = ${unit}`

describe('was it worth it?', () => {
  beforeAll(async () => void ({ school, unit } = await makeBoardUnit(database)))

  test('is answered in private: only that somebody answered is in the log, and the counts come with the end', async () => {
    await start()
    for (const [n, score] of [4, 5, 2, 5].entries()) await rate(n, score, 'vol')
    await Promise.all([rate(4, 1), send({ type: 'close-session' })])
    const { lastSession } = await board()
    expect(lastSession).toMatchObject({ worth: { answers: 5, counts: [1, 1, 0, 1, 2], words: [] } })
    expect(await votes()).toHaveLength(0)
    const log = JSON.stringify(await database.read(school, (tx) => eventsAfter(tx, unit, 0)))
    expect(log).not.toContain('"score"')
    expect(log).not.toContain('vol')
  })

  test('cannot be answered again once it was counted, also when the session goes on', async () => {
    await send({ type: 'reopen-session' })
    expect(await rate(0, 1)).toMatchObject({ failure: { code: 'rating_closed' } })
    await send({ type: 'close-session' })
    expect((await board()).lastSession?.worth?.counts).toEqual([1, 1, 0, 1, 2])
  })

  test('four answers stay hidden, also for who reads the database afterwards', async () => {
    await start()
    for (const n of [0, 1, 2, 3]) await rate(n, 2)
    await rate(0, null)
    await rate(0, 3)
    await send({ type: 'close-session' })
    expect((await board()).lastSession?.worth).toEqual({ answers: 4, counts: null, words: [] })
    expect(await votes()).toHaveLength(0)
  })

  test('is nobody else’s to answer: no digiboard does', async () => {
    await start()
    const command = { type: 'rate-session' as const, score: 5 }
    expect(await send(command, PERSON[0], newId())).toMatchObject({ failure: { code: 'not_allowed' } })
    expect(await send(command, newId())).toMatchObject({ failure: { code: 'not_allowed' } })
    await send({ type: 'close-session' })
  })

  test('a session that nobody closed is counted when its day is over', async () => {
    await start()
    for (const n of [0, 1, 2, 3, 4]) await rate(n, 4)
    now += 7 * 86_400_000
    engine = engineNow()
    const { lastSession, session } = await engine.open(school, unit)
    expect(session).toBeNull()
    expect(lastSession?.worth?.counts).toEqual([0, 0, 0, 5, 0])
    expect(await board()).toEqual(await engine.open(school, unit))
  })
})

describe('who is not in the room', () => {
  beforeAll(async () => void ({ school, unit } = await makeBoardUnit(database)))
  const react = (on: 'next' | 'last', person = PERSON[1]!) =>
    ({ type: 'react', id: newId(), person, text: 'ik doe graag mee met het exit-ticket', on }) as const

  test('reacts beforehand and within a day after, and that is heard in the session after it', async () => {
    expect(await send(react('next'), PERSON[1])).toMatchObject({ ok: true })
    await start()
    const session = (await board()).session!.id
    expect((await board()).reactions).toMatchObject([{ session, isAfter: false }])
    await send({ type: 'close-session' })
    now += 23 * 3600_000
    await send(react('last'), PERSON[1])
    now += 3600_000
    expect(await send(react('last'), PERSON[1])).toMatchObject({ failure: { code: 'reaction_too_late' } })
    await start()
    expect((await board()).reactions).toMatchObject([{ session, isAfter: true }])
    await send({ type: 'close-session' })
    await start()
    expect((await board()).reactions).toEqual([])
    await send({ type: 'close-session' })
  })

  test('speaks for oneself: not a colleague, not a stranger; a digiboard notes it for who is tapped', async () => {
    expect(await send(react('next', PERSON[2]), PERSON[1])).toMatchObject({ failure: { code: 'not_allowed' } })
    expect(await send(react('next', PERSON[2]), newId())).toMatchObject({ failure: { code: 'not_allowed' } })
    expect(await send(react('next', PERSON[2]), PERSON[2], newId())).toMatchObject({ ok: true })
  })

  test('is there from elsewhere, later, or not: for this session only', async () => {
    await send({ type: 'say-presence', person: PERSON[3]!, kind: 'remote' }, PERSON[3])
    await start()
    expect((await board()).presences).toMatchObject([{ person: PERSON[3], kind: 'remote' }])
    await send({ type: 'close-session' })
    await start()
    expect((await board()).presences).toEqual([])
    await send({ type: 'close-session' })
  })
})

describe('a start by mistake', () => {
  beforeAll(async () => void ({ school, unit } = await makeBoardUnit(database)))

  test('is undone within ten minutes: what was said beforehand is beforehand again', async () => {
    await send({ type: 'check-in', id: idOf(3, 1), person: PERSON[0]!, need: 'tien minuten', mood: 'good' })
    await start()
    expect(await send({ type: 'cancel-session' })).toMatchObject({ ok: true })
    expect(await board()).toMatchObject({ session: null, checkIns: [{ person: PERSON[0], session: null }] })
    expect(await database.ownerSql`select session_id from moods where unit_id = ${unit}`).toMatchObject([
      { session_id: null }
    ])
    await start()
    now += 11 * 60_000
    expect(await send({ type: 'cancel-session' })).toMatchObject({ failure: { code: 'session_under_way' } })
  })
})
