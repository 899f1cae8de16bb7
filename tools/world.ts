/**
 * A whole Samenspel to try things in: a server of its own on a folder of its own, on loopback, and beside it the same
 * application attached to its database for making schools, people and sign-ins quickly. For end-to-end tests, benches
 * and screenshots. The server is a real process, so that it can be killed.
 */
import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { attachApp, createLog, type App } from '#app/app.server.ts'
import { readConfig } from '#app/config.server.ts'
import { newId, type Id } from '#kernel/id.ts'
import type { PersonName } from '#people'
import { addFounder, ensureSchool, makeUnit, setMembers } from '#people/server'
import { enterSchool } from '#platform/auth/account-settings.ts'
import { ensureAccount, setPasswordHash } from '#platform/auth/accounts.ts'
import { sessionCookie } from '#platform/auth/cookies.ts'
import { hashPassword } from '#platform/auth/passwords.ts'
import type { EmailAddress } from '#platform/mail/address.ts'

const ROOT = join(import.meta.dirname, '..')
const READY = /Samenspel draait op (http:\/\/localhost:(\d+))/
const CODE = /met deze code: (\S+)/

export type World = {
  url: string
  port: number
  /** The code of the first visit, as the server printed it; null once it was claimed. */
  claimCode: string | null
  dataDir: string
  server: ChildProcess
  /** The application, attached to the running server's database. */
  app(): Promise<App>
  /** Kills the server without a word, as a power cut would. Resolves when it is gone. */
  kill(): Promise<void>
  /** Starts the server again on the same folder and port. */
  restart(): Promise<void>
  close(): Promise<void>
}

export type WorldOptions = { dataDir?: string; env?: Record<string, string>; nodeFlags?: string[] }

export async function openWorld(options: WorldOptions = {}): Promise<World> {
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'samenspel-wereld-')))
  let attached: Promise<App> | null = null
  const first = await startServer(dataDir, 0, options)
  const world: World = {
    ...first,
    dataDir,
    app: () =>
      (attached ??= attachApp(
        readConfig({ ...options.env, SAMENSPEL_DATA: dataDir, PORT: String(world.port) }),
        createLog('silent')
      ).catch((error: unknown) => {
        // The database may be away just now: who asks again, tries again.
        attached = null
        throw error
      })),
    async kill() {
      await detach()
      const gone = new Promise((resolve) => world.server.once('exit', resolve))
      world.server.kill('SIGKILL')
      await gone
    },
    async restart() {
      Object.assign(world, await startServer(dataDir, world.port, options))
    },
    async close() {
      await detach()
      if (world.server.exitCode === null && world.server.signalCode === null) {
        const gone = new Promise((resolve) => world.server.once('exit', resolve))
        world.server.kill('SIGTERM')
        await gone
      }
      if (!options.dataDir) await rm(dataDir, { recursive: true, force: true })
    }
  }
  async function detach() {
    const app = attached
    attached = null
    await app?.then((attachedApp) => attachedApp.close()).catch(() => {})
  }
  return world
}

type Started = Pick<World, 'url' | 'port' | 'claimCode' | 'server'>

function startServer(dataDir: string, port: number, { env, nodeFlags = [] }: WorldOptions): Promise<Started> {
  const server = spawn(process.execPath, [...nodeFlags, join(ROOT, 'src/server.ts')], {
    cwd: ROOT,
    env: { ...process.env, HOST: '127.0.0.1', ...env, PORT: String(port), SAMENSPEL_DATA: dataDir },
    stdio: ['ignore', 'pipe', 'pipe']
  })
  return new Promise((resolve, reject) => {
    let printed = ''
    const read = (chunk: Buffer) => {
      printed += chunk.toString()
      const ready = READY.exec(printed)
      if (!ready) return
      const started = { url: `http://127.0.0.1:${ready[2]}`, port: Number(ready[2]), server }
      // The notice about the first visit comes with the same write.
      resolve({ ...started, claimCode: CODE.exec(printed)?.[1] ?? null })
    }
    server.stdout.on('data', read)
    server.stderr.on('data', read)
    server.once('exit', (code) => reject(new Error(`the server stopped with ${code}:\n${printed}`)))
  })
}

export type MadeSchool = { school: Id; founder: Id }

/** A school with a founder, who has an account but is signed in nowhere. */
export async function makeSchool(app: App, name: string, founder: PersonName & { email: string }): Promise<MadeSchool> {
  const made = await ensureSchool(app.database, name, app.clock())
  if (!made.ok) throw new Error(made.failure.code)
  const school = made.value.id
  const person = await app.database.transact(school, (tx) => addFounder(tx, founder, app.clock()))
  await makeAccount(app, school, person, founder.email)
  return { school, founder: person }
}

/** People of a school, by hand; returns their ids in the given order. */
export async function makePeople(app: App, school: Id, people: (PersonName & { email?: string })[]): Promise<Id[]> {
  const rows = people.map((person) => ({ id: newId(), ...person }))
  await app.database.transact(school, async ({ sql }) => {
    await sql`insert into people ${sql(
      rows.map(({ id, givenName, infix, familyName, email = '' }) => ({
        school_id: school,
        id,
        given_name: givenName,
        infix,
        family_name: familyName,
        email,
        source: 'hand'
      })) as never
    )}`
  })
  return rows.map(({ id }) => id)
}

export async function makeUnitOf(app: App, school: Id, name: string, members: Id[]): Promise<Id> {
  return app.database.transact(school, async (tx) => {
    const unit = await makeUnit(tx, { name }, app.clock())
    if (!unit.ok) throw new Error(unit.failure.code)
    await setMembers(tx, unit.value.id, members, app.clock())
    return unit.value.id
  })
}

/** Gives a person an account, with a password if one is named. */
export async function makeAccount(app: App, school: Id, person: Id, email: string, password?: string): Promise<Id> {
  const now = app.clock()
  const hash = password === undefined ? null : await hashPassword(password)
  const account = await app.database.signin(async (tx) => {
    const id = await ensureAccount(tx, { email: email as EmailAddress, language: 'nl', now })
    if (hash) await setPasswordHash(tx, id, hash)
    return id
  })
  await enterSchool(app.auth, account, { school, person })
  return account
}

/** A session cookie for an account, as a browser would hold it over plain http. */
export async function signInCookie(app: App, account: Id, school: Id): Promise<{ name: string; value: string }> {
  const value = await app.database.signin((tx) => app.auth.sessions.start(tx, { account, school, device: 'world' }))
  return { name: sessionCookie(false).name, value }
}
