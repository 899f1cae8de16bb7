import type { App } from '#app/app.server.ts'
import type { Id } from '#kernel/id.ts'

/** The school in which a unit is. */
export async function schoolOf({ database }: App, unit: Id): Promise<Id> {
  const schools = await database.signin(({ sql }) => sql<{ id: Id }[]>`select id from schools`)
  for (const { id } of schools) {
    const [found] = await database.read(id, (tx) => tx.sql`select 1 from units where id = ${unit}`)
    if (found) return id
  }
  throw new Error(`unit ${unit} is in no school`)
}
