import { announceChange } from '#app/changes.server.ts'
import type { App } from '#app/app.server.ts'
import { DEFAULT_NAME, DEFAULT_SEED, VIEWS } from '#demo'
import { makeDemonstration, removeDemonstration } from '#demo/server'
import { Refusal } from '#kernel/errors.ts'
import { findSchoolNamed, listPeople, listUnits } from '#people/server'
import { createLink, linkUrl } from '#platform/auth/links.ts'
import * as t from '#texts/cli'
import { baseUrl } from './base-url.ts'
import { readArguments } from './arguments.ts'
import { Mistake, type Command } from './command.ts'

/**
 * `demo [--school NAME] [--seed N] [--json]`: makes a demonstration school, or makes it anew, and gives links to look
 * around with. `demo --remove` takes it away.
 */
export const demoCommand: Command = async (args, { open, print, tell }) => {
  const { values, positionals } = readArguments(args, {
    school: { type: 'string' },
    seed: { type: 'string' },
    remove: { type: 'boolean' },
    json: { type: 'boolean' }
  })
  if (positionals.length > 0) throw new Mistake(t.usage())
  const name = values.school?.trim() || DEFAULT_NAME
  const seed = values.seed === undefined ? DEFAULT_SEED : Number(values.seed)
  if (!Number.isSafeInteger(seed) || seed < 0) throw new Mistake(t.seed_wrong({ seed: values.seed! }))
  const app = await open()
  const before = await findSchoolNamed(app.database, name)
  const units = before ? await app.database.read(before, listUnits) : []

  if (values.remove) {
    if (!before) throw new Mistake(t.school_unknown({ name }))
    const removed = await removeDemonstration(app.database, before)
    if (!removed.ok) throw new Mistake(t.school_is_real({ name }))
    if (values.json) print(JSON.stringify({ school: { id: before, name }, removed: true }))
    else print(t.demo_removed({ name }))
    return 0
  }

  const made = await makeDemonstration(app.database, { name, seed, now: app.clock() })
  if (!made.ok)
    throw made.failure.code === 'school_name_taken'
      ? new Mistake(t.school_is_real({ name }))
      : new Refusal(made.failure)
  const { school, people, eyes, isRemade } = made.value
  // Whoever looked at the earlier one is told that it is gone.
  await app.database.transact(school, (tx) =>
    announceChange(
      tx,
      units.map(({ id }) => id)
    )
  )
  const links = await linksFor(app, school, eyes)
  if (values.json) {
    const described = {
      school: { id: school, name },
      seed,
      people,
      units: made.value.units,
      remade: isRemade,
      eyes: links
    }
    print(JSON.stringify(described, null, 1))
    return 0
  }
  print(t.demo_made({ name, people, units: made.value.units.length }))
  tell(t.demo_links())
  for (const { view, name: who, link } of links) print(t.demo_link({ view, name: who, link }))
  return 0
}

/** A link for each of the people through whose eyes one can look: works once, within a quarter of an hour. */
async function linksFor(
  { database, clock, config }: App,
  school: string,
  eyes: Record<(typeof VIEWS)[number], string>
) {
  const people = await database.read(school, listPeople)
  return database.signin(async (tx) => {
    const links = []
    for (const view of VIEWS) {
      const { id, givenName, email } = people.find((person) => person.id === eyes[view])!
      const [row] = await tx.sql<{ account: string }[]>`
        select account_id as account from memberships where school_id = ${school} and person_id = ${id}`
      const token = await createLink(tx, { purpose: 'sign_in', email, account: row!.account }, clock())
      links.push({ view, person: id, name: givenName, email, link: linkUrl(baseUrl(config), 'sign_in', token) })
    }
    return links
  })
}
