import { ok, refuse, type Result } from '#kernel/result.ts'
import type { Id } from '#kernel/id.ts'
import type { Tx } from '#platform/db/door.ts'
import { undoImport, type MembershipSpan, type StandingNow } from './core/import-undo.ts'
import type { Person } from './core/person.ts'
import { UNDO_TIME } from './import.server.ts'
import { recordChange } from './store/audit.server.ts'
import { forgetImportChanges, listImportChanges } from './store/import-changes.server.ts'
import { findImport, markUndone, type Undone } from './store/imports.server.ts'
import { lockPeople } from './store/lock.server.ts'
import { listPeople, updatePeople } from './store/people.server.ts'
import { findUsed } from './store/used.server.ts'

export type UndoOrder = {
  by: Id | null
  now: number
  /** Who has an account here, or an invitation to it: they are left. */
  invited: ReadonlySet<Id>
}

export type UndoDone = Undone & { unitsTouched: Id[]; addressesChanged: Id[] }

/** Takes an import back within a day, as far as nobody has changed since what it did. Says what was left. */
export async function undoPeopleImport(tx: Tx, id: Id, order: UndoOrder): Promise<Result<UndoDone>> {
  await lockPeople(tx)
  const done = await findImport(tx, id)
  if (!done) return refuse({ code: 'not_found' })
  if (done.undoneAt) return refuse({ code: 'import_undone' })
  if (done.at.getTime() + UNDO_TIME <= order.now) return refuse({ code: 'import_undo_late' })

  const changes = await listImportChanges(tx, id)
  const people = (await listPeople(tx)).map(({ units: _units, ...person }) => person)
  const here = people.filter(({ email, leftOn }) => email && !leftOn)
  const ids = changes.map(({ person }) => person)
  const arrived = changes.filter(({ before }) => before === null).map(({ person }) => person)
  const used = await findUsed(tx, arrived)
  for (const person of order.invited) used.add(person)
  const standing = await standingNow(tx, people, ids, used)
  const undo = undoImport(changes, standing, new Map(here.map((person) => [person.email, person.id])))

  const touched = await unitsNow(tx, [...undo.remove, ...undo.restore.map((person) => person.id)])
  await deleteMemberships(tx, undo.deleteMemberships)
  await tx.sql`delete from memberships where person_id = any(${undo.remove}::uuid[])`
  await tx.sql`delete from people where id = any(${undo.remove}::uuid[])`
  await updatePeople(tx, undo.restore)
  await setUntil(tx, undo.setUntil)
  const unitsLeft = await removeUnits(tx, done.unitsMade)
  const undone: Undone = {
    people: new Set([...undo.remove, ...undo.restore.map((person) => person.id)]).size,
    left: undo.left,
    units: done.unitsMade.length - unitsLeft.length,
    unitsLeft
  }
  await markUndone(tx, id, order.now, undone)
  await forgetImportChanges(tx, order.now - UNDO_TIME, id)
  await recordChange(tx, { kind: 'import_undone', by: order.by, detail: { changed: undone.people } }, order.now)
  const moved = [...undo.deleteMemberships, ...undo.setUntil].map(({ unit }) => unit)
  const emailNow = new Map(people.map((person) => [person.id, person.email]))
  return ok({
    ...undone,
    unitsTouched: [...new Set([...touched, ...moved])],
    addressesChanged: undo.restore.filter((person) => emailNow.get(person.id) !== person.email).map(({ id }) => id)
  })
}

async function standingNow(
  tx: Tx,
  people: readonly Person[],
  ids: Id[],
  used: ReadonlySet<Id>
): Promise<Map<Id, StandingNow>> {
  const spans = await tx.sql<(MembershipSpan & { person: Id })[]>`
    select person_id as person, unit_id as unit, since, until, source from memberships
    where person_id = any(${ids}::uuid[])`
  const byPerson = new Map<Id, MembershipSpan[]>()
  for (const { person, ...span } of spans) byPerson.set(person, [...(byPerson.get(person) ?? []), span])
  const wanted = new Set(ids)
  return new Map(
    people
      .filter(({ id }) => wanted.has(id))
      .map((person) => [
        person.id,
        {
          person,
          memberships: byPerson.get(person.id) ?? [],
          isUsed: used.has(person.id)
        }
      ])
  )
}

async function unitsNow(tx: Tx, people: Id[]): Promise<Id[]> {
  const rows = await tx.sql<{ unit: Id }[]>`
    select distinct unit_id as unit from memberships where person_id = any(${people}::uuid[])`
  return rows.map(({ unit }) => unit)
}

type Key = { person: Id; unit: Id; since: string }

async function deleteMemberships(tx: Tx, keys: readonly Key[]): Promise<void> {
  if (keys.length === 0) return
  await tx.sql`
    delete from memberships m using jsonb_to_recordset(${tx.sql.json(keys as never)}) as row(person uuid, unit uuid, since date)
    where m.person_id = row.person and m.unit_id = row.unit and m.since = row.since`
}

async function setUntil(tx: Tx, keys: readonly (Key & { until: string | null })[]): Promise<void> {
  if (keys.length === 0) return
  await tx.sql`
    update memberships m set until = row.until
    from jsonb_to_recordset(${tx.sql.json(keys as never)}) as row(person uuid, unit uuid, since date, until date)
    where m.person_id = row.person and m.unit_id = row.unit and m.since = row.since`
}

/** The units that it made go when nobody is or was in them and nothing hangs on them. Gives back which stay. */
async function removeUnits(tx: Tx, made: readonly Id[]): Promise<Id[]> {
  const used = await findUsed(tx, made)
  const candidates = made.filter((unit) => !used.has(unit))
  await tx.sql`
    delete from units u where u.id = any(${candidates}::uuid[])
      and not exists (select from memberships m where m.unit_id = u.id)`
  const rows = await tx.sql<{ id: Id }[]>`select id from units where id = any(${made as Id[]}::uuid[])`
  return rows.map(({ id }) => id)
}
