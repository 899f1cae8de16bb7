import { fullName } from '#people'
import { listChanges, listPeople, listUnits } from '#people/server'
import type { PageServerLoad } from './$types'

const AT_ONCE = 50

/** Who changed what, for everybody of the school. A name that is gone is a former colleague. */
export const load: PageServerLoad = async ({ locals, url }) => {
  const { app, member } = locals
  const before = Number(url.searchParams.get('voor')) || null
  const { changes, people, units } = await app.database.read(member!.school, async (tx) => ({
    changes: await listChanges(tx, { limit: AT_ONCE + 1, before: before === null ? null : new Date(before) }),
    people: await listPeople(tx),
    units: await listUnits(tx)
  }))
  const names = new Map(people.map((person) => [person.id, fullName(person)]))
  const unitNames = new Map(units.map(({ id, name }) => [id, name]))
  return {
    isFirst: before === null,
    older: changes.length > AT_ONCE ? changes[AT_ONCE - 1]!.at.getTime() : null,
    changes: changes.slice(0, AT_ONCE).map(({ id, at, by, kind, about, unit, detail }) => ({
      id,
      at: at.getTime(),
      kind,
      detail,
      by: by && (names.get(by) || null),
      isServer: by === null,
      about: about && (names.get(about) || null),
      isOwn: by !== null && by === about,
      unit: unit && (unitNames.get(unit) ?? null)
    }))
  }
}
