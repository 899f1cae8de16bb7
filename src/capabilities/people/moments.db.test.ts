import { expect, it } from 'vitest'
import { testDatabase } from '#platform/db/testing.ts'
import { demandUnitManager } from './authority.server.ts'
import { chooseMoment, weeklyMomentOf, weeklyMomentsOf } from './moments.server.ts'
import { makePerson, makeUnit } from './testing.ts'

const database = await testDatabase()
/** A Wednesday. */
const NOW = Date.parse('2026-03-18T10:00:00Z')
const DAY = 86_400_000
const TUESDAY = { weekday: 2, minute: 915 }
const THURSDAY = { weekday: 4, minute: 765 }

it('is kept per unit, replaced as a whole, and taken away by choosing none', async () => {
  const { school, id: unit } = await makeUnit(database)
  const other = await makeUnit(database, { school })
  const choose = (slots: (typeof TUESDAY)[], of = unit) =>
    database.transact(school, (tx) => chooseMoment(tx, of, slots, null, NOW))
  const read = (of = unit) => database.read(school, (tx) => weeklyMomentOf(tx, of))
  expect(await read()).toBeNull()
  await choose([TUESDAY, THURSDAY])
  await choose([THURSDAY], other.id)
  expect(await read()).toEqual({
    slots: [TUESDAY, THURSDAY],
    since: '2026-03-16',
    from: '2026-03-18',
    until: null
  })
  await choose([THURSDAY])
  expect((await read())!.slots).toEqual([THURSDAY])
  await choose([])
  expect(await read()).toBeNull()
  expect((await read(other.id))!.slots).toEqual([THURSDAY])
})

it('keeps what counted before, from day to day, and what was chosen for later falls away', async () => {
  const { school, id: unit } = await makeUnit(database)
  const choose = (slots: (typeof TUESDAY)[], now: number, from?: string) =>
    database.transact(school, (tx) => chooseMoment(tx, unit, slots, null, now, from))
  const history = async () =>
    (await database.read(school, (tx) => weeklyMomentsOf(tx, unit))).map(({ slots, from, until }) =>
      `${slots.map(({ weekday }) => weekday).join('+')} ${from} ${until ?? ''}`.trim()
    )
  await choose([TUESDAY], NOW)
  await choose([THURSDAY, TUESDAY], NOW + 30 * DAY)
  await choose([], NOW + 60 * DAY)
  await choose([THURSDAY], NOW + 90 * DAY)
  const past = ['2 2026-03-18 2026-04-17', '4+2 2026-04-17 2026-05-17']
  expect(await history()).toEqual([...past, '4 2026-06-16'])
  // Twice on one day: the first was never there.
  await choose([TUESDAY], NOW + 90 * DAY)
  expect(await history()).toEqual([...past, '2 2026-06-16'])
  // For later, and then for a day before that.
  await choose([THURSDAY], NOW + 90 * DAY, '2026-07-01')
  expect(await history()).toEqual([...past, '2 2026-06-16 2026-07-01', '4 2026-07-01'])
  await choose([THURSDAY, TUESDAY], NOW + 90 * DAY, '2026-06-20')
  expect(await history()).toEqual([...past, '2 2026-06-16 2026-06-20', '4+2 2026-06-20'])
})

it('of two people at once is what one of them chose, and never half of each', async () => {
  const { school, id: unit } = await makeUnit(database)
  const choices = [[TUESDAY, THURSDAY], [THURSDAY], [], [THURSDAY, TUESDAY], [TUESDAY]]
  const choose = (slots: (typeof TUESDAY)[], now: number) =>
    database.transact(school, (tx) => chooseMoment(tx, unit, slots, null, now))
  await choose([TUESDAY], NOW)
  const done = await Promise.all(choices.map((slots) => choose(slots, NOW + DAY)))
  expect(done.every(({ ok }) => ok)).toBe(true)
  const [before, ...after] = await database.read(school, (tx) => weeklyMomentsOf(tx, unit))
  expect(before).toMatchObject({ slots: [TUESDAY], until: '2026-03-19' })
  expect(after.length).toBeLessThanOrEqual(1)
  expect(choices).toContainEqual(after[0]?.slots ?? [])
})

it.each([
  ['2026-03-17', 'date_past'],
  ['2028-03-17', 'date_too_far'],
  ['2026-02-30', 'date_invalid'],
  ['morgen', 'date_invalid']
])('is not chosen from %s', async (from, code) => {
  const { school, id: unit } = await makeUnit(database)
  const chosen = await database.transact(school, (tx) => chooseMoment(tx, unit, [TUESDAY], null, NOW, from))
  expect(chosen).toMatchObject({ ok: false, failure: { code, field: 'from' } })
  expect(await database.read(school, (tx) => weeklyMomentsOf(tx, unit))).toEqual([])
})

it('and its history are no other school’s business', async () => {
  const { school, id: unit } = await makeUnit(database)
  const foreign = await makeUnit(database)
  await database.transact(school, (tx) => chooseMoment(tx, unit, [TUESDAY], null, NOW))
  expect(await database.read(foreign.school, (tx) => weeklyMomentsOf(tx, unit))).toEqual([])
})

it('refuses what is no moment, and the unit of another school', async () => {
  const { school, id: unit } = await makeUnit(database)
  const foreign = await makeUnit(database)
  const choose = (slots: (typeof TUESDAY)[], of = unit) =>
    database.transact(school, (tx) => chooseMoment(tx, of, slots, null, NOW))
  for (const slots of [[{ weekday: 6, minute: 915 }], [{ weekday: 2, minute: 1440 }], [TUESDAY, TUESDAY, THURSDAY]])
    expect(await choose(slots)).toMatchObject({ ok: false, failure: { code: 'input_invalid' } })
  expect(await choose([TUESDAY], foreign.id)).toMatchObject({ ok: false, failure: { code: 'not_found' } })
})

it('is chosen by who looks after the unit, and by no other colleague', async () => {
  const { school, id: unit } = await makeUnit(database)
  const [leader, colleague] = [
    await makePerson(database, { school, roles: ['school_leader'] }),
    await makePerson(database, { school })
  ]
  const demand = (person: string) => database.transact(school, (tx) => demandUnitManager(tx, person, unit))
  await expect(demand(leader.id)).resolves.toBeUndefined()
  await expect(demand(colleague.id)).rejects.toThrow('not_allowed')
})
