import { dayOf } from '#kernel/days.ts'
import { Refusal } from '#kernel/errors.ts'
import { newId } from '#kernel/id.ts'
import { fullName, type Role } from '#people'
import { findPersonByEmail, findSchoolNamed, grantRole, recordChange, timeZoneOf } from '#people/server'
import { createLink, linkUrl } from '#platform/auth/links.ts'
import { accessOf } from '#platform/auth/memberships.ts'
import { announceChange } from '#app/changes.server.ts'
import type { App } from '#app/app.server.ts'
import * as t from '#texts/cli'
import { baseUrl } from './base-url.ts'
import { readArguments, required } from './arguments.ts'
import { Mistake, type Command } from './command.ts'

const ROLES: readonly Role[] = ['school_leader', 'administrator']

/**
 * `invite --school NAME --email ADDRESS [--role ROLE]`: the link of an invitation, for a server without mail, or for
 * the first leader of a school that was made from the command line.
 */
export const inviteCommand: Command = async (args, { open, print, tell }) => {
  const { values } = readArguments(args, {
    school: { type: 'string' },
    email: { type: 'string' },
    role: { type: 'string' }
  })
  const name = required(values.school, '--school')
  const email = required(values.email, '--email').toLowerCase()
  const role = values.role === undefined ? null : ROLES.find((known) => known === values.role)
  if (role === undefined) throw new Mistake(t.role_unknown({ role: values.role! }))
  const app = await open()
  const { database, clock } = app
  const school = await findSchoolNamed(database, name)
  if (!school) throw new Mistake(t.school_unknown({ name }))
  const person = await database.read(school, (tx) => findPersonByEmail(tx, email))
  if (!person) throw new Mistake(t.person_unknown({ school: name, email }))
  if (role) await grant(app, school, person.id, role)
  const token = await database.signin(async (tx) => {
    const access = await accessOf(tx, school, clock())
    if (access.some((one) => one.person === person.id && one.state === 'member')) return null
    return createLink(tx, { purpose: 'invitation', email, school, person: person.id }, clock())
  })
  if (!token) throw new Refusal({ code: 'already_member' })
  tell(t.invite_link({ name: fullName(person) }))
  print(linkUrl(baseUrl(app.config), 'invitation', token))
  return 0
}

const grant = ({ database, clock }: App, school: string, person: string, role: Role): Promise<void> =>
  database.transact(school, async (tx) => {
    const today = dayOf(clock(), await timeZoneOf(tx))
    await grantRole(tx, person, newId(clock()), { role, unit: null }, today)
    await recordChange(tx, { kind: 'role_granted', by: null, about: person, detail: { role } }, clock())
    await announceChange(tx, [])
  })
