import type { Id } from '#kernel/id.ts'
import type { Tx } from '#platform/db/door.ts'
import { placePeople, type Site } from '../core/site.ts'
import { listUnits } from './units.server.ts'

/** The sites of the school, the first first; none where the school is in one place. */
export const listSites = async (tx: Tx): Promise<Site[]> => [
  ...(await tx.sql<Site[]>`select id, name from sites order by place, id`)
]

export async function insertSites(tx: Tx, sites: readonly Site[]): Promise<void> {
  for (const { id, name } of sites)
    await tx.sql`insert into sites (school_id, id, name, place)
      select ${tx.school}::uuid, ${id}, ${name}, coalesce(max(place), 0) + 1 from sites`
}

export const renameSite = async (tx: Tx, { id, name }: Site): Promise<unknown> =>
  tx.sql`update sites set name = ${name} where id = ${id}`

/** Takes sites away; who and what was on them is on none by name any more. */
export async function removeSites(tx: Tx, ids: readonly Id[]): Promise<void> {
  await tx.sql`update units set site_id = null where site_id = any(${[...ids]}::uuid[])`
  await tx.sql`update people set site_id = null where site_id = any(${[...ids]}::uuid[])`
  await tx.sql`delete from sites where id = any(${[...ids]}::uuid[])`
}

type Said = { id: Id; site: Id | null }

/** The site that was said of each unit. */
export const sitesOfUnits = async (tx: Tx): Promise<Map<Id, Id | null>> =>
  new Map((await tx.sql<Said[]>`select id, site_id as site from units`).map(({ id, site }) => [id, site]))

export const writeSiteOfUnit = async (tx: Tx, unit: Id, site: Id | null): Promise<unknown> =>
  tx.sql`update units set site_id = ${site} where id = ${unit}`

/** The site that was said of somebody by name; null: that of the unit. */
export const ownSiteOf = async (tx: Tx, person: Id): Promise<Id | null> =>
  (await tx.sql<{ site: Id | null }[]>`select site_id as site from people where id = ${person}`)[0]?.site ?? null

export const writeSiteOfPerson = async (tx: Tx, person: Id, site: Id | null): Promise<unknown> =>
  tx.sql`update people set site_id = ${site} where id = ${person}`

/** The sites, and on which of them everybody is. */
export async function whereEverybodyIs(tx: Tx): Promise<{ sites: Site[]; siteOf: Map<Id, Id> }> {
  const sites = await listSites(tx)
  if (sites.length === 0) return { sites, siteOf: new Map() }
  const said = await sitesOfUnits(tx)
  const units = (await listUnits(tx)).map(({ id, members }) => ({ id, members, site: said.get(id) ?? null }))
  const people = await tx.sql<Said[]>`select id, site_id as site from people where erased_at is null`
  return { sites, siteOf: placePeople(sites, units, people) }
}
