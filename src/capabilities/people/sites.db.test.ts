import { beforeEach, describe, expect, test } from 'vitest'
import type { Id } from '#kernel/id.ts'
import { testDatabase } from '#platform/db/testing.ts'
import { demandManager } from './authority.server.ts'
import { addSites, changeSite, dropSite, placePerson, placeUnits } from './sites.server.ts'
import { listChanges } from './store/audit.server.ts'
import { listSites, ownSiteOf, sitesOfUnits, whereEverybodyIs } from './store/sites.server.ts'
import { makePerson, makeUnit, NOW } from './testing.ts'

const database = await testDatabase()
let school: Id, leader: Id, noor: Id, unit: Id
beforeEach(async () => {
  const made = await makePerson(database, { roles: ['school_leader'] })
  ;[school, leader] = [made.school, made.id]
  noor = (await makePerson(database, { school })).id
  unit = (await makeUnit(database, { school, members: [noor] })).id
})

const inSchool = <T>(fn: Parameters<typeof database.transact<T>>[1]) => database.transact(school, fn)
const add = (...names: string[]) => inSchool((tx) => addSites(tx, names, leader, NOW))
const idsOf = async () => (await database.read(school, listSites)).map(({ id }) => id) as [Id, Id]
const nameAt = async (person: Id) => {
  const { sites, siteOf } = await database.read(school, whereEverybodyIs)
  return sites.find(({ id }) => id === siteOf.get(person))?.name ?? null
}
const kinds = async () => (await database.read(school, (tx) => listChanges(tx))).map(({ kind }) => kind).sort()
const refused = (code: string, field?: string) => ({ ok: false, failure: { code, ...(field ? { field } : {}) } })

describe('sites', () => {
  test('are two at least, each with its own name', async () => {
    expect(await nameAt(noor)).toBeNull()
    expect(await add('Zuid')).toMatchObject(refused('sites_two', 'name-1'))
    expect(await add('Zuid', ' ')).toMatchObject(refused('name_missing', 'name-1'))
    expect(await add('Zuid', 'zuid')).toMatchObject(refused('site_name_taken', 'name-1'))
    expect(await add('Zuid', 'x'.repeat(81))).toMatchObject(refused('value_too_long', 'name-1'))
    expect(await database.read(school, listSites)).toEqual([])
    expect(await add(' Zuid ', 'Noord')).toMatchObject({ ok: true })
    expect(await add('noord')).toMatchObject(refused('site_name_taken', 'name-0'))
    expect(await database.read(school, listSites)).toMatchObject([{ name: 'Zuid' }, { name: 'Noord' }])
    expect(await kinds()).toEqual(['site_added', 'site_added'])
  })

  test('are those of units, and somebody may be elsewhere; each change is written down once', async () => {
    await add('Zuid', 'Noord')
    const [, north] = await idsOf()
    expect(await nameAt(noor)).toBe('Zuid')
    const place = (site: Id | null) => inSchool((tx) => placeUnits(tx, [{ unit, site }], leader, NOW))
    await place(north)
    await place(north)
    expect(await nameAt(noor)).toBe('Noord')
    expect(await nameAt(leader)).toBe('Zuid')
    const [south] = await idsOf()
    await inSchool((tx) => placePerson(tx, noor, south, leader, NOW))
    expect(await nameAt(noor)).toBe('Zuid')
    await inSchool((tx) => placePerson(tx, noor, null, leader, NOW))
    expect(await nameAt(noor)).toBe('Noord')
    expect(await kinds()).toEqual(['person_site', 'person_site', 'site_added', 'site_added', 'unit_site'])
    expect(await database.read(school, (tx) => listChanges(tx, { person: noor }))).toMatchObject([
      { kind: 'person_site', by: leader, about: noor },
      { kind: 'person_site' }
    ])
  })

  test('get another name, and go; of two both go, and nobody is on one', async () => {
    await add('Zuid', 'Noord')
    await add('Oost')
    const [south, north] = await idsOf()
    expect(await inSchool((tx) => changeSite(tx, south, 'Noord', leader, NOW))).toMatchObject(
      refused('site_name_taken', `name-${south}`)
    )
    await inSchool((tx) => changeSite(tx, south, 'De Dijk', leader, NOW))
    expect(await nameAt(leader)).toBe('De Dijk')
    await inSchool((tx) => placeUnits(tx, [{ unit, site: north }], leader, NOW))
    await inSchool((tx) => placePerson(tx, leader, north, leader, NOW))
    await inSchool((tx) => dropSite(tx, north, leader, NOW))
    expect((await database.read(school, sitesOfUnits)).get(unit)).toBeNull()
    expect(await database.read(school, (tx) => ownSiteOf(tx, leader))).toBeNull()
    await inSchool((tx) => dropSite(tx, south, leader, NOW))
    expect(await database.read(school, listSites)).toEqual([])
    expect(await nameAt(noor)).toBeNull()
  })

  test('of another school are not seen, not named and not taken', async () => {
    await add('Zuid', 'Noord')
    const [south] = await idsOf()
    const other = await makePerson(database, { roles: ['school_leader'] })
    const there = <T>(fn: Parameters<typeof database.transact<T>>[1]) => database.transact(other.school, fn)
    expect(await there(listSites)).toEqual([])
    expect(await there((tx) => changeSite(tx, south, 'Weg', other.id, NOW))).toMatchObject(refused('not_found'))
    expect(await there((tx) => dropSite(tx, south, other.id, NOW))).toMatchObject(refused('not_found'))
    expect(await there((tx) => placePerson(tx, other.id, south, other.id, NOW))).toMatchObject(refused('not_found'))
    expect(await there((tx) => placePerson(tx, noor, null, other.id, NOW))).toMatchObject(refused('not_found'))
    expect(await there((tx) => placeUnits(tx, [{ unit, site: null }], other.id, NOW))).toMatchObject(
      refused('not_found')
    )
    expect(await database.read(school, listSites)).toMatchObject([{ name: 'Zuid' }, { name: 'Noord' }])
  })

  test('are set by who keeps the list; a colleague may not', async () => {
    await expect(inSchool((tx) => demandManager(tx, noor))).rejects.toMatchObject({ failure: { code: 'not_allowed' } })
    await expect(inSchool((tx) => demandManager(tx, leader))).resolves.toBeUndefined()
  })
})
