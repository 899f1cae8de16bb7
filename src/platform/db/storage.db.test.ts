import { expect, it, onTestFinished } from 'vitest'
import { newId } from '#kernel/id.ts'
import { inDatabase, openClient } from './client.ts'
import { silentLog } from './log.ts'
import { migrationsFolder, readMigrations } from './migrate.ts'
import { openServer } from './storage.ts'
import { emptyDatabase, testDatabase, testServer } from './testing.ts'

const server = testServer()
const database = await testDatabase()

it('makes an empty database on a server of the school ready, and leaves it as it is at the next start', async () => {
  const name = await emptyDatabase()
  const [app, owner] = [inDatabase(server.app, name), inDatabase(server.owner, name)]
  const school = newId()
  for (const rows of [0, 1]) {
    const storage = await openServer(app, owner, silentLog)
    expect(storage.kind).toBe('server')
    const found = await storage.database.transact(school, async (tx) => {
      const before = await tx.sql`select id from schools`
      await tx.sql`insert into schools (id, name) values (${school}, 'Eik') on conflict do nothing`
      return before
    })
    expect(found).toHaveLength(rows)
    await storage.close()
  }
  const admin = openClient(inDatabase(server.admin, name), { max: 1 })
  onTestFinished(() => admin.end())
  expect(await admin`select * from wall_faults()`).toEqual([])
  const done = await admin`select name from administration.migrations_done`
  expect(done).toHaveLength((await readMigrations(migrationsFolder())).length)
})

it('keeps the walls in all tables of all migrations', async () => {
  expect(await database.ownerSql`select * from wall_faults()`).toEqual([])
})

it('refuses a superuser before anything else', async () => {
  const name = await emptyDatabase()
  const admin = inDatabase(server.admin, name)
  await expect(openServer(admin, admin, silentLog)).rejects.toMatchObject({ message: 'database_login_too_strong' })
  const client = openClient(admin, { max: 1 })
  onTestFinished(() => client.end())
  expect(await client`select to_regclass('schools') as schools`).toEqual([{ schools: null }])
})

it('says that it is not let in when the database or the login is not known there', async () => {
  const nowhere = inDatabase(server.app, 'samenspel_no_such_database')
  await expect(openServer(nowhere, nowhere, silentLog)).rejects.toMatchObject({
    failure: { code: 'database_turned_away', params: { reason: expect.stringContaining('does not exist') } }
  })
})
