import { describe, expect, it } from 'vitest'
import type { Id } from '#kernel/id.ts'
import { testDatabase } from '#platform/db/testing.ts'
import type { PersonForm } from './core/person-form.ts'
import { addPerson, changePerson, leaveSchool, returnToSchool } from './people.server.ts'
import { addFounder } from './schools.server.ts'
import { findPerson, findPersonByEmail, listPeople } from './store/people.server.ts'
import { standingOf } from './store/units.server.ts'
import { makePerson, makeSchool, makeUnit, NOW } from './testing.ts'

const database = await testDatabase()
const DAY = 24 * 3_600_000

const form = (parts: Partial<PersonForm> = {}): PersonForm => ({
  givenName: 'Noor',
  infix: 'van der',
  familyName: 'Vos',
  email: 'N.vanderVos@School.nl',
  function: 'Leerkracht',
  groups: '5b, 7/8',
  days: { mon: 'full', tue: '', wed: 'am', thu: '', fri: '' },
  ...parts
})

const add = (school: Id, parts: Partial<PersonForm> = {}) =>
  database.transact(school, (tx) => addPerson(tx, form(parts), NOW))
const find = (school: Id, id: Id) => database.read(school, (tx) => findPerson(tx, id))

describe('a colleague added by hand', () => {
  it('is read as a list would be', async () => {
    const school = await makeSchool(database)
    const added = await add(school)
    if (!added.ok) throw new Error(added.failure.code)
    expect(await find(school, added.value.id)).toMatchObject({
      email: 'n.vandervos@school.nl',
      groups: ['5b', '7/8'],
      workingDays: { mon: 'full', tue: 'off', wed: 'am', thu: 'off', fri: 'off' },
      source: 'hand',
      leftOn: null
    })
  })

  it('whose address a colleague has, is refused; once that one left it may', async () => {
    const holder = await makePerson(database, { email: 'noor@school.nl' })
    const { school } = holder
    expect(await add(school, { email: 'Noor@school.nl' })).toMatchObject({
      ok: false,
      failure: { code: 'person_email_taken', field: 'email' }
    })
    await database.transact(school, (tx) => leaveSchool(tx, holder.id, '', NOW))
    expect((await add(school, { email: 'noor@school.nl' })).ok).toBe(true)
    const back = await database.transact(school, (tx) => returnToSchool(tx, holder.id, NOW))
    expect(back).toMatchObject({ ok: false, failure: { code: 'person_email_taken' } })
  })

  it('by two at once with one address comes in once', async () => {
    const school = await makeSchool(database)
    const results = await Promise.all([add(school), add(school)])
    expect(results.filter(({ ok }) => ok)).toHaveLength(1)
    expect(await database.read(school, listPeople)).toHaveLength(1)
  })
})

describe('mending what is known', () => {
  it('tells whose boards show the name, and whether the address moved', async () => {
    const person = await makePerson(database, { staffNumber: '0042' })
    const { school, id } = person
    const unit = await makeUnit(database, { school, members: [id] })
    const change = (parts: Partial<PersonForm>) => database.transact(school, (tx) => changePerson(tx, id, form(parts)))
    expect(await change({})).toMatchObject({ ok: true, value: { units: [unit.id], movesAddress: true } })
    expect(await change({ function: 'Coach' })).toMatchObject({ ok: true, value: { movesAddress: false } })
    expect(await find(school, id)).toMatchObject({ function: 'Coach', staffNumber: '0042', source: 'hand' })
  })

  it('is refused for somebody of another school', async () => {
    const { id } = await makePerson(database)
    const school = await makeSchool(database)
    const change = await database.transact(school, (tx) => changePerson(tx, id, form()))
    expect(change).toEqual({ ok: false, failure: { code: 'not_found' } })
  })
})

describe('leaving', () => {
  const member = async () => {
    const person = await makePerson(database, { roles: ['coach'] })
    const unit = await makeUnit(database, { school: person.school, members: [person.id] })
    const { school, id } = person
    return {
      school,
      id,
      unit,
      leave: (now: number, by = '') => database.transact(school, (tx) => leaveSchool(tx, id, by, now)),
      comeBack: (now: number) => database.transact(school, (tx) => returnToSchool(tx, id, now)),
      standing: () => database.read(school, (tx) => standingOf(tx, id))
    }
  }

  it('ends memberships and roles, and keeps the person', async () => {
    const { school, id, unit, leave, standing } = await member()
    const today = Date.now()
    expect(await leave(today)).toEqual({ ok: true, value: [unit.id] })
    expect(await standing()).toEqual({ units: [], grants: [] })
    expect((await find(school, id))!.leftOn).toBe(
      new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Amsterdam' }).format(today)
    )
    expect(await leave(today)).toEqual({ ok: true, value: [] })
  })

  it('taken back on the same day leaves everything as it was', async () => {
    const { school, id, leave, comeBack, standing } = await member()
    const before = [await find(school, id), await standing()]
    await leave(NOW)
    expect((await comeBack(NOW + 3_600_000)).ok).toBe(true)
    expect([await find(school, id), await standing()]).toEqual(before)
  })

  it('taken back later starts without units', async () => {
    const { school, id, leave, comeBack, standing } = await member()
    await leave(NOW)
    await comeBack(NOW + 30 * DAY)
    expect((await find(school, id))!.leftOn).toBeNull()
    expect((await standing()).units).toEqual([])
  })

  it('is not for oneself', async () => {
    const { id, leave } = await member()
    expect(await leave(NOW, id)).toEqual({ ok: false, failure: { code: 'leaving_oneself' } })
  })
})

describe('the founder of a school', () => {
  it('is the person whom a list brought in already', async () => {
    const known = await makePerson(database, { email: 'marijke@school.nl', source: 'import' })
    const founder = { givenName: 'Marijke', infix: '', familyName: 'Heuvel', email: 'marijke@school.nl' }
    const id = await database.transact(known.school, (tx) => addFounder(tx, founder, NOW))
    expect(id).toBe(known.id)
    const found = await database.read(known.school, (tx) => findPersonByEmail(tx, 'marijke@school.nl'))
    expect(found?.givenName).toBe(known.givenName)
    const roles = await database.read(known.school, (tx) => tx.sql`select role from roles order by role`)
    expect(roles.map(({ role }) => role as string)).toEqual(['administrator', 'school_leader'])
  })
})
