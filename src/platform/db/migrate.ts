import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Refusal } from '#kernel/errors.ts'
import { openClient, type Client, type Target } from './client.ts'
import { explainConnecting, isRightMissing } from './failures.ts'
import { rightsMissing } from './login.ts'
import { silentLog, type Log } from './log.ts'

export type Migration = { name: string; text: string; hash: string }

/** One migration run at a time on a database, whoever starts it ("samenspel" as a number). */
export const LOCK = 7_365_656_765

/** The folder `migrations` of this program, found from the source as well as from a bundle. */
export function migrationsFolder(from: string = dirname(fileURLToPath(import.meta.url))): string {
  const folder = join(from, 'migrations')
  if (existsSync(join(folder, '0001-foundation.sql'))) return folder
  if (dirname(from) === from) throw new Error('The folder with migrations is not part of this installation')
  return migrationsFolder(dirname(from))
}

/** The migrations of a folder (`NNNN-name.sql`) in order. Line ends do not count in the hash: a checkout may change them. */
export async function readMigrations(folder: string): Promise<Migration[]> {
  const files = (await readdir(folder)).filter((file) => /^\d{4}-[a-z0-9-]+\.sql$/.test(file)).sort()
  const twice = files.find((file, i) => files[i - 1]?.slice(0, 4) === file.slice(0, 4))
  if (twice) throw new Error(`Two migrations have the same number: ${twice}`)
  return Promise.all(
    files.map(async (file) => {
      const text = (await readFile(join(folder, file), 'utf8')).replaceAll('\r\n', '\n')
      return { name: file.slice(0, -'.sql'.length), text, hash: createHash('sha256').update(text).digest('hex') }
    })
  )
}

/**
 * Brings a database up to this program, each migration in a transaction of its own. Refuses a database whose history
 * is not the beginning of ours: a migration that was edited since, that is newer than the program, or that is out of
 * turn. Returns the names of what was done.
 */
export async function migrate(owner: Target, migrations: Migration[], log: Log = silentLog): Promise<string[]> {
  const client = openClient(owner, { max: 1, session: { search_path: 'public' } })
  try {
    await client`select pg_advisory_lock(${LOCK})`
    const done = await readHistory(client)
    checkHistory(done, migrations)
    const pending = migrations.slice(done.length)
    for (const migration of pending) {
      await apply(client, migration)
      log.info({ migration: migration.name }, 'migrated the database')
    }
    return pending.map(({ name }) => name)
  } catch (error) {
    throw isRightMissing(error) ? await rightsMissing(client, error) : explainConnecting(error)
  } finally {
    await client.end({ timeout: 5 })
  }
}

export type Done = { name: string; hash: string }

/** The migrations that a database has had, for its owner. */
export async function migrationsDone(owner: Target): Promise<Done[]> {
  const client = openClient(owner, { max: 1, session: { search_path: 'public' } })
  try {
    return [...(await readHistory(client))]
  } finally {
    await client.end({ timeout: 5 })
  }
}

/** In a schema of its own, which only the owner may enter. */
async function readHistory(client: Client): Promise<Done[]> {
  const [known] = await client`select to_regclass('administration.migrations_done') is not null as exists`
  if (!known!['exists']) {
    await client.unsafe(`
      create schema if not exists administration;
      create table administration.migrations_done (
        name text primary key,
        hash text not null,
        at timestamptz not null default now()
      );`)
  }
  return client<Done[]>`select name, hash from administration.migrations_done order by name`
}

export function checkHistory(done: Done[], migrations: Migration[]): void {
  const known = new Map(migrations.map((migration) => [migration.name, migration]))
  for (const [place, { name, hash }] of done.entries()) {
    const migration = known.get(name)
    if (!migration) throw new Refusal({ code: 'database_newer', params: { name } })
    if (migration.hash !== hash) throw new Refusal({ code: 'migration_edited', params: { name } })
    const expected = migrations[place]!.name
    if (expected !== name) throw new Refusal({ code: 'migration_out_of_turn', params: { name: expected, last: name } })
  }
}

/** Sent as one message, which PostgreSQL runs as one transaction: the migration and the note that it was done. */
async function apply(client: Client, { name, text, hash }: Migration): Promise<void> {
  try {
    await client.unsafe(
      `${text}\n;insert into administration.migrations_done (name, hash) values ('${name}', '${hash}');`
    )
  } catch (error) {
    const { position } = error as { position?: string }
    if (position === undefined || !(error instanceof Error)) throw error
    // The error itself carries the whole file; the line says more.
    const line = text.slice(0, Number(position)).split('\n').length
    throw new Error(`Migration ${name}, line ${line}: ${error.message}`)
  }
}
