import type { App } from '#app/app.server.ts'
import { VIEWS, type View } from '#demo'
import { makeDemonstration, type MadeDemonstration } from '#demo/server'
import type { Id } from '#kernel/id.ts'
import { signInCookie } from '../../tools/world.ts'

export type Looked = MadeDemonstration & { cookies: Record<View, string> }

/** The demonstration school that everybody sees first, and sessions of the people through whose eyes one looks. */
export async function lookAround(app: App): Promise<Looked> {
  const made = await makeDemonstration(app.database, { name: 'De Wilgenhoek', seed: 5, now: app.clock() })
  if (!made.ok) throw new Error(made.failure.code)
  const { school, eyes } = made.value
  const cookies = await Promise.all(VIEWS.map(async (view) => [view, await cookieOf(app, school, eyes[view])]))
  return { ...made.value, cookies: Object.fromEntries(cookies) as Record<View, string> }
}

async function cookieOf(app: App, school: Id, person: Id): Promise<string> {
  const [account] = await app.database.signin(
    ({ sql }) => sql<{ id: Id }[]>`
      select account_id as id from memberships where school_id = ${school} and person_id = ${person}`
  )
  const { name, value } = await signInCookie(app, account!.id, school)
  return `${name}=${value}`
}
