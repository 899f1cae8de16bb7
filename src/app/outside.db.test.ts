import { beforeAll, describe, expect, test } from 'vitest'
import type { BoardCommand } from '#board-sessions'
import { createBoardEngine, loadBoard, type BoardEngine, type BoardNews, type Viewer } from '#board-sessions/server'
import {
  addInformation,
  answerRequest,
  itemsOfWeek,
  listInformation,
  openRequests,
  findRequest,
  react,
  reactionsBy,
  type Asking
} from '#bulletin/server'
import { weekOf } from '#bulletin'
import { newId, type Id } from '#kernel/id.ts'
import { circleOf } from '#people/server'
import { makePerson, makeSchool, makeUnit } from '#people/testing'
import { testDatabase } from '#platform/db/testing.ts'
import { createHub } from '#platform/realtime/hub.ts'
import { openOutside } from './outside.server.ts'
import { announceVisit, asVisitor } from './visits.server.ts'

const database = await testDatabase()
let now = Date.parse('2026-11-20T09:00:00Z')
const clock = () => (now += 1000)
const outside = openOutside(() => engine)
const makeEngine = (): BoardEngine =>
  createBoardEngine({ database, hub: createHub<BoardNews>(), clock, circle: circleOf, reactions: outside.react })
let engine = makeEngine()

let school: Id, leader: Id, noor: Id, karim: Id, zoe: Id, kl: Id, bb: Id
let stranger: { school: Id; id: Id }
beforeAll(async () => {
  school = await makeSchool(database)
  leader = (await makePerson(database, { school, givenName: 'Marijke', roles: ['school_leader'] })).id
  ;[noor, karim, zoe] = (await Promise.all([1, 2, 3].map(() => makePerson(database, { school })))).map(
    ({ id }) => id
  ) as [Id, Id, Id]
  kl = (await makeUnit(database, { school, name: 'Kleuters', members: [noor, karim] })).id
  bb = (await makeUnit(database, { school, name: 'Bovenbouw', members: [zoe] })).id
  stranger = await makePerson(database, { roles: ['school_leader'] })
})

const send = (unit: Id, person: Id, command: BoardCommand) =>
  engine.submit(school, unit, { person, device: null }, { key: newId(), base: Number.MAX_SAFE_INTEGER, command })
const board = (unit: Id) => engine.open(school, unit)
const asking = (person: Id): Asking => ({ person, now: clock(), tell: outside.tell })
const act = <T>(fn: Parameters<typeof database.transact<T>>[1]) => database.transact(school, fn)
const requests = () => database.read(school, (tx) => openRequests(tx))
const line = (text: string, to: BoardCommand & { type: 'send-out' } extends { to: infer To } ? To : never) =>
  ({ type: 'send-out', id: newId(), text, from: { kind: 'line', id: null }, to }) as const
/** What waits on a board, once it has arrived. */
const arrived = async (unit: Id, text: string) => {
  await engine.collect(school, unit)
  return (await board(unit)).outside.brought.find((item) => item.text === text)
}

