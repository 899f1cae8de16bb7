import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import { newId, type Id } from '#kernel/id.ts'
import { testDatabase } from '#platform/db/testing.ts'
import type { Reading } from './core/roster/types.ts'
import { importPeople, UNDO_TIME } from './import.server.ts'
import { changePerson, leaveSchool } from './people.server.ts'
import { readBytes } from './roster-file/read-bytes.server.ts'
import { readGrid } from './core/roster/read-grid.ts'
import { findImport } from './store/imports.server.ts'
import { listPeople } from './store/people.server.ts'
import { grantRole } from './store/roles.server.ts'
import { makePerson, makeSchool, NOW } from './testing.ts'
import { undoPeopleImport, type UndoOrder } from './undo-import.server.ts'
import { setUnitsOf } from './units.server.ts'

const database = await testDatabase()
const HOUR = 3_600_000
const nobody: UndoOrder['invited'] = new Set()

const list = async (...lines: string[]): Promise<Reading> => {
  const text = 'Roepnaam;Achternaam;E-mail;Functie;Bouw;Groep;Werkdagen\n' + lines.join('\n')
  const grid = await readBytes(new TextEncoder().encode(text))
  const reading = grid.ok ? readGrid(grid.value) : grid
  if (!reading.ok) throw new Error(reading.failure.code)
  return reading.value
}

let school: Id
beforeEach(async () => {
  school = await makeSchool(database)
})

async function bring(reading: Reading, now = NOW): Promise<Id> {
  const id = newId(now)
  await database.transact(school, (tx) =>
    importPeople(tx, reading, { id, by: null, fileName: 'lijst.csv', now, timeZone: 'Europe/Amsterdam' })
  )
  return id
}
const undo = (id: Id, { now = NOW + HOUR, invited = nobody } = {}) =>
  database.transact(school, (tx) => undoPeopleImport(tx, id, { by: null, now, invited }))

/** Everything that an import may change. */
const everything = () =>
  database.read(school, async ({ sql }) => [
    await sql`select id, given_name, infix, family_name, email, function, staff_number, groups, working_days, source,
      left_on from people order by id`,
    await sql`select unit_id, person_id, since, until, source from memberships order by unit_id, person_id, since`,
    await sql`select id, name, mark, hue, source from units order by id`
  ])
const personNamed = async (name: string) =>
  (await database.read(school, listPeople)).find(({ givenName }) => givenName === name)!

