import { beforeAll, describe, expect, test } from 'vitest'
import { newId, type Id } from '#kernel/id.ts'
import { leaveSchool } from '#people/server'
import { makePerson, makeSchool, makeUnit, NOW } from '#people/testing'
import { testDatabase } from '#platform/db/testing.ts'
import { addInformation, takeBackInformation } from './information.server.ts'
import { addItem, putOut, removeItem } from './items.server.ts'
import { react, unreact } from './reactions.server.ts'
import { answerRequest, askAgain, askFor, takeUpRequest, thank } from './requests.server.ts'
import { listInformation, markTold } from './store/information.server.ts'
import { itemsOfWeek } from './store/items.server.ts'
import { findRequest, openRequests, requestsAsked } from './store/requests.server.ts'
import { askingAs, makeRequest } from './testing.ts'
import { weekOf } from './core/week.ts'

const database = await testDatabase()
const WEEK = weekOf('2026-11-20')

let school: Id, leader: Id, noor: Id, karim: Id, zoe: Id, kl: Id, bb: Id
/** Somebody who leads another school. */
let stranger: { school: Id; id: Id }
beforeAll(async () => {
  school = await makeSchool(database)
  const person = async (roles: 'school_leader'[] = []) => (await makePerson(database, { school, roles })).id
  leader = await person(['school_leader'])
  ;[noor, karim, zoe] = [await person(), await person(), await person()]
  kl = (await makeUnit(database, { school, members: [noor, karim] })).id
  bb = (await makeUnit(database, { school, members: [zoe] })).id
  stranger = await makePerson(database, { roles: ['school_leader'] })
})

const as = (person: Id, at = NOW) => askingAs(person, at)
const inSchool = <T>(fn: Parameters<typeof database.transact<T>>[1]) => database.transact(school, fn)
const elsewhere = <T>(fn: Parameters<typeof database.transact<T>>[1]) => database.transact(stranger.school, fn)
const refusedWith = (code: string) => ({ ok: false, failure: { code } })

describe('the bulletin', () => {
  const wish = { text: 'De gymzaal is dicht', kind: 'inform', units: [], until: null }

  test('takes what the leader adds, and from nobody else', async () => {
    expect(await inSchool((tx) => addItem(tx, { ...wish, until: '2026-12-01' }, as(leader)))).toMatchObject({
      ok: true
    })
    expect(await inSchool((tx) => addItem(tx, wish, as(noor)))).toMatchObject(refusedWith('not_allowed'))
    await expect(inSchool((tx) => addItem(tx, wish, as(stranger.id)))).rejects.toMatchObject({
      failure: { code: 'not_allowed' }
    })
    const texts = await database.read(school, async (tx) => (await itemsOfWeek(tx, WEEK)).map(({ text }) => text))
    expect(texts).toEqual(['De gymzaal is dicht'])
    expect(await database.read(stranger.school, (tx) => itemsOfWeek(tx, WEEK))).toEqual([])
  })

  test('refuses a day that has been, an empty line and a unit of another school', async () => {
    const theirs = await makeUnit(database, { school: stranger.school })
    const add = (over: object) => inSchool((tx) => addItem(tx, { ...wish, ...over }, as(leader)))
    expect(await add({ until: '2026-11-19' })).toMatchObject(refusedWith('date_past'))
    expect(await add({ text: ' ' })).toMatchObject(refusedWith('text_empty'))
    expect(await add({ text: 'x'.repeat(501) })).toMatchObject(refusedWith('text_too_long'))
    expect(await add({ units: [theirs.id] })).toMatchObject(refusedWith('input_invalid'))
    expect(await add({ kind: 'rumour' })).toMatchObject(refusedWith('input_invalid'))
  })

  test('loses what a unit sent to it when that unit, or the leader, takes it off, and not by anybody else', async () => {
    const id = newId()
    await inSchool((tx) => putOut(tx, { id, text: 'fietsenstalling', unit: kl, by: noor, now: NOW }))
    expect(await inSchool((tx) => removeItem(tx, id, as(zoe)))).toMatchObject(refusedWith('not_allowed'))
    expect(await elsewhere((tx) => removeItem(tx, id, as(stranger.id)))).toMatchObject(refusedWith('not_found'))
    expect(await inSchool((tx) => removeItem(tx, id, as(karim)))).toMatchObject({ ok: true })
    expect(await inSchool((tx) => removeItem(tx, id, as(karim)))).toMatchObject(refusedWith('not_found'))
  })
})

