import type { Result } from '#kernel/result.ts'
import { refuse } from '#kernel/result.ts'
import type { Id } from '#kernel/id.ts'
import { addFounder, ensureSchool, hasRealSchools } from '#people/server'
import { enterSchool } from '#platform/auth/account-settings.ts'
import { membershipsOf } from '#platform/auth/memberships.ts'
import type { Session } from '#platform/auth/sessions.ts'
import type { App } from './app.server.ts'

export type Founding = { school: string; givenName: string; infix: string; familyName: string }

/**
 * Makes a school and makes whoever asks its first person, with the right to bring in the others. Who claimed this
 * server may do so once; a second school of a trust comes from the command line.
 */
export async function foundSchool(app: App, session: Session, wish: Founding): Promise<Result<Id>> {
  if (wish.givenName === '') return refuse({ code: 'name_missing', field: 'givenName' })
  if (wish.familyName === '') return refuse({ code: 'name_missing', field: 'familyName' })
  const { database, auth, clock } = app
  const isFirst = await database.signin(
    async (tx) => (await membershipsOf(tx, session.account)).length === 0 && !(await hasRealSchools(tx))
  )
  if (!isFirst) return refuse({ code: 'not_allowed' })
  const school = await ensureSchool(database, wish.school, clock())
  if (!school.ok) return school.failure.field ? refuse({ ...school.failure, field: 'school' }) : school
  const person = await database.transact(school.value.id, (tx) =>
    addFounder(tx, { ...wish, email: session.email }, clock())
  )
  const entered = await enterSchool(auth, session.account, { school: school.value.id, person })
  return entered.ok ? { ok: true, value: school.value.id } : entered
}
