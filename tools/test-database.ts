/**
 * One PostgreSQL for a run of the database tests, with one migrated template that every test file copies.
 * SAMENSPEL_TEST_POSTGRES says which: `embedded` (default), `debian` (version 15 of Debian, in a folder of its own),
 * or the URL of a superuser on another server.
 */
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { newId } from '#kernel/id.ts'
import { inDatabase, openClient, type Target } from '#platform/db/client.ts'
import { embeddedBinary, installedBinary, type Binary } from '#platform/db/embedded/binary.ts'
import { OWNER_LOGIN } from '#platform/db/embedded/cluster.ts'
import { embeddedTarget, startEmbedded } from '#platform/db/embedded/supervisor.ts'
import { silentLog } from '#platform/db/log.ts'
import { grantRoles } from '#platform/db/login.ts'
import { migrate, migrationsFolder, readMigrations } from '#platform/db/migrate.ts'
import type { TestServer } from '#platform/db/testing.ts'

const DEBIAN = '/usr/lib/postgresql/15/bin'

type Running = { server: TestServer; stop(): Promise<void> }

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const wanted = process.env['SAMENSPEL_TEST_POSTGRES'] ?? 'embedded'
  const { server, stop } = await start(wanted)
  try {
    await makeTemplate(server)
  } catch (error) {
    await stop()
    throw error
  }
  project.provide('postgres', server)
  return stop
}

async function start(wanted: string): Promise<Running> {
  if (wanted === 'embedded') return startOwn('embedded', embeddedBinary)
  if (wanted === 'debian') {
    if (!existsSync(DEBIAN))
      throw new Error(`${DEBIAN} is missing: install postgresql-15, or leave out SAMENSPEL_TEST_POSTGRES`)
    return startOwn('debian', () => installedBinary(DEBIAN))
  }
  return useServer(wanted)
}

/** A server in a new folder. It need not survive the machine, so it waits for no disk. */
async function startOwn(kind: TestServer['kind'], binary: (dataDir: string) => Binary): Promise<Running> {
  const dataDir = await mkdtemp(join(tmpdir(), 'samenspel-test-'))
  const settings = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: 200 }
  const running = await startEmbedded({ dataDir, binary: binary(dataDir), settings, log: silentLog })
  const target = (login: 'admin' | 'owner' | 'app') => embeddedTarget(running.socketFolder, login, 'postgres')
  return {
    server: {
      kind,
      admin: target('admin'),
      owner: target('owner'),
      app: target('app'),
      ownerLogin: OWNER_LOGIN,
      template: 'samenspel_template'
    },
    async stop() {
      await running.stop()
      await rm(dataDir, { recursive: true, force: true })
    }
  }
}

/** Logins of our own for this run on a server that is there already; they and their databases go when it ends. */
async function useServer(url: string): Promise<Running> {
  const run = newId().replaceAll('-', '')
  const [owner, app, password] = [`samenspel_test_owner_${run}`, `samenspel_test_app_${run}`, run]
  const as = (login: string): Target => {
    const address = new URL(url)
    address.username = login
    address.password = password
    return { url: address.href }
  }
  const admin = openClient({ url }, { max: 1 })
  await admin.unsafe(`create role ${owner} login createrole password '${password}';
    create role ${app} login noinherit password '${password}';`)
  return {
    server: {
      kind: 'server',
      admin: { url },
      owner: as(owner),
      app: as(app),
      ownerLogin: owner,
      template: `samenspel_test_${run}`
    },
    async stop() {
      const made = await admin<{ name: string }[]>`
        select datname as name from pg_database join pg_roles r on r.oid = datdba where rolname = ${owner}`
      for (const { name } of made) await admin`drop database ${admin(name)} with (force)`
      await admin.unsafe(`drop role ${app}; drop owned by ${owner}; drop role ${owner};`)
      await admin.end()
    }
  }
}

async function makeTemplate({ admin, owner, app, ownerLogin, template }: TestServer): Promise<void> {
  const client = openClient(inDatabase(admin, 'postgres'), { max: 1 })
  await client`create database ${client(template)} owner ${client(ownerLogin)}`
  await client.end()
  await migrate(inDatabase(owner, template), await readMigrations(migrationsFolder()))
  await grantRoles(inDatabase(app, template), inDatabase(owner, template))
}