describe('a support request', () => {
  const answer = { outcome: 'answered', text: 'Ik regel het' }
  const made = (over: object = {}) => makeRequest(database, { school, unit: kl, by: noor, now: NOW, ...over })

  test('to the leader is taken up, answered and thanked for, and the asking unit is told', async () => {
    const { id } = await made()
    expect(await inSchool((tx) => takeUpRequest(tx, id, as(zoe)))).toMatchObject(refusedWith('not_allowed'))
    expect(await inSchool((tx) => takeUpRequest(tx, id, as(leader)))).toMatchObject({ ok: true })
    const asking = as(leader, NOW + 2 * 86_400_000)
    expect(await inSchool((tx) => answerRequest(tx, id, answer, asking))).toMatchObject({
      ok: true,
      value: { status: 'answered', owner: leader, answeredBy: leader }
    })
    expect(asking.told).toMatchObject([{ type: 'request-answered', request: { id, unit: kl } }])
    expect(await inSchool((tx) => thank(tx, id, as(zoe)))).toMatchObject(refusedWith('not_allowed'))
    expect(await inSchool((tx) => thank(tx, id, as(karim)))).toMatchObject({ ok: true })
    expect(await database.read(school, (tx) => findRequest(tx, id))).toMatchObject({ thankedBy: karim })
  })

  test('is answered by who was asked only, and not from another school', async () => {
    const { id } = await made({ to: { kind: 'person', person: zoe } })
    expect(await inSchool((tx) => answerRequest(tx, id, answer, as(leader)))).toMatchObject(refusedWith('not_allowed'))
    expect(await elsewhere((tx) => answerRequest(tx, id, answer, as(stranger.id)))).toMatchObject(
      refusedWith('not_found')
    )
    expect(await database.read(stranger.school, (tx) => openRequests(tx))).toEqual([])
    expect(await inSchool((tx) => answerRequest(tx, id, answer, as(zoe)))).toMatchObject({ ok: true })
  })

  test('answered by two at once: the first counts, the other is told', async () => {
    const second = (await makePerson(database, { school, roles: ['school_leader'] })).id
    const { id } = await made()
    const results = await Promise.all(
      [leader, second].map((person) => inSchool((tx) => answerRequest(tx, id, answer, as(person))))
    )
    expect(results.map((result) => (result.ok ? 'ok' : result.failure.code)).sort()).toEqual(['ok', 'request_answered'])
  })

  test('is declined with a reason, and then asked again, of somebody else', async () => {
    const { id } = await made()
    const decline = (text: string) => inSchool((tx) => answerRequest(tx, id, { outcome: 'declined', text }, as(leader)))
    expect(await decline('  ')).toMatchObject(refusedWith('reason_missing'))
    expect(await decline('Het budget is op')).toMatchObject({ ok: true, value: { answer: 'Het budget is op' } })
    const to = { kind: 'person', person: zoe }
    expect(await inSchool((tx) => askAgain(tx, id, to, as(zoe)))).toMatchObject(refusedWith('not_allowed'))
    expect(await inSchool((tx) => askAgain(tx, id, to, as(karim, NOW + 1000)))).toMatchObject({
      ok: true,
      value: { status: 'open', timesAsked: 2, to, owner: zoe, answer: '', askedAt: NOW + 1000 }
    })
  })

  test('to somebody who left is refused, and one that waits can go to somebody else', async () => {
    const leaving = (await makePerson(database, { school })).id
    const { id } = await made({ to: { kind: 'person', person: leaving } })
    await inSchool((tx) => leaveSchool(tx, leaving, leader, NOW))
    await expect(made({ to: { kind: 'person', person: leaving } })).rejects.toMatchObject({
      failure: { code: 'person_left' }
    })
    await expect(inSchool((tx) => answerRequest(tx, id, answer, as(leaving)))).rejects.toMatchObject({
      failure: { code: 'not_allowed' }
    })
    await expect(inSchool((tx) => askAgain(tx, id, null, as(noor)))).rejects.toMatchObject({
      failure: { code: 'person_left' }
    })
    expect(await inSchool((tx) => askAgain(tx, id, { kind: 'leader' }, as(noor)))).toMatchObject({ ok: true })
    await expect(made({ to: { kind: 'person', person: stranger.id } })).rejects.toMatchObject({
      failure: { code: 'not_found' }
    })
  })

  test('to another unit goes to its board, and never to one’s own', async () => {
    const asking = as(noor)
    const wish = { id: newId(), text: 'timers delen', unit: kl, by: noor }
    await inSchool((tx) => askFor(tx, { ...wish, to: { kind: 'unit', unit: bb } }, asking))
    expect(asking.told).toMatchObject([{ type: 'request-asked-of-unit', request: { to: { unit: bb } } }])
    await expect(
      inSchool((tx) => askFor(tx, { ...wish, id: newId(), to: { kind: 'unit', unit: kl } }, asking))
    ).rejects.toMatchObject({ failure: { code: 'request_to_oneself' } })
    // What was asked of a unit is answered on its board.
    expect(await inSchool((tx) => answerRequest(tx, wish.id, answer, as(leader)))).toMatchObject(
      refusedWith('not_allowed')
    )
  })

  test('is found by who asked and by that unit', async () => {
    const { id } = await made()
    const asked = (person: Id, units: Id[]) =>
      database.read(school, async (tx) => (await requestsAsked(tx, person, units, 0)).map((request) => request.id))
    expect(await asked(noor, [])).toContain(id)
    expect(await asked(karim, [kl])).toContain(id)
    expect(await asked(zoe, [bb])).not.toContain(id)
  })
})

