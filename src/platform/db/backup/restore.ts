import { pipeline } from 'node:stream/promises'
import type { Writable } from 'node:stream'
import type postgres from 'postgres'
import { Refusal } from '#kernel/errors.ts'
import { openClient, type Client, type Target } from '../client.ts'
import { checkHistory, LOCK, type Migration } from '../migrate.ts'
import { readBackup, type TableHead } from './format.ts'
import { columnsOf, keptTables, nameOf, quoted } from './tables.ts'
import { verifyBackup, type Verified } from './verify.ts'

type Tx = postgres.TransactionSql
export type Restored = { verified: Verified; migrated: string[] }

/**
 * Puts a backup in place of what the database holds, as a whole or not at all: verified first, then one transaction in
 * which the tables are made as the file's version had them, filled, and brought up to this program.
 */
export async function restoreBackup(
  { app, owner }: { app: Target; owner: Target },
  file: string,
  { migrations, replace }: { migrations: Migration[]; replace: boolean }
): Promise<Restored> {
  const verified = await verifyBackup(file)
  const then = migrationsThen(verified, migrations)
  await demandStopped(app)
  const client = openClient(owner, { max: 1, session: { search_path: 'public' } })
  try {
    if (!replace && (await holdsSchools(client))) throw new Refusal({ code: 'restore_not_empty' })
    const since = migrations.slice(then.length)
    await client.begin(async (tx) => {
      await tx`select pg_advisory_xact_lock(${LOCK})`
      await startAnew(tx, then)
      await fill(tx, file)
      for (const migration of since) await carryOut(tx, migration)
      const faults = await tx`select relation, fault from wall_faults()`
      if (faults.length > 0) throw new Error(`The walls do not stand after restoring: ${JSON.stringify(faults)}`)
    })
    return { verified, migrated: since.map(({ name }) => name) }
  } finally {
    await client.end({ timeout: 5 })
  }
}

/** The migrations that the file's data had, which must be the beginning of ours. */
function migrationsThen({ head }: Verified, migrations: Migration[]): Migration[] {
  const names = new Set(migrations.map(({ name }) => name))
  const newer = head.migrations.find(({ name }) => !names.has(name))
  if (newer) throw new Refusal({ code: 'backup_newer', params: { name: newer.name } })
  checkHistory(head.migrations, migrations)
  return migrations.slice(0, head.migrations.length)
}

/** An application remembers what it read: it may not run on while all of that is replaced. */
async function demandStopped(app: Target): Promise<void> {
  const client = openClient(app, { max: 1, session: { application_name: 'samenspel restore' } })
  try {
    const [others] = await client<{ count: number }[]>`
      select count(*)::int as count from pg_stat_activity
      where datname = current_database() and application_name = 'samenspel' and pid <> pg_backend_pid()`
    if (others!.count > 0) throw new Refusal({ code: 'restore_while_running' })
  } finally {
    await client.end({ timeout: 5 })
  }
}

/** The owner sees no row behind row-level security; every school has its name among the accounts. */
async function holdsSchools(client: Client): Promise<boolean> {
  const [there] = await client`select to_regclass('signin.schools') is not null as exists`
  if (!there!['exists']) return false
  const [full] = await client`
    select exists (select from signin.schools) or exists (select from signin.accounts) as is`
  return full!['is'] === true
}

/** Empty tables, as the program had them that made the backup. */
async function startAnew(tx: Tx, then: Migration[]): Promise<void> {
  await tx.unsafe(
    'drop schema if exists signin, administration cascade; drop schema public cascade; create schema public'
  )
  await tx.unsafe(`create schema administration; create table administration.migrations_done (
    name text primary key, hash text not null, at timestamptz not null default now())`)
  for (const migration of then) await carryOut(tx, migration)
}

async function carryOut(tx: Tx, { name, text, hash }: Migration): Promise<void> {
  await tx.unsafe(text)
  await tx`insert into administration.migrations_done (name, hash) values (${name}, ${hash})`
}

/**
 * All rows, table by table. Meanwhile no reference is asked for (they may go in circles) and the owner may write behind
 * the walls; both are back before the transaction ends, and references are asked for then.
 */
async function fill(tx: Tx, file: string): Promise<void> {
  const ours = new Map((await keptTables(tx)).map((table) => [nameOf(table), table]))
  const references = await tx<{ table: string; name: string; definition: string }[]>`
    select conrelid::regclass::text as table, quote_ident(conname) as name, pg_get_constraintdef(oid) as definition
    from pg_constraint where contype = 'f' and connamespace in ('public'::regnamespace, 'signin'::regnamespace)`
  for (const { table, name } of references) await tx.unsafe(`alter table ${table} drop constraint ${name}`)
  const walled = [...ours.values()].filter(({ schema }) => schema === 'public').map(nameOf)
  for (const name of walled) await tx.unsafe(`alter table ${name} no force row level security`)
  for (const name of ours.keys()) await tx.unsafe(`alter table ${name} disable trigger user; delete from ${name}`)

  const { tables } = await readBackup(file)
  for await (const table of tables) {
    demandKnown(table, ours.get(nameOf(table)))
    const into = (await tx.unsafe(`copy ${nameOf(table)} (${columnsOf(table)}) from stdin`).writable()) as Writable
    await pipeline(table.data, into)
  }

  for (const name of ours.keys()) await tx.unsafe(`alter table ${name} enable trigger user`)
  for (const name of walled) await tx.unsafe(`alter table ${name} force row level security`)
  for (const { table, name, definition } of references)
    await tx.unsafe(`alter table ${table} add constraint ${name} ${definition}`)
  await catchUpSequences(tx)
}

function demandKnown(found: TableHead, ours: TableHead | undefined): void {
  const strange = ours ? found.columns.find((column) => !ours.columns.includes(column)) : found.table
  if (strange) throw new Refusal({ code: 'backup_broken', params: { reason: strange } })
}

async function catchUpSequences(tx: Tx): Promise<void> {
  const counted = await tx<{ sequence: string; table: string; column: string }[]>`
    select pg_get_serial_sequence(c.oid::regclass::text, a.attname) as sequence, c.oid::regclass::text as table,
      a.attname as column
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relkind = 'r' and c.relnamespace in ('public'::regnamespace, 'signin'::regnamespace)
      and pg_get_serial_sequence(c.oid::regclass::text, a.attname) is not null`
  for (const { sequence, table, column } of counted)
    await tx.unsafe(
      `select setval('${sequence}', coalesce((select max(${quoted(column)}) from ${table}), 0) + 1, false)`
    )
}
