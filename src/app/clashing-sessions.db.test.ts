import { describe, expect, it } from 'vitest'
import { addFreeTime, changeSession } from '#calendar/server'
import { DEFAULT_BUDGETS } from '#board-sessions'
import { createBoardEngine, type BoardNews } from '#board-sessions/server'
import { newId, type Id } from '#kernel/id.ts'
import { chooseMoment, circleOf, weeklyMomentsOf } from '#people/server'
import { makePerson, makeSchool, makeUnit } from '#people/testing'
import { testDatabase } from '#platform/db/testing.ts'
import { createHub } from '#platform/realtime/hub.ts'
import { clashesAt, clashesOfMoments, inWeekOf, ownClashes, surroundingsOf } from './clashing-sessions.server.ts'

const database = await testDatabase()
/** A Monday. */
const NOW = Date.parse('2026-10-12T10:00:00Z')
const TODAY = '2026-10-12'
const FOUR_WEEKS = { from: TODAY, until: '2026-11-08' }
const TUESDAY = (minute: number) => [{ weekday: 2, minute }]

/** Noor is in all three units, Karim in red and blue, Els in red only. */
async function threeUnits() {
  const school = await makeSchool(database)
  const one = async (givenName: string) => (await makePerson(database, { school, givenName, familyName: 'Vos' })).id
  const [noor, karim, els] = [await one('Noor'), await one('Karim'), await one('Els')]
  const [red, blue, yellow] = [
    await makeUnit(database, { school, name: 'Team Rood', members: [noor, karim, els] }),
    await makeUnit(database, { school, name: 'Team Blauw', members: [noor, karim] }),
    await makeUnit(database, { school, name: 'Team Geel', members: [noor] })
  ]
  const meet = (unit: Id, minute: number) =>
    database.transact(school, (tx) => chooseMoment(tx, unit, TUESDAY(minute), null, NOW))
  await meet(red.id, 915)
  await meet(blue.id, 925)
  await meet(yellow.id, 940)
  const own = () => database.read(school, (tx) => ownClashes(tx, [red, blue, yellow], FOUR_WEEKS))
  const around = (unit = red.id) => database.read(school, (tx) => surroundingsOf(tx, unit, FOUR_WEEKS))
  return { school, noor, karim, els, red, blue, yellow, meet, own, around }
}
type World = Awaited<ReturnType<typeof threeUnits>>
const change = ({ school, noor }: World, unit: Id, on: string, to: Parameters<typeof changeSession>[2]['to']) =>
  database.transact(school, async (tx) => {
    const patterns = await weeklyMomentsOf(tx, unit)
    const when = { now: NOW, today: TODAY, timeZone: 'Europe/Amsterdam' }
    expect(await changeSession(tx, { unit, patterns }, { on, to }, noor, when)).toMatchObject({ ok: true })
  })

describe('somebody in several units', () => {
  it('hears of each two that meet at the same time: the first day, and how often after that', async () => {
    const world = await threeUnits()
    expect(await world.own()).toEqual([
      {
        day: '2026-10-13',
        one: { name: 'Team Rood', minute: 915 },
        other: { name: 'Team Blauw', minute: 925 },
        more: 3
      }
    ])
  })

  it('hears nothing of a session that was moved away, dropped, or falls on a free day', async () => {
    const world = await threeUnits()
    await change(world, world.red.id, '2026-10-13', { day: '2026-10-14', minute: 915 })
    await change(world, world.blue.id, '2026-10-20', 'dropped')
    await database.transact(world.school, (tx) =>
      addFreeTime(tx, { name: 'Studiedag', from: '2026-10-27', until: '2026-10-27' })
    )
    expect(await world.own()).toMatchObject([{ day: '2026-11-03', more: 0 }])
    await change(world, world.yellow.id, '2026-10-20', { day: '2026-10-14', minute: 920 })
    expect(await world.own()).toMatchObject([
      { day: '2026-10-14', one: { name: 'Team Rood' }, other: { name: 'Team Geel', minute: 920 }, more: 0 },
      { day: '2026-11-03' }
    ])
  })

  it('hears of more when a unit takes longer for its sessions', async () => {
    const world = await threeUnits()
    const { school, red, noor } = world
    const engine = createBoardEngine({ database, hub: createHub<BoardNews>(), clock: () => NOW, circle: circleOf })
    const budgets = { ...DEFAULT_BUDGETS, goals: 20 }
    const command = { type: 'change-budgets' as const, budgets }
    const sent = { key: newId(), base: (await engine.open(school, red.id)).seq, command }
    expect(await engine.submit(school, red.id, { person: noor, device: null }, sent)).toMatchObject({ ok: true })
    expect((await world.own()).map(({ one, other }) => `${one.name} ${other.name}`)).toEqual([
      'Team Rood Team Blauw',
      'Team Rood Team Geel'
    ])
  })

  it('hears nothing without two units, nor of units of another school', async () => {
    const [here, there] = [await threeUnits(), await threeUnits()]
    const read = (units: World['red'][]) => database.read(here.school, (tx) => ownClashes(tx, units, FOUR_WEEKS))
    expect(await read([here.red])).toEqual([])
    expect(await read([there.red, there.blue])).toEqual([])
  })
})

describe('who looks after a unit', () => {
  it('sees who is elsewhere at a moment, before and after it is chosen', async () => {
    const world = await threeUnits()
    const { school, noor, karim, red } = world
    const moments = [TUESDAY(915), TUESDAY(930), TUESDAY(800), [...TUESDAY(800), { weekday: 2, minute: 930 }]]
    const found = await database.read(school, (tx) => clashesOfMoments(tx, red.id, moments, TODAY))
    const blue = { unit: 'Team Blauw', people: expect.arrayContaining([noor, karim]) as unknown }
    const yellow = { unit: 'Team Geel', people: [noor] }
    expect(found).toEqual([[blue], [blue, yellow], [], [blue, yellow]])
  })

  it('sees what the others have in the week of a session, and who is elsewhere where it goes', async () => {
    const world = await threeUnits()
    const around = await world.around()
    const week = inWeekOf(around, { day: '2026-10-15', minute: 925 })
    expect(week.map(({ unit, day, isThen }) => ({ unit, day, isThen }))).toEqual([
      { unit: 'Team Blauw', day: '2026-10-13', isThen: false },
      { unit: 'Team Geel', day: '2026-10-13', isThen: false }
    ])
    expect(inWeekOf(around, { day: '2026-10-13', minute: 920 }).map(({ isThen }) => isThen)).toEqual([true, false])
    expect(clashesAt(around, { day: '2026-10-13', minute: 950 })).toEqual([{ unit: 'Team Geel', people: [world.noor] }])
    expect(clashesAt(around, { day: '2026-10-14', minute: 950 })).toEqual([])
  })

  it('hears nothing of a unit without people of this one', async () => {
    const { school, around } = await threeUnits()
    const apart = await makeUnit(database, { school, name: 'Team Groen', members: [] })
    await database.transact(school, (tx) => chooseMoment(tx, apart.id, TUESDAY(915), null, NOW))
    expect((await around()).neighbours.map(({ name }) => name).sort()).toEqual(['Team Blauw', 'Team Geel'])
    expect((await around(apart.id)).neighbours).toEqual([])
  })
})
