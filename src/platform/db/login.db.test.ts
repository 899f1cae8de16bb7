import { afterAll, describe, expect, it } from 'vitest'
import { newId } from '#kernel/id.ts'
import { inDatabase, openClient, type Target } from './client.ts'
import { openDatabase } from './door.ts'
import { checkLogin, grantRoles } from './login.ts'
import { migrate, migrationsFolder, readMigrations } from './migrate.ts'
import { emptyDatabase, testDatabase, testServer } from './testing.ts'

const server = testServer()
const admin = openClient(inDatabase(server.admin, 'postgres'), { max: 1 })
const made: string[] = []

afterAll(async () => {
  for (const login of made.reverse()) await admin`drop role if exists ${admin(login)}`
  await admin.end()
})

const database = await testDatabase()

/** A login of the server for this file, and the way in with it. */
async function makeLogin(rights: string, at: Target = database.app): Promise<{ login: string; target: Target }> {
  const login = `samenspel_login_${newId().replaceAll('-', '')}`
  await admin.unsafe(`create role ${login} login password 'secret' ${rights}`)
  made.push(login)
  if (!('url' in at)) return { login, target: { ...at, login } }
  const address = new URL(at.url)
  address.username = login
  address.password = 'secret'
  return { login, target: { url: address.href } }
}

const refusal = (code: string, params = {}) =>
  expect.objectContaining({ failure: { code, params: expect.objectContaining(params) } })

describe('a login', () => {
  it('that has no more rights than it needs is welcome', async () => {
    await expect(checkLogin(database.app)).resolves.toBeUndefined()
    await expect(checkLogin(database.owner)).resolves.toBeUndefined()
  })

  it('for which row-level security does not count is refused, and so is one that can become such', async () => {
    for (const rights of ['superuser', 'bypassrls']) {
      const { login, target } = await makeLogin(rights)
      await expect(checkLogin(target)).rejects.toEqual(refusal('database_login_too_strong', { login, role: login }))
      const follower = await makeLogin(`noinherit in role ${login}`)
      await expect(checkLogin(follower.target)).rejects.toEqual(
        refusal('database_login_too_strong', { login: follower.login, role: login })
      )
    }
  })

  it('cannot be tried when there is no server', async () => {
    const nowhere = { socketFolder: '/nonexistent', login: 'app', database: 'samenspel' }
    await expect(checkLogin(nowhere)).rejects.toEqual(
      expect.objectContaining({ failure: { code: 'database_unavailable' } })
    )
  })
})

describe('rights', () => {
  it('are enough for one login that owns the database and may make roles: it migrates itself', async () => {
    const name = await emptyDatabase()
    const { login, target } = await makeLogin('createrole', inDatabase(database.app, name))
    await admin`alter database ${admin(name)} owner to ${admin(login)}`
    // The roles are of the whole server and were made by another owner, so an administrator lets this one in.
    await admin`grant samenspel_tenant, samenspel_signin to ${admin(login)}`
    await checkLogin(target)
    await migrate(target, await readMigrations(migrationsFolder()))
    await grantRoles(target, target)
    const single = openDatabase({ target })
    const school = newId()
    await single.transact(school, (tx) => tx.sql`insert into schools (id, name) values (${school}, 'Eik')`)
    expect(await single.read(school, (tx) => tx.sql`select name from schools`)).toEqual([{ name: 'Eik' }])
    expect(await single.read(newId(), (tx) => tx.sql`select name from schools`)).toEqual([])
    await single.close()
  })

  it('are given to the application by the owner', async () => {
    const { login, target } = await makeLogin('noinherit')
    await grantRoles(target, database.owner)
    const rows = await admin`select pg_has_role(${login}, 'samenspel_tenant', 'member') as yes`
    expect(rows).toEqual([{ yes: true }])
    await grantRoles(target, database.owner)
  })

  it('that are missing are named, with the SQL that gives them', async () => {
    const stranger = await makeLogin('noinherit')
    await expect(grantRoles(stranger.target, stranger.target)).rejects.toEqual(
      refusal('database_rights_missing', {
        login: stranger.login,
        sql: expect.stringContaining(`GRANT samenspel_tenant, samenspel_signin TO "${stranger.login}";`)
      })
    )
    const name = await emptyDatabase()
    const guest = await makeLogin('noinherit', inDatabase(database.app, name))
    await expect(migrate(guest.target, await readMigrations(migrationsFolder()))).rejects.toEqual(
      refusal('database_rights_missing', {
        login: guest.login,
        sql: expect.stringContaining(`ALTER DATABASE "${name}" OWNER TO "${guest.login}";`)
      })
    )
  })
})