describe('out of the session', () => {
  test('to the bulletin: the board and the page are one transaction', async () => {
    const command = line('De gymzaal is dicht', { kind: 'bulletin' })
    expect(await send(kl, noor, command)).toMatchObject({ ok: true })
    const page = () => database.read(school, (tx) => itemsOfWeek(tx, weekOf('2026-11-20')))
    expect(await page()).toMatchObject([{ id: command.id, text: 'De gymzaal is dicht', unit: kl, by: noor }])
    await send(kl, karim, { type: 'undo-send-out', id: command.id })
    expect(await page()).toEqual([])
  })

  test('to somebody who is not here: refused, and nothing of it is on the board; its neighbours are', async () => {
    const before = (await board(kl)).seq
    const [refused, accepted] = await Promise.all([
      send(kl, noor, line('naar elders', { kind: 'person', person: stranger.id })),
      send(kl, noor, { type: 'park', id: newId(), text: 'buurman' })
    ])
    expect(refused).toMatchObject({ ok: false, failure: { code: 'not_found' } })
    expect(accepted).toMatchObject({ ok: true })
    expect((await board(kl)).seq).toBe(before + 1)
    expect((await requests()).map(({ text }) => text)).not.toContain('naar elders')
  })

  test('to the leader: the answer is back on the board, and thanks reach the answer', async () => {
    const command = line('vervanging op dinsdag', { kind: 'leader' })
    await send(kl, noor, command)
    const answered = await act((tx) =>
      answerRequest(tx, command.id, { outcome: 'answered', text: 'Shirley komt' }, asking(leader))
    )
    expect(answered.ok).toBe(true)
    const back = await arrived(kl, 'Shirley komt')
    expect(back).toMatchObject({ kind: 'answer', outcome: 'answered', about: { id: command.id } })
    expect(back!.from.name).toContain('Marijke')
    await send(kl, karim, { type: 'handle-brought', id: back!.id, how: 'thank' })
    const request = await database.read(school, (tx) => findRequest(tx, command.id))
    expect(request).toMatchObject({ thankedBy: karim })
    expect(await send(kl, noor, { type: 'undo-send-out', id: command.id })).toMatchObject({
      failure: { code: 'request_answered' }
    })
  })

  test('a kill between the answer and the board loses nothing, and brings it once', async () => {
    const command = line('krijtbordverf', { kind: 'leader' })
    await send(kl, noor, command)
    // An engine that is killed at the commit: what it should put on the board is only written down.
    const deaf = openOutside(() => ({
      deliver: (tx, unit, { id, command: given }, notBefore) =>
        tx.sql`insert into board_deliveries ${tx.sql({
          school_id: tx.school,
          unit_id: unit,
          id,
          command: tx.sql.json(given as never),
          not_before: notBefore ?? null
        } as never)}`.then(() => {}),
      recall: async () => {}
    }))
    await act((tx) =>
      answerRequest(tx, command.id, { outcome: 'declined', text: 'is op' }, { ...asking(leader), tell: deaf.tell })
    )
    engine = makeEngine()
    await Promise.all([engine.collect(school, kl), engine.open(school, kl), makeEngine().collect(school, kl)])
    engine = makeEngine()
    const here = (await board(kl)).outside.brought.filter(({ text }) => text === 'is op')
    expect(here).toMatchObject([{ kind: 'answer', outcome: 'declined' }])
    expect(await database.ownerSql`select 1 from board_deliveries where unit_id = ${kl}`).toEqual([])
  })

  test('to another unit: on their board only when they take it on; a decline comes back with its reason', async () => {
    await send(kl, noor, line('zandlopers delen', { kind: 'unit', unit: bb }))
    const there = await arrived(bb, 'zandlopers delen')
    expect(there).toMatchObject({ kind: 'request', from: { unit: { name: 'Kleuters' } } })
    expect((await board(bb)).actions).toEqual([])
    await send(bb, zoe, { type: 'handle-brought', id: there!.id, how: 'accept', owners: [zoe], text: 'Komt goed' })
    expect((await board(bb)).actions).toMatchObject([{ text: 'zandlopers delen', owners: [zoe] }])
    expect(await arrived(kl, 'Komt goed')).toMatchObject({ outcome: 'answered', from: { unit: { name: 'Bovenbouw' } } })

    await send(kl, noor, line('samen buiten spelen', { kind: 'unit', unit: bb }))
    const second = await arrived(bb, 'samen buiten spelen')
    const decline = { type: 'handle-brought', id: second!.id, how: 'decline', text: 'Wij gaan op kamp' } as const
    const both = await Promise.all([send(bb, zoe, decline), send(bb, zoe, decline)])
    expect(both.map((receipt) => (receipt.ok ? 'ok' : receipt.failure.code)).sort()).toEqual(['brought_handled', 'ok'])
    expect(await arrived(kl, 'Wij gaan op kamp')).toMatchObject({ kind: 'answer', outcome: 'declined' })
  })

  test('taken back before the other unit answered, it leaves their board too', async () => {
    const command = line('muziek lenen', { kind: 'unit', unit: bb })
    await send(kl, noor, command)
    expect(await arrived(bb, 'muziek lenen')).toBeDefined()
    await send(kl, noor, { type: 'undo-send-out', id: command.id })
    expect(await arrived(bb, 'muziek lenen')).toBeUndefined()
  })

  test('fifty parked items at once', async () => {
    const ids = Array.from({ length: 50 }, () => newId())
    await Promise.all(ids.map((id, n) => send(kl, noor, { type: 'park', id, text: `ding ${n}` })))
    const sent = await Promise.all(
      ids.map((id, n) =>
        send(kl, noor, {
          type: 'send-out',
          id: newId(),
          text: `ding ${n}`,
          from: { kind: 'parked', id },
          to: { kind: 'bulletin' }
        })
      )
    )
    expect(sent.every(({ ok }) => ok)).toBe(true)
    const page = await database.read(school, (tx) => itemsOfWeek(tx, weekOf('2026-11-20')))
    expect(page.filter(({ text }) => text.startsWith('ding'))).toHaveLength(50)
    expect((await board(kl)).parked.filter(({ text }) => text.startsWith('ding'))).toEqual([])
  })
})

