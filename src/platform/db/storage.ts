import { mkdirSync } from 'node:fs'
import { resolve } from 'node:path'
import { openDatabase, type Database } from './door.ts'
import type { Target } from './client.ts'
import { askOccupant, lockFolder } from './embedded/lock.ts'
import { embeddedTarget, startEmbedded } from './embedded/supervisor.ts'
import type { Log } from './log.ts'
import { checkLogin, grantRoles } from './login.ts'
import { migrate, migrationsFolder, readMigrations } from './migrate.ts'

export type StorageOptions = {
  dataDir: string
  /** The application's login on a server of the school's own; without it we keep a server in the data folder. */
  databaseUrl?: string | undefined
  /** The owner of that database, who migrates it; without it the application's login does. */
  migrationUrl?: string | undefined
  log: Log
}

export type Storage = {
  kind: 'embedded' | 'server'
  database: Database
  close(): Promise<void>
}

/** Opens the database for the application: its folder is ours alone, its server runs, its tables are up to date. */
export async function openStorage(options: StorageOptions): Promise<Storage> {
  if (options.databaseUrl) {
    const app = { url: options.databaseUrl }
    return openServer(app, options.migrationUrl ? { url: options.migrationUrl } : app, options.log)
  }
  const dataDir = resolve(options.dataDir)
  const { log } = options
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const lock = await lockFolder(dataDir)
  try {
    const server = await startEmbedded({ dataDir, log })
    try {
      const app = embeddedTarget(server.socketFolder, 'app')
      await prepare(app, embeddedTarget(server.socketFolder, 'owner'), log)
      lock.announce(server.socketFolder)
      const database = openDatabase({ target: app, log })
      return {
        kind: 'embedded',
        database,
        async close() {
          await database.close()
          await server.stop()
          await lock.release()
        }
      }
    } catch (error) {
      await server.stop()
      throw error
    }
  } catch (error) {
    await lock.release()
    throw error
  }
}

/**
 * Opens the database for a command: that of the application if it runs, else as the application would. So a command
 * works beside the running application, and alone.
 */
export async function attachToRunning(options: StorageOptions): Promise<Storage> {
  const occupant = options.databaseUrl ? undefined : await askOccupant(resolve(options.dataDir))
  if (!occupant?.socketFolder) return openStorage(options)
  const target = embeddedTarget(occupant.socketFolder, 'app')
  const database = openDatabase({ target, log: options.log, connections: { tenant: 2, signin: 1 } })
  return { kind: 'embedded', database, close: () => database.close() }
}

/** The ways into a database for whoever keeps it: the application's, and its owner's. */
export type Keeping = { app: Target; owner: Target; isRunning: boolean; close(): Promise<void> }

/**
 * For making a backup and for restoring one: beside the application that runs, or alone. Alone, the folder is ours
 * until `close`, and the database is migrated as at a start.
 */
export async function attachKeeping(options: StorageOptions): Promise<Keeping> {
  const { databaseUrl, migrationUrl, log } = options
  if (databaseUrl) {
    const app = { url: databaseUrl }
    const owner = migrationUrl ? { url: migrationUrl } : app
    await checkLogin(app)
    await prepare(app, owner, log)
    return { app, owner, isRunning: false, close: async () => {} }
  }
  const dataDir = resolve(options.dataDir)
  const at = (sockets: string) => ({ app: embeddedTarget(sockets, 'app'), owner: embeddedTarget(sockets, 'owner') })
  const occupant = await askOccupant(dataDir)
  if (occupant?.socketFolder) return { ...at(occupant.socketFolder), isRunning: true, close: async () => {} }
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const lock = await lockFolder(dataDir)
  const server = await startEmbedded({ dataDir, log }).catch(async (error) => {
    await lock.release()
    throw error
  })
  const close = async () => {
    await server.stop()
    await lock.release()
  }
  const targets = at(server.socketFolder)
  await prepare(targets.app, targets.owner, log).catch(async (error) => {
    await close()
    throw error
  })
  return { ...targets, isRunning: false, close }
}

/** Opens a database on a server of the school's own. */
export async function openServer(app: Target, owner: Target, log: Log): Promise<Storage> {
  await checkLogin(app)
  await prepare(app, owner, log)
  const database = openDatabase({ target: app, log })
  return { kind: 'server', database, close: () => database.close() }
}

async function prepare(app: Target, owner: Target, log: Log): Promise<void> {
  await migrate(owner, await readMigrations(migrationsFolder()), log)
  await grantRoles(app, owner)
}
