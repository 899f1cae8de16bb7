import type { Id } from '#kernel/id.ts'
import type { Tx } from '#platform/db/door.ts'
import type { KnownUnit } from '../core/roster/known-person.ts'
import { isOn } from './current.server.ts'

/**
 * The units that everybody is in today, by name. Brought together here and not in SQL: right after a long list the
 * database has no idea yet how many memberships there are, and would look for them person by person.
 */
export async function unitsOfPeople(tx: Tx): Promise<Map<Id, KnownUnit[]>> {
  const units = await tx.sql<{ id: Id; name: string }[]>`select id, name from units order by name`
  const place = new Map(units.map(({ id }, index) => [id, index]))
  const rows = await tx.sql<{ person: Id; unit: Id; source: KnownUnit['source'] }[]>`
    select m.person_id as person, m.unit_id as unit, m.source from memberships m where ${isOn(tx)}`
  const byPerson = new Map<Id, { at: number; source: KnownUnit['source'] }[]>()
  for (const { person, unit, source } of rows) {
    const own = byPerson.get(person) ?? []
    own.push({ at: place.get(unit)!, source })
    byPerson.set(person, own)
  }
  return new Map(
    [...byPerson].map(([person, own]) => [
      person,
      own.sort((one, other) => one.at - other.at).map(({ at, source }) => ({ name: units[at]!.name, source }))
    ])
  )
}
