import { dayOf } from '#kernel/days.ts'
import { newId, type Id } from '#kernel/id.ts'
import { ok, refuse, type Result } from '#kernel/result.ts'
import type { Tx } from '#platform/db/door.ts'
import { timeZoneOf } from './circle.server.ts'
import { readPerson, type PersonForm } from './core/person-form.ts'
import type { Person } from './core/person.ts'
import { lockPeople } from './store/lock.server.ts'
import {
  endPresence,
  findPerson,
  findPersonByEmail,
  insertPeople,
  resumePresence,
  updatePeople
} from './store/people.server.ts'
import { unitsOf } from './store/units.server.ts'

/** Adds somebody by hand. An import never proposes such a person as leaving. */
export async function addPerson(tx: Tx, form: PersonForm, now: number): Promise<Result<Person>> {
  await lockPeople(tx)
  const read = readPerson(form)
  if (!read.ok) return read
  const person: Person = { ...read.value, id: newId(now), staffNumber: '', source: 'hand', leftOn: null }
  if (await isTaken(tx, person)) return refuse({ code: 'person_email_taken', field: 'email' })
  await insertPeople(tx, [person])
  return ok(person)
}

export type PersonChanged = {
  person: Person
  /** Whose boards show the name. */
  units: Id[]
  /** An invitation to the old address is worth nothing any more. */
  movesAddress: boolean
}

/** Mends what is known of somebody. */
export async function changePerson(tx: Tx, id: Id, form: PersonForm): Promise<Result<PersonChanged>> {
  await lockPeople(tx)
  const known = await findPerson(tx, id)
  if (!known) return refuse({ code: 'not_found' })
  const read = readPerson(form)
  if (!read.ok) return read
  const person = { ...known, ...read.value }
  if (await isTaken(tx, person)) return refuse({ code: 'person_email_taken', field: 'email' })
  await updatePeople(tx, [person])
  return ok({ person, units: await unitsOf(tx, id), movesAddress: person.email !== known.email })
}

/** Somebody leaves the school today: out of every unit and every role. What was done together stays. */
export async function leaveSchool(tx: Tx, id: Id, by: Id, now: number): Promise<Result<Id[]>> {
  await lockPeople(tx)
  if (id === by) return refuse({ code: 'leaving_oneself' })
  const person = await findPerson(tx, id)
  if (!person) return refuse({ code: 'not_found' })
  if (person.leftOn) return ok([])
  return ok(await endPresence(tx, id, dayOf(now, await timeZoneOf(tx))))
}

/** Takes that back. On the same day everything is as it was; later, units are chosen anew. */
export async function returnToSchool(tx: Tx, id: Id, now: number): Promise<Result<Id[]>> {
  await lockPeople(tx)
  const person = await findPerson(tx, id)
  if (!person) return refuse({ code: 'not_found' })
  if (!person.leftOn) return ok([])
  if (await isTaken(tx, person)) return refuse({ code: 'person_email_taken', field: 'email' })
  return ok(await resumePresence(tx, id, dayOf(now, await timeZoneOf(tx))))
}

/** Somebody else who is here has this address. */
async function isTaken(tx: Tx, { id, email }: Person): Promise<boolean> {
  const holder = email === '' ? null : await findPersonByEmail(tx, email)
  return holder !== null && holder.id !== id
}
