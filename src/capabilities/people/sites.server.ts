import { newId, type Id } from '#kernel/id.ts'
import { ok, refuse, type Result } from '#kernel/result.ts'
import type { Tx } from '#platform/db/door.ts'
import { problemOfName, readSiteName, SITE_NAME_LIMIT, SITES_AT_MOST, type Site } from './core/site.ts'
import { recordChange, recordChanges } from './store/audit.server.ts'
import { lockPeople } from './store/lock.server.ts'
import { findPerson } from './store/people.server.ts'
import {
  insertSites,
  listSites,
  ownSiteOf,
  removeSites,
  renameSite,
  sitesOfUnits,
  writeSiteOfPerson,
  writeSiteOfUnit
} from './store/sites.server.ts'

const check = (name: string, others: readonly string[], field: string): Result<string> => {
  const problem = problemOfName(name, others)
  if (problem === null) return ok(name)
  if (problem !== 'value_too_long') return refuse({ code: problem, field })
  return refuse({ code: problem, field, params: { limit: SITE_NAME_LIMIT, length: name.length } })
}

/**
 * Adds sites by name. The first time there have to be two: a school in one place has no sites. Fields are `name-0`,
 * `name-1`.
 */
export async function addSites(tx: Tx, typed: readonly string[], by: Id, now: number): Promise<Result<Site[]>> {
  await lockPeople(tx)
  const known = await listSites(tx)
  if (known.length + typed.length > SITES_AT_MOST)
    return refuse({ code: 'sites_too_many', params: { limit: SITES_AT_MOST } })
  const names = typed.map(readSiteName)
  for (const [at, name] of names.entries()) {
    const checked = check(name, [...known.map((site) => site.name), ...names.slice(0, at)], `name-${at}`)
    if (!checked.ok) return checked
  }
  if (known.length + names.length < 2) return refuse({ code: 'sites_two', field: 'name-1' })
  const made = names.map((name) => ({ id: newId(now), name }))
  await insertSites(tx, made)
  await recordChanges(
    tx,
    made.map(({ name }) => ({ kind: 'site_added', by, detail: { site: name } })),
    now
  )
  return ok(made)
}

/** Gives a site another name. The field is `name`. */
export async function changeSite(tx: Tx, id: Id, typed: string, by: Id, now: number): Promise<Result<null>> {
  await lockPeople(tx)
  const known = await listSites(tx)
  const site = known.find((one) => one.id === id)
  if (!site) return refuse({ code: 'not_found' })
  const others = known.filter((one) => one !== site).map(({ name }) => name)
  const checked = check(readSiteName(typed), others, `name-${id}`)
  if (!checked.ok) return checked
  if (checked.value === site.name) return ok(null)
  await renameSite(tx, { id, name: checked.value })
  await recordChange(tx, { kind: 'site_renamed', by, detail: { from: site.name, site: checked.value } }, now)
  return ok(null)
}

/** Takes a site away. Of two the other goes as well: the school is in one place then. */
export async function dropSite(tx: Tx, id: Id, by: Id, now: number): Promise<Result<null>> {
  await lockPeople(tx)
  const known = await listSites(tx)
  const site = known.find((one) => one.id === id)
  if (!site) return refuse({ code: 'not_found' })
  const gone = known.length === 2 ? known : [site]
  await removeSites(
    tx,
    gone.map((one) => one.id)
  )
  await recordChanges(
    tx,
    gone.map(({ name }) => ({ kind: 'site_removed', by, detail: { site: name } })),
    now
  )
  return ok(null)
}

/** On which site each of these units is; null is on none by name. What stays the same is not written down. */
export async function placeUnits(
  tx: Tx,
  wishes: readonly { unit: Id; site: Id | null }[],
  by: Id,
  now: number
): Promise<Result<null>> {
  await lockPeople(tx)
  const names = new Map((await listSites(tx)).map(({ id, name }) => [id, name]))
  const before = await sitesOfUnits(tx)
  for (const { unit, site } of wishes)
    if (!before.has(unit) || (site !== null && !names.has(site))) return refuse({ code: 'not_found' })
  const changed = wishes.filter(({ unit, site }) => before.get(unit) !== site)
  for (const { unit, site } of changed) await writeSiteOfUnit(tx, unit, site)
  await recordChanges(
    tx,
    changed.map(({ unit, site }) => ({
      kind: 'unit_site',
      by,
      unit,
      detail: site === null ? {} : { site: names.get(site)! }
    })),
    now
  )
  return ok(null)
}

/** On which site somebody is; null is that of the unit. */
export async function placePerson(tx: Tx, person: Id, site: Id | null, by: Id, now: number): Promise<Result<null>> {
  await lockPeople(tx)
  const names = new Map((await listSites(tx)).map(({ id, name }) => [id, name]))
  if (!(await findPerson(tx, person)) || (site !== null && !names.has(site))) return refuse({ code: 'not_found' })
  if ((await ownSiteOf(tx, person)) === site) return ok(null)
  await writeSiteOfPerson(tx, person, site)
  const detail = site === null ? {} : { site: names.get(site)! }
  await recordChange(tx, { kind: 'person_site', by, about: person, detail }, now)
  return ok(null)
}
