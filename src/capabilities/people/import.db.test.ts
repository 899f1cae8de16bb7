import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { isRefusal } from '#kernel/errors.ts'
import { newId, type Id } from '#kernel/id.ts'
import { testDatabase } from '#platform/db/testing.ts'
import { demandManager } from './authority.server.ts'
import type { Reading } from './core/roster/types.ts'
import { importPeople, previewImport } from './import.server.ts'
import { leaveSchool } from './people.server.ts'
import { readRoster } from './roster-file/read-roster.server.ts'
import { findImport } from './store/imports.server.ts'
import { findPersonByEmail, listPeople } from './store/people.server.ts'
import { listUnits } from './store/units.server.ts'
import { makePerson, makeSchool, makeUnit } from './testing.ts'
import { setMembers } from './units.server.ts'

const database = await testDatabase()
const DE_WILG = await readFile(join(import.meta.dirname, 'testing/rosters/01-de-wilg-personeel.csv'))
const DAY = 24 * 3_600_000
/** So long ago that the lists of later days lie before today as well. */
const NOW = Date.UTC(2025, 10, 21, 9)

const read = async (list: string | Uint8Array): Promise<Reading> => {
  const result = await readRoster(typeof list === 'string' ? new TextEncoder().encode(list) : list)
  if (!result.ok) throw new Error(result.failure.code)
  return result.value
}
const deWilg = await read(DE_WILG)

const HEADINGS = 'Roepnaam;Tussenvoegsel;Achternaam;E-mail;Bouw;Groep;Werkdagen\n'
const list = (...lines: string[]) => read(HEADINGS + lines.join('\n'))

let school: Id
beforeEach(async () => {
  school = await makeSchool(database)
})

const orderOf = (parts: { id?: Id; now?: number } = {}) => ({
  id: newId(NOW),
  by: null,
  fileName: 'personeel.csv',
  now: NOW,
  timeZone: 'Europe/Amsterdam',
  ...parts
})
const bring = async (reading: Reading, parts: { id?: Id; now?: number } = {}, into = school) => {
  const done = await database.transact(into, (tx) => importPeople(tx, reading, orderOf(parts)))
  return done!
}
const people = (of = school) => database.read(of, listPeople)
const units = (of = school) => database.read(of, listUnits)
const person = (email: string) => database.read(school, (tx) => findPersonByEmail(tx, email))
const unitNamed = async (name: string) => (await units()).find((unit) => unit.name === name)!

describe('a staff list', () => {
  it('brings in everybody, and makes the units that it names', async () => {
    const done = await bring(deWilg)
    expect(done.counts).toEqual({ new: 28, changed: 0, same: 0, problem: 0, skipped: 0 })
    expect(done.unitsMade.map(({ name }) => name).sort()).toEqual(['Bovenbouw', 'Middenbouw', 'Onderbouw'])
    expect(await people()).toHaveLength(28)
    const made = await units()
    expect(new Set(made.map(({ mark }) => mark)).size).toBe(3)
    expect(new Set(made.map(({ hue }) => hue)).size).toBe(3)
    const sanne = await person('s.dewit@obs-dewilg.example.nl')
    expect(sanne).toMatchObject({
      givenName: 'Sanne',
      infix: 'de',
      familyName: 'Wit',
      groups: ['1/2a'],
      workingDays: { mon: 'full', tue: 'full', wed: 'am', thu: 'off', fri: 'off' },
      source: 'import'
    })
    expect((await unitNamed('Onderbouw')).members).toContain(sanne!.id)
  })

  it('changes nothing the second time', async () => {
    await bring(deWilg)
    const before = [await people(), await units()]
    const done = await bring(deWilg, { now: NOW + DAY })
    expect(done.counts).toEqual({ new: 0, changed: 0, same: 28, problem: 0, skipped: 0 })
    expect(done.unitsTouched).toEqual([])
    expect([await people(), await units()]).toEqual(before)
  })

  it('stores nothing while it is only looked at', async () => {
    const plan = await previewImport(database, school, deWilg)
    expect(plan.rows.filter(({ status }) => status === 'new')).toHaveLength(28)
    expect(await people()).toEqual([])
    expect(await units()).toEqual([])
  })

  it('brings in the good rows beside a bad one', async () => {
    const reading = await list('Fatima;;Yildiz;f.yildiz@school,nl;5-6;;', 'Joost;;Vos;j.vos@school.nl;5-6;;')
    expect((await bring(reading)).counts).toMatchObject({ new: 1, problem: 1 })
    expect((await people()).map(({ givenName }) => givenName)).toEqual(['Joost'])
  })

  it('may be long', async () => {
    const lines = Array.from({ length: 6000 }, (_, n) => `Voor${n};;Achter${n};p${n}@school.nl;Team ${n % 7};;`)
    const reading = await list(...lines)
    expect((await bring(reading)).counts.new).toBe(6000)
    expect((await bring(reading)).counts.same).toBe(6000)
  })

  it('may name many units, each with a mark of its own; more than a school has are taken for something else', async () => {
    const naming = (count: number) => list(...Array.from({ length: count }, (_, n) => `Voor${n};;Achter;;Unit ${n};;`))
    expect((await bring(await naming(150))).unitsMade).toHaveLength(150)
    expect(new Set((await units()).map(({ mark }) => mark.toLowerCase())).size).toBe(150)
    const other = await makeSchool(database)
    const refused = bring(await naming(301), {}, other)
    await expect(refused).rejects.toSatisfy(
      (error) =>
        isRefusal(error) && error.failure.code === 'import_many_units' && error.failure.params?.['count'] === 301
    )
    expect([await people(other), await units(other)]).toEqual([[], []])
  })

  it('is seen by no other school', async () => {
    const other = await makeSchool(database)
    await bring(deWilg)
    expect(await people(other)).toEqual([])
    expect(await units(other)).toEqual([])
    expect((await bring(deWilg, {}, other)).counts.new).toBe(28)
    expect(await people()).toHaveLength(28)
  })
})

