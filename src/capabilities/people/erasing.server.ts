import type { Id } from '#kernel/id.ts'
import { ok, refuse, type Result } from '#kernel/result.ts'
import { sweepTexts } from '#platform/db/sweep.ts'
import type { Tx } from '#platform/db/door.ts'
import type { Person } from './core/person.ts'
import { eraser, tracesOf } from './core/traces.ts'
import { mayErasePeople } from './policy.ts'
import { recordChange } from './store/audit.server.ts'
import { forgetImportChangesOf } from './store/import-changes.server.ts'
import { lockPeople } from './store/lock.server.ts'
import { emptyPerson, findPerson, listPeople } from './store/people.server.ts'
import { standingOf } from './store/units.server.ts'

/** Where names are names of something else, or of somebody else. */
const NOT_SWEPT = ['people', 'schools', 'sites', 'units']

/** May this colleague's data be erased now, and by whom? Only of who left, never one's own. */
export async function findErasable(tx: Tx, by: Id, id: Id): Promise<Result<Person>> {
  const { grants } = await standingOf(tx, by)
  if (!mayErasePeople(grants, by === id)) return refuse({ code: 'not_allowed' })
  const person = await findPerson(tx, id)
  if (!person) return refuse({ code: 'not_found' })
  return person.leftOn ? ok(person) : refuse({ code: 'erase_not_left' })
}

/**
 * Erases a person: the row stays, empty, so that what was done together stays under "voormalig collega"; the name, the
 * addresses and the staff number are taken out of every text of the school. Who only left can come back; this is for
 * ever. What belongs to a board (needs, offers, moods) is erased by the boards, in the same transaction.
 */
export async function erasePerson(
  tx: Tx,
  by: Id,
  id: Id,
  addresses: readonly string[],
  now: number
): Promise<Result<void>> {
  await lockPeople(tx)
  const found = await findErasable(tx, by, id)
  if (!found.ok) return found
  const others = (await listPeople(tx)).filter((other) => other.id !== id)
  const traces = tracesOf(found.value, others, addresses)
  await emptyPerson(tx, id, now)
  await forgetImportChangesOf(tx, id)
  await sweepTexts(tx, [...traces.loose, ...traces.exact], eraser(traces), NOT_SWEPT)
  await recordChange(tx, { kind: 'erased', by, about: id }, now)
  return ok(undefined)
}
