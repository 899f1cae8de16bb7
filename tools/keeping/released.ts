/** A database as the first released version left it, to be upgraded and restored in tests. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { inDatabase, openClient, type Client, type Target } from '#platform/db/client.ts'
import { grantRoles } from '#platform/db/login.ts'
import { migrate, migrationsFolder, readMigrations, type Migration } from '#platform/db/migrate.ts'
import { emptyDatabase, testServer } from '#platform/db/testing.ts'

/**
 * The migrations that were released, with their sums: a change in one of them would leave every school behind that ran
 * it, and the start refuses such a database.
 */
export const RELEASED: Record<string, string> = {
  '0001-foundation': '102da2ec0601f1f823dcbaa87bb30f0f957393342807019f3e1b0010afdd0844',
  '0002-signin': '1df49802ce1e2b92faac4bddb83f1fc59dc5cdc70033b15ef592d5503fd1d3d5',
  '0003-people': '05b52e7f7b562381406c009086094f7f3ffdaae0f9a8660155c86debd3e97389',
  '0004-board-sessions': 'e886e0e0622bd63c370a120708feafd7fb574b2d376241fcc18e8ab4aec7266d'
}

export type Ways = { app: Target; owner: Target; admin: Target }

/** An empty database on the server of this run, gone when the test is done. */
export async function freshWays(): Promise<Ways> {
  const { app, owner, admin } = testServer()
  const name = await emptyDatabase()
  return { app: inDatabase(app, name), owner: inDatabase(owner, name), admin: inDatabase(admin, name) }
}

export const ourMigrations = (): Promise<Migration[]> => readMigrations(migrationsFolder())

/** The first released schema with the data of released.sql. */
export async function releasedDatabase(): Promise<Ways> {
  const ways = await freshWays()
  const then = (await ourMigrations()).filter(({ name }) => name in RELEASED)
  await migrate(ways.owner, then)
  await grantRoles(ways.app, ways.owner)
  const data = await readFile(join(import.meta.dirname, 'released.sql'), 'utf8')
  await withClient(ways.admin, (sql) => sql.unsafe(data))
  return ways
}

export async function withClient<T>(target: Target, work: (sql: Client) => PromiseLike<T>): Promise<T> {
  const client = openClient(target, { max: 1, session: { search_path: 'public' } })
  try {
    return await work(client)
  } finally {
    await client.end({ timeout: 5 })
  }
}

export type Rows = Record<string, Record<string, unknown>[]>

/** All rows of all tables, as a superuser sees them. */
export const allRows = (ways: Ways): Promise<Rows> =>
  withClient(ways.admin, async (sql) => {
    const tables = await sql<{ name: string }[]>`
      select schemaname || '.' || tablename as name from pg_tables where schemaname in ('public', 'signin') order by 1`
    const rows: Rows = {}
    for (const { name } of tables)
      rows[name] = (
        await sql.unsafe<{ row: Record<string, unknown> }[]>(
          `select to_jsonb(t) as row from ${name} t order by t::text`
        )
      ).map(({ row }) => row)
    return rows
  })