describe('a later list', () => {
  it('changes what it says, and erases nothing with an empty cell', async () => {
    await bring(await list('Joost;;Vos;j.vos@school.nl;5-6;5b;ma di'))
    await bring(await list('Joost;;Vos;j.vos@school.nl;;;ma di wo'), { now: NOW + DAY })
    expect(await person('j.vos@school.nl')).toMatchObject({
      groups: ['5b'],
      workingDays: { mon: 'full', tue: 'full', wed: 'full', thu: 'off', fri: 'off' }
    })
    expect((await unitNamed('5-6')).members).toHaveLength(1)
  })

  it('moves somebody to another unit, and keeps when that was', async () => {
    await bring(await list('Joost;;Vos;j.vos@school.nl;3-4;;'))
    const done = await bring(await list('Joost;;Vos;j.vos@school.nl;5-6;;'), { now: NOW + 7 * DAY })
    const all = await units()
    expect(all.map(({ name, members }) => [name, members.length])).toEqual([
      ['3-4', 0],
      ['5-6', 1]
    ])
    expect(done.unitsTouched.sort()).toEqual(all.map(({ id }) => id).sort())
    const spans = await database.read(school, (tx) => tx.sql`select since, until from memberships order by since`)
    expect([...spans]).toEqual([
      { since: '2025-11-21', until: '2025-11-28' },
      { since: '2025-11-28', until: null }
    ])
  })

  it('ends no membership that was made by hand', async () => {
    await bring(await list('Joost;;Vos;j.vos@school.nl;3-4;;'))
    const joost = await person('j.vos@school.nl')
    const byHand = await makeUnit(database, { school, name: 'Plusklas', members: [joost!.id] })
    await bring(await list('Joost;;Vos;j.vos@school.nl;5-6;;'), { now: NOW + DAY })
    const mine = (await units()).filter(({ members }) => members.includes(joost!.id)).map(({ name }) => name)
    expect(mine).toEqual(['5-6', byHand.name])
    expect((await bring(await list('Joost;;Vos;j.vos@school.nl;5-6;;'), { now: NOW + DAY })).counts.same).toBe(1)
  })

  it('removes nobody, and proposes as leaving only whom an import brought', async () => {
    await makePerson(database, { school, givenName: 'Handmatig' })
    await bring(await list('Joost;;Vos;j.vos@school.nl;;;', 'Els;van;Rijn;e.vanrijn@school.nl;;;'))
    const done = await bring(await list('Joost;;Vos;j.vos@school.nl;;;'))
    expect(done.plan.leaving.map(({ givenName }) => givenName)).toEqual(['Els'])
    expect(await people()).toHaveLength(3)
  })

  it('lets an address pass on to a new colleague', async () => {
    const numbered = (...lines: string[]) => read('Personeelsnummer;Roepnaam;Achternaam;E-mail\n' + lines.join('\n'))
    await bring(await numbered('7;Willemijn;Hoekstra;w.hoekstra@school.nl'))
    const willemijn = await person('w.hoekstra@school.nl')
    const done = await bring(
      await numbered('8;Wim;Hoekstra;w.hoekstra@school.nl', '7;Willemijn;Hoekstra;w.okonkwo@school.nl')
    )
    expect(done.counts.problem).toBe(0)
    expect((await person('w.okonkwo@school.nl'))?.id).toBe(willemijn!.id)
    expect((await person('w.hoekstra@school.nl'))?.givenName).toBe('Wim')
    expect(done.addressesChanged).toEqual([willemijn!.id])
  })

  it('knows a unit by its name however it is written', async () => {
    const kleuters = await makeUnit(database, { school, name: 'Kleuters' })
    const done = await bring(
      await list('Joost;;Vos;j.vos@school.nl;kléuters;;', 'Els;;Rijn;e.rijn@school.nl;KLEUTERS;;')
    )
    expect(done.unitsMade).toEqual([])
    expect((await units()).map(({ id, members }) => [id, members.length])).toEqual([[kleuters.id, 2]])
  })

  it('brings back somebody who had left', async () => {
    await bring(await list('Joost;;Vos;j.vos@school.nl;3-4;;'))
    const joost = await person('j.vos@school.nl')
    await database.transact(school, (tx) => leaveSchool(tx, joost!.id, newId(), NOW + DAY))
    expect(await person('j.vos@school.nl')).toBeNull()
    await bring(await list('Joost;;Vos;j.vos@school.nl;3-4;;'), { now: NOW + 60 * DAY })
    expect((await person('j.vos@school.nl'))?.id).toBe(joost!.id)
    expect((await unitNamed('3-4')).members).toEqual([joost!.id])
  })
})

