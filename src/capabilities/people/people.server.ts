import { dayOf } from '#kernel/days.ts'
import { newId, type Id } from '#kernel/id.ts'
import { ok, refuse, type Result } from '#kernel/result.ts'
import type { Tx } from '#platform/db/door.ts'
import { timeZoneOf } from './circle.server.ts'
import { mergeForms, type MergedForm } from './core/merge-form.ts'
import { formOf, readPerson, type PersonForm } from './core/person-form.ts'
import type { Person } from './core/person.ts'
import { refuseLast } from './roles.server.ts'
import { recordChange } from './store/audit.server.ts'
import { lockPeople } from './store/lock.server.ts'
import {
  endPresence,
  findPerson,
  findPersonByEmail,
  insertPeople,
  resumePresence,
  updatePeople
} from './store/people.server.ts'
import { heldRoles } from './store/roles.server.ts'
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
} & Pick<MergedForm, 'replaced' | 'keepsOthers'>

/**
 * Mends what is known of somebody. `seen` is the form as it was shown: what somebody else changed since and this form
 * does not touch is kept; where both changed the same, this one wins and the other's text is given back.
 */
export async function changePerson(
  tx: Tx,
  id: Id,
  form: PersonForm,
  seen: PersonForm | null = null
): Promise<Result<PersonChanged>> {
  await lockPeople(tx)
  const known = await findPerson(tx, id)
  if (!known) return refuse({ code: 'not_found' })
  const merged = seen ? mergeForms(seen, form, formOf(known)) : { form, replaced: [], keepsOthers: false }
  const read = readPerson(merged.form)
  if (!read.ok) return read
  const person = { ...known, ...read.value }
  if (await isTaken(tx, person)) return refuse({ code: 'person_email_taken', field: 'email' })
  await updatePeople(tx, [person])
  return ok({
    person,
    units: await unitsOf(tx, id),
    movesAddress: person.email !== known.email,
    replaced: merged.replaced,
    keepsOthers: merged.keepsOthers
  })
}

/** Somebody leaves the school today: out of every unit and every role. What was done together stays. */
export async function leaveSchool(tx: Tx, id: Id, by: Id, now: number): Promise<Result<Id[]>> {
  await lockPeople(tx)
  if (id === by) return refuse({ code: 'leaving_oneself' })
  const person = await findPerson(tx, id)
  if (!person) return refuse({ code: 'not_found' })
  if (person.leftOn) return ok([])
  const today = dayOf(now, await timeZoneOf(tx))
  const last = refuseLast(await heldRoles(tx, today), (role) => role.person === id)
  if (last) return last
  const units = await endPresence(tx, id, today)
  await recordChange(tx, { kind: 'left', by: by || null, about: id }, now)
  return ok(units)
}

/** Takes that back. On the same day everything is as it was; later, units are chosen anew. */
export async function returnToSchool(tx: Tx, id: Id, now: number, by: Id | null = null): Promise<Result<Id[]>> {
  await lockPeople(tx)
  const person = await findPerson(tx, id)
  if (!person) return refuse({ code: 'not_found' })
  if (!person.leftOn) return ok([])
  if (await isTaken(tx, person)) return refuse({ code: 'person_email_taken', field: 'email' })
  await recordChange(tx, { kind: 'returned', by, about: id }, now)
  return ok(await resumePresence(tx, id, dayOf(now, await timeZoneOf(tx))))
}

/** Somebody else who is here has this address. */
async function isTaken(tx: Tx, { id, email }: Person): Promise<boolean> {
  const holder = email === '' ? null : await findPersonByEmail(tx, email)
  return holder !== null && holder.id !== id
}
