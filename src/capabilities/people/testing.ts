import { newId, type Id } from '#kernel/id.ts'
import type { Database } from '#platform/db/door.ts'
import type { Person } from './core/person.ts'
import type { Unit } from './core/unit.ts'
import type { Role } from './policy.ts'
import { ensureSchool } from './schools.server.ts'
import { insertPeople } from './store/people.server.ts'
import { grantRole } from './store/roles.server.ts'
import { listUnits, startMemberships } from './store/units.server.ts'
import { makeUnit as makeUnitIn } from './units.server.ts'

/** A Friday in November, in the morning. */
export const NOW = Date.UTC(2026, 10, 20, 9)

/** Since when what is made here holds: before any clock a test may run by. */
const BEFORE = '2020-08-01'

let made = 0

export async function makeSchool(database: Database, name = `De Proefschool ${++made}`): Promise<Id> {
  const school = await ensureSchool(database, name, NOW)
  if (!school.ok) throw new Error(school.failure.code)
  return school.value.id
}

export type MadePerson = Person & { school: Id }

/** Somebody of a school, which is made when none is given; with roles for the whole school. */
export async function makePerson(
  database: Database,
  { school, roles = [], ...parts }: Partial<MadePerson> & { roles?: Role[] } = {}
): Promise<MadePerson> {
  const at = school ?? (await makeSchool(database))
  const number = ++made
  const person: Person = {
    id: newId(NOW),
    givenName: `Voornaam${number}`,
    infix: '',
    familyName: `Achternaam${number}`,
    email: `collega${number}@school.example`,
    function: 'Leerkracht',
    staffNumber: '',
    groups: [],
    workingDays: null,
    source: 'hand',
    leftOn: null,
    ...parts
  }
  await database.transact(at, async (tx) => {
    await insertPeople(tx, [person])
    for (const role of roles) await grantRole(tx, person.id, newId(NOW), { role, unit: null }, BEFORE)
  })
  return { ...person, school: at }
}

export type MadeUnit = Unit & { school: Id; members: Id[] }

/** A unit, with these members or with new ones. */
export async function makeUnit(
  database: Database,
  { school, name = `Unit ${++made}`, members = [] }: { school?: Id; name?: string; members?: Id[] } = {}
): Promise<MadeUnit> {
  const at = school ?? (await makeSchool(database))
  const unit = await database.transact(at, async (tx) => {
    const result = await makeUnitIn(tx, { name }, NOW)
    if (!result.ok) throw new Error(result.failure.code)
    const memberships = members.map((person) => ({ unit: result.value.id, person }))
    await startMemberships(tx, memberships, BEFORE, 'hand')
    return (await listUnits(tx)).find(({ id }) => id === result.value.id)!
  })
  return { ...unit, school: at }
}