describe('the leader’s item', () => {
  test('is on the boards of its units from its day on, and shows where it was told', async () => {
    const wish = { text: 'De fusie gaat niet door', units: [kl, bb], notBefore: '2026-11-23' }
    const added = await act((tx) => addInformation(tx, wish, asking(leader)))
    expect(added.ok).toBe(true)
    expect(await arrived(kl, wish.text)).toBeUndefined()
    now = Date.parse('2026-11-23T09:00:00Z')
    const here = await arrived(kl, wish.text)
    expect(here).toMatchObject({ kind: 'information', from: { person: leader } })
    await send(kl, noor, { type: 'handle-brought', id: here!.id, how: 'told' })
    const told = async () => {
      const [item] = await database.read(school, (tx) => listInformation(tx))
      return item!.units.filter(({ toldAt }) => toldAt !== null).map(({ unit }) => unit)
    }
    expect(await told()).toEqual([kl])
    await send(kl, noor, { type: 'reopen-brought', id: here!.id })
    expect(await told()).toEqual([])
  })
})

describe('what another unit says of a goal', () => {
  test('comes up on the board of that unit; an invitation and a word back reach who said it', async () => {
    const goal = { kind: 'goal' as const, id: newId(), unit: kl, text: 'Rekenstap uitleggen' }
    const say = (kind: string, text: string) => act((tx) => react(tx, goal, { kind, text, unit: null }, asking(zoe)))
    await say('join', 'Mag ik vijf minuten aanschuiven?')
    await say('nice', '')
    const here = await arrived(kl, 'Mag ik vijf minuten aanschuiven?')
    expect(here).toMatchObject({
      say: 'join',
      about: { id: goal.id },
      from: { person: zoe, unit: { name: 'Bovenbouw' } }
    })
    await send(kl, noor, { type: 'handle-brought', id: here!.id, how: 'invite', text: 'Graag, dinsdag' })
    const mine = await database.read(school, (tx) => reactionsBy(tx, zoe, 0))
    expect(mine.find(({ kind }) => kind === 'join')).toMatchObject({ answer: 'invited', reply: 'Graag, dinsdag' })
    expect(mine.find(({ kind }) => kind === 'nice')).toMatchObject({ answer: null })
  })
})

describe('who comes to a session', () => {
  const member = (person: Id, units: Id[], of = school): Viewer => ({ kind: 'member', school: of, person, units })
  const seen = async (viewer: Viewer) => (await asVisitor(database, viewer, kl))?.kind

  test('by the address only, the leader too, stays outside; invited or announced is let in while it is open', async () => {
    const away = await makeUnit(database, { school, members: [noor] })
    const session = newId()
    await send(away.id, noor, { type: 'start-session', session })
    const kind = async () => (await asVisitor(database, member(leader, []), away.id))!.kind
    expect(await kind()).toBe('member')
    const announce = (person: Id, unit = away.id) =>
      act((tx) => announceVisit({ engine, clock }, tx, { person, unit, role: 'listen' }))
    expect(await announce(zoe)).toMatchObject({ ok: false, failure: { code: 'not_allowed' } })
    await expect(announce(stranger.id)).rejects.toMatchObject({ failure: { code: 'not_allowed' } })
    expect(await announce(leader)).toMatchObject({ ok: true })
    await engine.collect(school, away.id)
    expect(await kind(), 'announced for the next session').toBe('member')
    await send(away.id, noor, { type: 'close-session' })
    await send(away.id, noor, { type: 'start-session', session: newId() })
    expect(await kind()).toBe('visitor')
    await send(away.id, noor, { type: 'close-session' })
    expect(await kind()).toBe('member')
  })

  test('a member stays a member, and another school sees nothing', async () => {
    expect(await seen(member(noor, [kl]))).toBe('member')
    expect(await seen(member(stranger.id, [], stranger.school))).toBe('member')
    const theirs = await database.read(stranger.school, (tx) => loadBoard(tx, kl))
    expect(theirs.seq).toBe(0)
  })
})