describe('importing', () => {
  it('by two at once gives everybody once', async () => {
    const both = await Promise.all([bring(deWilg), bring(deWilg)])
    expect(both.map(({ counts }) => counts.new).sort((a, b) => a - b)).toEqual([0, 28])
    expect(await people()).toHaveLength(28)
    expect(await units()).toHaveLength(3)
  })

  it('beside somebody who makes the same unit by hand ends well', async () => {
    const reading = await list('Joost;;Vos;j.vos@school.nl;Onderbouw;;')
    const outcomes = await Promise.allSettled([bring(reading), makeUnit(database, { school, name: 'onderbouw' })])
    expect(outcomes[0]!.status).toBe('fulfilled')
    expect(await units()).toHaveLength(1)
  })

  it('pressed twice is done once', async () => {
    const id = newId(NOW)
    const both = await Promise.all(
      [1, 2].map(() => database.transact(school, (tx) => importPeople(tx, deWilg, orderOf({ id }))))
    )
    expect(both.filter((done) => done === null)).toHaveLength(1)
    const done = await database.read(school, (tx) => findImport(tx, id))
    expect(done).toMatchObject({ fileName: 'personeel.csv', counts: { new: 28, same: 0 } })
    expect(done!.unitsMade.sort()).toEqual((await units()).map((unit) => unit.id).sort())
  })

  it('is refused to a colleague without the right, and nothing is stored', async () => {
    const colleague = await makePerson(database, { school, roles: ['coach'] })
    const attempt = database.transact(school, async (tx) => {
      await demandManager(tx, colleague.id)
      return importPeople(tx, deWilg, orderOf())
    })
    await expect(attempt).rejects.toSatisfy((error) => isRefusal(error) && error.failure.code === 'not_allowed')
    expect(await people()).toHaveLength(1)
  })

  it.each(['school_leader', 'administrator'] as const)('is allowed to a %s', async (role) => {
    const leader = await makePerson(database, { school, roles: [role] })
    await database.transact(school, async (tx) => {
      await demandManager(tx, leader.id)
      await importPeople(tx, deWilg, orderOf())
    })
    expect(await people()).toHaveLength(29)
  })

  it('goes on from a unit whose members were chosen by hand', async () => {
    await bring(deWilg)
    const unit = await unitNamed('Onderbouw')
    const [first, ...others] = unit.members
    await database.transact(school, (tx) => setMembers(tx, unit.id, others, NOW + DAY))
    expect((await unitNamed('Onderbouw')).members).not.toContain(first)
    const done = await bring(deWilg, { now: NOW + 2 * DAY })
    expect(done.counts).toMatchObject({ changed: 1, same: 27 })
  })
})
