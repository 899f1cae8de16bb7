import { accessOf } from '#platform/auth/memberships.ts'
import type { Person } from '#people'

/** How somebody gets in: is in, is invited until a moment, may be invited, or has no address to invite. */
export type AccessView = { state: 'member' | 'uninvited' | 'no_address' } | { state: 'invited'; until: number }

export async function accessByPerson({ app, member }: App.Locals) {
  const { school } = member!
  const known = await app.database.signin((tx) => accessOf(tx, school, app.clock()))
  const byPerson = new Map(known.map((access) => [access.person, access]))
  return {
    of({ id, email }: Pick<Person, 'id' | 'email'>): AccessView {
      const access = byPerson.get(id)
      if (access?.state === 'invited') return { state: 'invited', until: access.until }
      if (access) return { state: 'member' }
      return { state: email === '' ? 'no_address' : 'uninvited' }
    }
  }
}
