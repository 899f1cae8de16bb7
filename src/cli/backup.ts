import { createLog, storageOptions } from '#app/app.server.ts'
import { readConfig } from '#app/config.server.ts'
import { Refusal } from '#kernel/errors.ts'
import { restoreBackup } from '#platform/db/backup/restore.ts'
import { verifyBackup } from '#platform/db/backup/verify.ts'
import { writeBackup } from '#platform/db/backup/write.ts'
import { migrationsDone, migrationsFolder, readMigrations } from '#platform/db/migrate.ts'
import { attachKeeping, type Keeping } from '#platform/db/storage.ts'
import * as t from '#texts/cli'
import { readArguments, required } from './arguments.ts'
import { Mistake, type Command } from './command.ts'

/** `backup FILE`: everything that is kept, of one moment, in a new file; also beside an application that runs. */
export const backupCommand: Command = async (args, { print }) => {
  const { values: _, positionals } = readArguments(args, {})
  const file = onlyFile(positionals)
  const written = await keeping(async ({ app, owner }) =>
    writeBackup(app, file, { migrations: await migrationsDone(owner), now: Date.now() })
  )
  print(t.backup_written({ file, ...written }))
  return 0
}

/** `verify FILE`: reads it to its end. */
export const verifyCommand: Command = async (args, { print }) => {
  const file = onlyFile(readArguments(args, {}).positionals)
  const { head, tables, rows } = await verifyBackup(file)
  const version = head.migrations.at(-1)?.name ?? ''
  print(t.backup_whole({ file, made: head.made, tables: tables.length, rows, version }))
  return 0
}

/** `restore FILE [--replace]`: in place of what the database holds, as a whole or not at all. */
export const restoreCommand: Command = async (args, { print }) => {
  const { values, positionals } = readArguments(args, { replace: { type: 'boolean' } })
  const file = onlyFile(positionals)
  // A file that is no good is told before a database is started for it.
  await verifyBackup(file)
  const { verified, migrated } = await keeping(async (ways) => {
    if (ways.isRunning) throw new Refusal({ code: 'restore_while_running' })
    const migrations = await readMigrations(migrationsFolder())
    return restoreBackup(ways, file, { migrations, replace: values.replace ?? false })
  })
  const { head, tables, rows } = verified
  print(t.backup_restored({ made: head.made, tables: tables.length, rows }))
  if (migrated.length > 0) print(t.backup_migrated({ names: migrated.join(', ') }))
  return 0
}

function onlyFile([file, ...others]: string[]): string {
  if (others.length > 0) throw new Mistake(t.usage())
  return required(file, 'BESTAND')
}

async function keeping<T>(work: (ways: Keeping) => Promise<T>): Promise<T> {
  const ways = await attachKeeping(storageOptions(readConfig(process.env), createLog()))
  try {
    return await work(ways)
  } finally {
    await ways.close()
  }
}
