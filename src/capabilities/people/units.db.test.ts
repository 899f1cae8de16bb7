import { describe, expect, it } from 'vitest'
import { isRefusal } from '#kernel/errors.ts'
import { newId } from '#kernel/id.ts'
import { testDatabase } from '#platform/db/testing.ts'
import { demandUnitManager } from './authority.server.ts'
import { grantRole } from './store/roles.server.ts'
import { findUnit, listUnits, standingOf } from './store/units.server.ts'
import { makePerson, makeSchool, makeUnit, NOW } from './testing.ts'
import { changeUnit, makeUnit as makeUnitIn, setMembers, setUnitsOf } from './units.server.ts'

const database = await testDatabase()
const DAY = 24 * 3_600_000

describe('a unit', () => {
  it('gets a mark and a hue that no other unit has', async () => {
    const school = await makeSchool(database)
    for (const name of ['Unit 5-6', 'Unit 56', 'Onderbouw', 'Ondersteuning']) await makeUnit(database, { school, name })
    const units = await database.read(school, listUnits)
    expect(new Set(units.map(({ mark }) => mark.toLowerCase())).size).toBe(4)
    expect(new Set(units.map(({ hue }) => hue)).size).toBe(4)
    expect(units.find(({ name }) => name === 'Unit 5-6')!.mark).toBe('56')
  })

  it.each([
    [{ name: '' }, 'name_missing', 'name'],
    [{ name: 'ONDERBOUW' }, 'unit_name_taken', 'name'],
    [{ name: 'x'.repeat(201) }, 'value_too_long', 'name'],
    [{ name: 'Bovenbouw', mark: 'on' }, 'unit_mark_taken', 'mark'],
    [{ name: 'Bovenbouw', mark: 'abc' }, 'unit_mark_invalid', 'mark'],
    [{ name: 'Bovenbouw', mark: '?!' }, 'unit_mark_invalid', 'mark']
  ])('is refused as %o: %s', async (wish, code, field) => {
    const { school } = await makeUnit(database, { name: 'Onderbouw' })
    const result = await database.transact(school, (tx) => makeUnitIn(tx, wish, NOW))
    expect(result).toMatchObject({ ok: false, failure: { code, field } })
    expect(await database.read(school, listUnits)).toHaveLength(1)
  })

  it('made twice at once with one name is made once', async () => {
    const school = await makeSchool(database)
    const make = () => database.transact(school, (tx) => makeUnitIn(tx, { name: 'Onderbouw' }, NOW))
    const results = await Promise.all([make(), make(), make()])
    expect(results.filter(({ ok }) => ok)).toHaveLength(1)
    expect(await database.read(school, listUnits)).toHaveLength(1)
  })

  it('is renamed and keeps its own mark', async () => {
    const unit = await makeUnit(database, { name: 'Onderbouw' })
    const change = (wish: { name: string; mark: string; hue: number }) =>
      database.transact(unit.school, (tx) => changeUnit(tx, unit.id, wish))
    expect(await change({ name: 'Jonge kind', mark: unit.mark, hue: 7 })).toMatchObject({ ok: true })
    expect(await change({ name: 'Jonge kind', mark: 'JK', hue: 99 })).toMatchObject({ ok: true, value: { hue: 7 } })
    expect(await database.read(unit.school, (tx) => findUnit(tx, unit.id))).toEqual({
      id: unit.id,
      kind: 'unit',
      name: 'Jonge kind',
      mark: 'JK',
      hue: 7
    })
  })

  it('of another school is not found', async () => {
    const foreign = await makeUnit(database)
    const { school, id } = await makePerson(database)
    const change = { name: 'Gekaapt', mark: 'G', hue: 1 }
    const inOwn = <T>(work: Parameters<typeof database.transact<T>>[1]) => database.transact(school, work)
    const notFound = { ok: false, failure: { code: 'not_found' } }
    expect(await inOwn((tx) => changeUnit(tx, foreign.id, change))).toEqual(notFound)
    expect(await inOwn((tx) => setMembers(tx, foreign.id, [id], NOW))).toEqual(notFound)
  })
})

