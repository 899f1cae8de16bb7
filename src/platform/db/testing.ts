import { afterAll, inject, onTestFinished } from 'vitest'
import { newId } from '#kernel/id.ts'
import { inDatabase, openClient, type Client, type Target } from './client.ts'
import { openDatabase, type Database } from './door.ts'

/** The PostgreSQL of this run, as `tools/test-database.ts` provides it: plain data. */
export type TestServer = {
  kind: 'embedded' | 'debian' | 'server'
  admin: Target
  owner: Target
  app: Target
  ownerLogin: string
  template: string
}

declare module 'vitest' {
  export interface ProvidedContext {
    postgres: TestServer
  }
}

export type TestDatabase = Database & {
  /** A superuser's look behind the door: sees every row of every school. */
  ownerSql: Client
  /** The ways to this database, for tests of the door itself. */
  app: Target
  owner: Target
}

export const testServer = (): TestServer => inject('postgres')

/**
 * A migrated, empty database for one test file, gone when the file is done. Call it at the top of the file or of a
 * `describe`: `const database = await testDatabase()`.
 */
export async function testDatabase(): Promise<TestDatabase> {
  const server = testServer()
  const name = await createDatabase(server.template)
  afterAll(() => dropDatabase(name))
  return openTestDatabase(name, server)
}

/** The name of a database without any migration, owned by the owner. Call it in a test: it is gone when that is done. */
export async function emptyDatabase(): Promise<string> {
  const name = await createDatabase('template1')
  onTestFinished(() => dropDatabase(name))
  return name
}

async function createDatabase(template: string): Promise<string> {
  const name = `samenspel_test_${newId().replaceAll('-', '')}`
  const owner = testServer().ownerLogin
  await asAdmin((sql) => sql`create database ${sql(name)} template ${sql(template)} owner ${sql(owner)}`)
  return name
}

const dropDatabase = (name: string) => asAdmin((sql) => sql`drop database if exists ${sql(name)} with (force)`)

async function asAdmin(run: (sql: Client) => PromiseLike<unknown>): Promise<void> {
  const admin = openClient(inDatabase(testServer().admin, 'postgres'), { max: 1 })
  await run(admin)
  await admin.end()
}

function openTestDatabase(name: string, server: TestServer): TestDatabase {
  const app = inDatabase(server.app, name)
  const database = openDatabase({ target: app, connections: { tenant: 6, signin: 2 } })
  const ownerSql = openClient(inDatabase(server.admin, name), { max: 2 })
  afterAll(async () => {
    await Promise.all([database.close(), ownerSql.end({ timeout: 5 })])
  })
  return { ...database, ownerSql, app, owner: inDatabase(server.owner, name) }
}
