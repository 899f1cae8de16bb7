import type { Id } from '#kernel/id.ts'
import { cleanLine, lengthOf } from './roster/text.ts'

/** A place where the school is. A school has two or more of them, or none: one place needs no name. */
export type Site = { id: Id; name: string }

export const SITE_NAME_LIMIT = 80
export const SITES_AT_MOST = 20

type Where = { id: Id; site: Id | null }

/**
 * On which site each person is: by name where that was said, else with the first of the person's units that is on one,
 * else on the first site. Nobody is anywhere in a school without sites.
 */
export function placePeople(
  sites: readonly Site[],
  units: readonly (Where & { members: readonly Id[] })[],
  people: readonly Where[]
): Map<Id, Id> {
  const [first] = sites
  if (!first) return new Map()
  const byUnit = new Map<Id, Id>()
  for (const { site, members } of units)
    for (const member of site === null ? [] : members) if (!byUnit.has(member)) byUnit.set(member, site!)
  return new Map(people.map(({ id, site }) => [id, site ?? byUnit.get(id) ?? first.id]))
}

export type NameProblem = 'name_missing' | 'value_too_long' | 'site_name_taken'

/** What is wrong with a name beside those that are there; null when it will do. */
export function problemOfName(name: string, others: readonly string[]): NameProblem | null {
  if (name === '') return 'name_missing'
  if (lengthOf(name) > SITE_NAME_LIMIT) return 'value_too_long'
  return others.some((other) => other.toLowerCase() === name.toLowerCase()) ? 'site_name_taken' : null
}

/** A name as it is kept. */
export const readSiteName = (text: string): string => cleanLine(text)