describe('the leader has something told', () => {
  const wish = { text: 'De fusie gaat niet door.', units: [], notBefore: null }

  test('to all units, and sees in which it was; taken back, it goes where it was not told yet', async () => {
    const asking = as(leader)
    const added = await inSchool((tx) => addInformation(tx, wish, asking))
    if (!added.ok) throw new Error(added.failure.code)
    expect(asking.told).toMatchObject([{ type: 'information-added', units: expect.arrayContaining([kl, bb]) }])
    await inSchool((tx) => markTold(tx, added.value, kl, { by: noor, now: NOW }))
    const [item] = await database.read(school, (tx) => listInformation(tx))
    expect(item!.units.map(({ unit, toldAt }) => [unit, toldAt])).toEqual(
      expect.arrayContaining([
        [kl, NOW],
        [bb, null]
      ])
    )
    await inSchool((tx) => takeBackInformation(tx, added.value, asking))
    expect(asking.told.at(-1)).toEqual({ type: 'information-withdrawn', id: added.value, units: [bb] })
  })

  test('and nobody else; not in the past, not longer than two minutes, not to a unit of another school', async () => {
    const add = (over: object, person = leader) =>
      inSchool((tx) => addInformation(tx, { ...wish, ...over }, as(person)))
    expect(await add({}, noor)).toMatchObject(refusedWith('not_allowed'))
    await expect(add({}, stranger.id)).rejects.toMatchObject({ failure: { code: 'not_allowed' } })
    expect(await add({ notBefore: '2026-11-19' })).toMatchObject(refusedWith('date_past'))
    expect(await add({ text: 'woord '.repeat(300) })).toMatchObject(refusedWith('information_too_long'))
    expect(await add({ units: [newId()] })).toMatchObject(refusedWith('input_invalid'))
    const [theirs] = [await database.read(stranger.school, (tx) => listInformation(tx))]
    expect(theirs).toEqual([])
  })
})

describe('on the wall', () => {
  const goal = () => ({ kind: 'goal' as const, id: newId(), unit: kl, text: 'Kinderen leggen hun rekenstap uit' })
  const wish = { kind: 'touches', text: 'Wij doen het met wisbordjes', unit: null }

  test('another unit reacts once, and takes it back', async () => {
    const asking = as(zoe)
    const thing = goal()
    const said = await inSchool((tx) => react(tx, thing, wish, asking))
    expect(said).toMatchObject({ ok: true, value: { by: zoe, byUnit: bb, on: thing } })
    expect(await inSchool((tx) => react(tx, thing, wish, asking))).toEqual({ ok: true, value: null })
    expect(asking.told.map(({ type }) => type)).toEqual(['reacted'])
    const id = said.ok ? said.value!.id : ''
    expect(await inSchool((tx) => unreact(tx, id, as(noor)))).toMatchObject(refusedWith('not_found'))
    expect(await inSchool((tx) => unreact(tx, id, asking))).toMatchObject({ ok: true })
  })

  test('one’s own unit does not, nor another school, nor to what is not there', async () => {
    expect(await inSchool((tx) => react(tx, goal(), wish, as(noor)))).toMatchObject(refusedWith('own_unit_wall'))
    expect(await inSchool((tx) => react(tx, null, wish, as(zoe)))).toMatchObject(refusedWith('not_on_wall'))
    await expect(inSchool((tx) => react(tx, goal(), wish, as(stranger.id)))).rejects.toMatchObject({
      failure: { code: 'not_allowed' }
    })
    const long = { ...wish, text: 'x'.repeat(281) }
    expect(await inSchool((tx) => react(tx, goal(), long, as(zoe)))).toMatchObject(refusedWith('text_too_long'))
  })
})
