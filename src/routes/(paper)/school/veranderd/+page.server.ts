import { isId } from '#kernel/id.ts'
import { fullName } from '#people'
import { listChanges, listPeople, listUnits, type Before } from '#people/server'
import type { PageServerLoad } from './$types'

const AT_ONCE = 50

/** Where an earlier page ended, from its address. */
function beforeOf(text: string | null): Before | null {
  const [moment, id] = text?.split('_') ?? []
  const at = new Date(Number(moment))
  return isId(id) && !Number.isNaN(at.getTime()) ? { at, id } : null
}

/** Who changed what, for everybody of the school. A name that is gone is a former colleague. */
export const load: PageServerLoad = async ({ locals, url }) => {
  const { app, member } = locals
  const before = beforeOf(url.searchParams.get('voor'))
  const { changes, people, units } = await app.database.read(member!.school, async (tx) => ({
    changes: await listChanges(tx, { limit: AT_ONCE + 1, before }),
    people: await listPeople(tx),
    units: await listUnits(tx)
  }))
  const names = new Map(people.map((person) => [person.id, fullName(person)]))
  const unitNames = new Map(units.map(({ id, name }) => [id, name]))
  const last = changes.length > AT_ONCE ? changes[AT_ONCE - 1]! : null
  return {
    isFirst: before === null,
    older: last && `${last.at.getTime()}_${last.id}`,
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