describe('undoing an import', () => {
  it('brings everything back as it was before', async () => {
    await bring(await list('Ann;Bos;ann@school.nl;Leraar;Zon;3a;ma di', 'Bo;Vos;bo@school.nl;;Zon;;', 'Ed;Vis;;;;;'))
    await database.transact(school, async (tx) => {
      const ed = (await listPeople(tx)).find(({ givenName }) => givenName === 'Ed')!
      await leaveSchool(tx, ed.id, newId(NOW), NOW)
    })
    const before = await everything()
    const id = await bring(
      await list(
        'Ann;Bos;bo@school.nl;IB;Maan;3a;ma',
        'Bo;Vos;ann@school.nl;;Zon, Maan;4b;',
        'Kim;Jansen;kim@school.nl;;Ster;;'
      ),
      NOW + HOUR
    )
    expect(await everything()).not.toEqual(before)
    const done = await undo(id, { now: NOW + 2 * HOUR })
    expect(done).toMatchObject({ ok: true, value: { people: 3, left: [], units: 2, unitsLeft: [] } })
    expect(await everything()).toEqual(before)
  })

  it('is a law: import and undo is as before, whatever the lists say', { timeout: 120_000 }, async () => {
    const name = fc.constantFrom('Ann', 'Bo', 'Kim', 'Ed', 'Zoë')
    const row = fc.record({
      name,
      email: fc.constantFrom('', 'a@school.nl', 'b@school.nl', 'c@school.nl'),
      unit: fc.constantFrom('', 'Zon', 'Maan', 'Zon, Ster'),
      days: fc.constantFrom('', 'ma di', 'wo')
    })
    const lines = fc.uniqueArray(row, { selector: (one) => one.name, minLength: 1, maxLength: 5 })
    const write = (rows: { name: string; email: string; unit: string; days: string }[]) =>
      list(...rows.map((one) => `${one.name};Bos;${one.email};;${one.unit};;${one.days}`))
    await fc.assert(
      fc.asyncProperty(lines, lines, async (first, second) => {
        school = await makeSchool(database)
        await bring(await write(first))
        const before = await everything()
        const id = await bring(await write(second), NOW + HOUR)
        const done = await undo(id, { now: NOW + 2 * HOUR })
        expect(done).toMatchObject({ ok: true, value: { left: [] } })
        expect(await everything()).toEqual(before)
      }),
      { numRuns: 25 }
    )
  })

  it('leaves what somebody changed since, and says of whom', async () => {
    await bring(await list('Ann;Bos;ann@school.nl;Leraar;;3a;'))
    const id = await bring(await list('Ann;Bos;ann@school.nl;IB;;4a;', 'Kim;Vos;kim@school.nl;;;;', 'Lea;Vis;;;;;'))
    const [ann, kim, lea] = [await personNamed('Ann'), await personNamed('Kim'), await personNamed('Lea')]
    await database.transact(school, (tx) =>
      changePerson(tx, ann.id, {
        ...ann,
        function: 'Muziekleraar',
        groups: '4a',
        days: { mon: '', tue: '', wed: '', thu: '', fri: '' }
      })
    )
    await database.transact(school, (tx) =>
      grantRole(tx, kim.id, newId(NOW), { role: 'coach', unit: null }, '2026-11-20')
    )
    const done = await undo(id)
    expect(done.ok && done.value.left.sort()).toEqual([ann.id, kim.id].sort())
    // the group of the import goes back, the function that somebody typed since stays
    expect(await personNamed('Ann')).toMatchObject({ function: 'Muziekleraar', groups: ['3a'] })
    expect(await personNamed('Kim')).toMatchObject({ email: 'kim@school.nl' })
    expect(await personNamed('Lea')).toBeUndefined()
    expect(lea).toBeDefined()
    expect(await database.read(school, (tx) => findImport(tx, id))).toMatchObject({
      undone: { people: 2, left: expect.arrayContaining([ann.id, kim.id]) as Id[] }
    })
  })

  it('leaves whoever has an account or stands on a board, and the unit of that board', async () => {
    const id = await bring(await list('Ann;Bos;ann@school.nl;;Zon;;', 'Bo;Vos;bo@school.nl;;Zon;;'))
    const ann = await personNamed('Ann')
    const done = await undo(id, { invited: new Set([ann.id]) })
    expect(done).toMatchObject({ ok: true, value: { left: [ann.id], unitsLeft: [expect.any(String)] } })
    expect((await database.read(school, listPeople)).map(({ givenName }) => givenName)).toEqual(['Ann'])
  })

  it('gives nobody an address that somebody else has by now', async () => {
    await bring(await list('Ann;Bos;ann@school.nl;;;;'))
    const id = await bring(await list('Ann;Bos;bos@school.nl;;;;'))
    await makePerson(database, { school, givenName: 'Anton', email: 'ann@school.nl' })
    const done = await undo(id)
    const ann = (await database.read(school, listPeople)).find(({ familyName }) => familyName === 'Bos')!
    expect(done).toMatchObject({ ok: true, value: { left: [ann.id] } })
    expect(ann.email).toBe('bos@school.nl')
  })

  it('leaves a membership that somebody ended since', async () => {
    await bring(await list('Ann;Bos;ann@school.nl;;Zon;;'))
    const id = await bring(await list('Ann;Bos;ann@school.nl;;Zon, Maan;;'))
    const ann = await personNamed('Ann')
    await database.transact(school, async (tx) => {
      const maan = await tx.sql<{ id: Id }[]>`select id from units where name = 'Maan'`
      await setUnitsOf(tx, ann.id, [], NOW, { shown: [maan[0]!.id] })
    })
    expect(await undo(id)).toMatchObject({ ok: true, value: { left: [ann.id] } })
  })

  it('is done once, and for a day', async () => {
    const id = await bring(await list('Ann;Bos;ann@school.nl;;;;'))
    expect(await undo(id, { now: NOW + UNDO_TIME })).toMatchObject({ ok: false, failure: { code: 'import_undo_late' } })
    expect(await undo(id)).toMatchObject({ ok: true })
    expect(await undo(id)).toMatchObject({ ok: false, failure: { code: 'import_undone' } })
    expect(await undo(newId(NOW))).toMatchObject({ ok: false, failure: { code: 'not_found' } })
  })

  it('is of one school: another one does not even see it', async () => {
    const id = await bring(await list('Ann;Bos;ann@school.nl;;;;'))
    const other = await makeSchool(database)
    const done = await database.transact(other, (tx) =>
      undoPeopleImport(tx, id, { by: null, now: NOW + HOUR, invited: nobody })
    )
    expect(done).toMatchObject({ ok: false, failure: { code: 'not_found' } })
  })

  it('forgets what people were called before once the day is over', async () => {
    await bring(await list('Ann;Bos;ann@school.nl;;;;'))
    await bring(await list('Bo;Vos;bo@school.nl;;;;'), NOW + UNDO_TIME + HOUR)
    const kept = await database.read(
      school,
      ({ sql }) => sql<{ count: number }[]>`
      select count(*)::int as count from import_changes where after->>'givenName' = 'Ann'`
    )
    expect(kept[0]!.count).toBe(0)
  })
})
