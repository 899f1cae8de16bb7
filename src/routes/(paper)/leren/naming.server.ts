import { namesIn } from '#app/pages/asking.server.ts'
import type { Id } from '#kernel/id.ts'
import { questionsOf, settingsOf } from '#lesson-visits/server'
import type { Naming } from '#lesson-visits/ui'
import { listPeople, listUnits, whereEverybodyIs } from '#people/server'
import { callNames } from '#platform/ui/name.ts'
import type { Tx } from '#platform/db/door.ts'
import { clock } from '#timetable'
import * as t from '#texts/visits'

/** How visits are put into words for one person: names, marks of units, and the questions that are this person's to see. */
export async function namingFor(
  tx: Tx,
  me: Id
): Promise<Naming & ReturnType<typeof namesIn> & { siteName: (person: Id) => string | null }> {
  const [everybody, units, questions, { sites, siteOf }, { travel }] = await Promise.all([
    listPeople(tx),
    listUnits(tx),
    questionsOf(tx),
    whereEverybodyIs(tx),
    settingsOf(tx)
  ])
  const people = everybody.filter(({ leftOn }) => leftOn === null)
  const called = callNames(
    people.map(({ givenName, infix, familyName }) => ({ given: givenName, infix, family: familyName }))
  )
  const marks = new Map(
    units.flatMap(({ members, mark, hue }) => members.map((id) => [id, { mark, hue }] as const)).reverse()
  )
  const siteName = (person: Id) => sites.find(({ id }) => id === siteOf.get(person))?.name ?? null
  const minutes = travel * 15
  return {
    ...namesIn(everybody, units),
    siteName,
    awayOf: (visitor, host) =>
      siteOf.get(visitor) === siteOf.get(host) ? null : { site: siteName(host) ?? '', minutes },
    calls: Object.fromEntries(people.map(({ id }, at) => [id, called[at]!])),
    me,
    you: t.you(),
    unitOf: (person) => marks.get(person) ?? null,
    questionOf: (wish) => questions.get(wish) ?? '',
    clock
  }
}
