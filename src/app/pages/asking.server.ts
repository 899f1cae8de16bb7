import { error } from '@sveltejs/kit'
import type { Asking } from '#bulletin/server'
import type { Id } from '#kernel/id.ts'
import { fullName, maySeeSchool, maySeeShared, type Person } from '#people'
import { listPeople, listUnits, type Unit } from '#people/server'
import { failureText } from '#platform/i18n/failure.ts'
import type { Tx } from '#platform/db/door.ts'
import type { App } from '../app.server.ts'
import type { Member } from '../viewers.server.ts'

/** Who asks at this moment, and how what follows reaches the boards. */
export const askingOf = (app: App, member: Member): Asking => ({
  person: member.person,
  now: app.clock(),
  tell: app.outside.tell
})

/** What the whole school shares is for who belongs to it: a guest of one unit sees that unit. */
export function demandSchool(member: Member): void {
  if (!maySeeSchool(member.grants)) error(403, failureText({ code: 'not_allowed' }))
}

/** What units show each other is for who works here: not for who only looks after the installation, or governs. */
export function demandShared({ grants, units }: Member): void {
  if (!maySeeShared(grants, units)) error(403, failureText({ code: 'not_allowed' }))
}

/** Everybody and every unit of the school by name, for the screens; who left included, for what was done stays. */
export const schoolNames = async (tx: Tx) => namesIn(...(await Promise.all([listPeople(tx), listUnits(tx)])))

/** The same, for a page that has read them already. */
export function namesIn(people: readonly Person[], units: readonly Unit[]) {
  const names: Record<Id, string> = Object.fromEntries(people.map((person) => [person.id, fullName(person)]))
  const present = people
    .filter(({ leftOn }) => leftOn === null)
    .map((person) => ({ id: person.id, name: names[person.id]! }))
  const marks: Unit[] = units.map(({ id, name, mark, hue }) => ({ id, name, mark, hue }))
  return { names, present, units: marks }
}
