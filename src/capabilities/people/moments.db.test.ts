import { expect, it } from 'vitest'
import { testDatabase } from '#platform/db/testing.ts'
import { demandUnitManager } from './authority.server.ts'
import { chooseMoment, weeklyMomentOf } from './moments.server.ts'
import { makePerson, makeUnit } from './testing.ts'

const database = await testDatabase()
/** A Wednesday. */
const NOW = Date.parse('2026-03-18T10:00:00Z')
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
  expect(await read()).toEqual({ slots: [TUESDAY, THURSDAY], since: '2026-03-16' })
  await choose([THURSDAY])
  expect((await read())!.slots).toEqual([THURSDAY])
  await choose([])
  expect(await read()).toBeNull()
  expect((await read(other.id))!.slots).toEqual([THURSDAY])
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