describe('the members of a unit', () => {
  const threePeople = async () => {
    const anna = await makePerson(database)
    const { school } = anna
    const [bas, cor] = [await makePerson(database, { school }), await makePerson(database, { school })]
    const unit = await makeUnit(database, { school, members: [anna.id, bas.id] })
    const members = async () => (await database.read(school, listUnits)).find(({ id }) => id === unit.id)!.members
    return { school, unit, anna, bas, cor, members }
  }

  it('start today, and end today with their span kept', async () => {
    const { school, unit, anna, bas, cor, members } = await threePeople()
    await database.transact(school, (tx) => setMembers(tx, unit.id, [anna.id, cor.id], NOW))
    expect((await members()).sort()).toEqual([anna.id, cor.id].sort())
    const [ended] = await database.read(
      school,
      (tx) => tx.sql`select since, until from memberships where person_id = ${bas.id}`
    )
    expect(ended).toEqual({ since: '2020-08-01', until: '2026-11-20' })
  })

  it('that somebody did not see when choosing stay', async () => {
    const { school, unit, anna, bas, cor, members } = await threePeople()
    await database.transact(school, (tx) => setMembers(tx, unit.id, [anna.id, bas.id, cor.id], NOW))
    await database.transact(school, (tx) => setMembers(tx, unit.id, [anna.id], NOW, { shown: [anna.id, bas.id] }))
    expect((await members()).sort()).toEqual([anna.id, cor.id].sort())
  })

  it('left and back on one day is one membership', async () => {
    const { school, unit, anna, bas, members } = await threePeople()
    const set = (people: string[], now: number) =>
      database.transact(school, (tx) => setMembers(tx, unit.id, people, now))
    await set([anna.id], NOW)
    await set([anna.id, bas.id], NOW)
    await set([anna.id], NOW)
    await set([anna.id, bas.id], NOW)
    expect(await members()).toHaveLength(2)
    const spans = await database.read(
      school,
      (tx) => tx.sql`select since, until from memberships where person_id = ${bas.id} order by since`
    )
    expect([...spans]).toEqual([
      { since: '2020-08-01', until: '2026-11-20' },
      { since: '2026-11-20', until: null }
    ])
  })

  it('are people of the school who are here', async () => {
    const { school, unit, anna, members } = await threePeople()
    const stranger = await makePerson(database)
    const left = await makePerson(database, { school, leftOn: '2026-10-01' })
    for (const person of [stranger.id, left.id, newId()]) {
      const result = await database.transact(school, (tx) => setMembers(tx, unit.id, [anna.id, person], NOW))
      expect(result).toMatchObject({ ok: false, failure: { code: 'input_invalid' } })
    }
    expect(await members()).toHaveLength(2)
  })

  it('are chosen for one person too', async () => {
    const { school, unit, anna, cor } = await threePeople()
    const other = await makeUnit(database, { school })
    const result = await database.transact(school, (tx) =>
      setUnitsOf(tx, anna.id, [other.id], NOW, { shown: [unit.id] })
    )
    expect(result).toEqual({ ok: true, value: [other.id, unit.id] })
    const standing = (person: string) => database.read(school, (tx) => standingOf(tx, person))
    expect((await standing(anna.id)).units.map(({ id }) => id)).toEqual([other.id])
    const foreign = await makeUnit(database)
    const refused = await database.transact(school, (tx) => setUnitsOf(tx, cor.id, [foreign.id], NOW))
    expect(refused).toMatchObject({ ok: false, failure: { code: 'input_invalid' } })
  })
})

describe('the lead of a unit', () => {
  it('looks after that unit and no other, for as long as the task lasts', async () => {
    const lead = await makePerson(database)
    const { school } = lead
    const [own, other] = [await makeUnit(database, { school }), await makeUnit(database, { school })]
    await database.transact(school, (tx) =>
      grantRole(tx, lead.id, newId(), { role: 'unit_lead', unit: own.id }, '2020-08-01')
    )
    const demand = (unit: string) => database.read(school, (tx) => demandUnitManager(tx, lead.id, unit))
    const refused = (error: unknown) => isRefusal(error) && error.failure.code === 'not_allowed'
    await expect(demand(own.id)).resolves.toBeUndefined()
    await expect(demand(other.id)).rejects.toSatisfy(refused)
    const yesterday = new Date(Date.now() - DAY).toISOString().slice(0, 10)
    await database.transact(school, (tx) => tx.sql`update roles set until = ${yesterday}`)
    await expect(demand(own.id)).rejects.toSatisfy(refused)
  })
})
