/**
 * One row for any table, whatever its columns: made from the catalogue, so that a table that comes tomorrow gets its
 * rows too. Foreign keys and checks are set aside for it: row-level security asks for neither.
 */
import { newId, type Id } from '#kernel/id.ts'
import type { Client } from '#platform/db/client.ts'

export type Column = {
  name: string
  type: string
  kind: string
  category: string
  isArray: boolean
  label: string | null
}
export type Table = { name: string; schema: string; table: string; columns: Column[]; key: string | null }

/** Every table and view of ours, with the columns one can write. */
export async function tablesOf(sql: Client): Promise<Table[]> {
  const rows = await sql<{ schema: string; table: string; columns: Column[] }[]>`
    select n.nspname as schema, c.relname as table, coalesce(jsonb_agg(jsonb_build_object(
        'name', a.attname, 'type', format_type(coalesce(base.oid, t.oid), null), 'kind', coalesce(base.typtype, t.typtype),
        'category', t.typcategory, 'isArray', t.typcategory = 'A',
        'label', (select min(enumlabel) from pg_enum where enumtypid = t.oid)) order by a.attnum)
        filter (where a.attname is not null), '[]') as columns
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    left join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
      and a.attidentity <> 'a'
    left join pg_type t on t.oid = a.atttypid
    left join pg_type base on base.oid = nullif(t.typbasetype, 0)
    where n.nspname !~ '^pg_' and n.nspname <> 'information_schema' and c.relkind in ('r', 'p', 'v', 'm', 'f')
    group by 1, 2 order by 1, 2`
  return rows.map((row) => ({
    ...row,
    name: `${row.schema}.${row.table}`,
    key: row.table === 'schools' ? 'id' : (row.columns.find(({ name }) => name === 'school_id')?.name ?? null)
  }))
}

/** Takes away what would ask for sensible values, or for rows that are there. Only in a database that is thrown away. */
export async function dropChecks(sql: Client, kinds: readonly ('c' | 'x' | 'f')[] = ['c', 'x']): Promise<void> {
  const checks = await sql<{ table: string; name: string }[]>`
    select conrelid::regclass::text as table, conname as name from pg_constraint c
    join pg_namespace n on n.oid = c.connamespace where contype = any(${kinds as string[]}) and conrelid <> 0
      and n.nspname in ('public', 'signin')`
  for (const { table, name } of checks) await sql.unsafe(`alter table ${table} drop constraint "${name}"`)
}

const SAMPLES: Record<string, (mark: string) => unknown> = {
  uuid: () => newId(),
  boolean: () => true,
  date: () => '2026-11-02',
  jsonb: (mark) => JSON.stringify({ mark }),
  json: (mark) => JSON.stringify({ mark }),
  bytea: () => `\\x${newId().replaceAll('-', '')}`,
  inet: () => '192.0.2.1',
  interval: () => '1 hour',
  tsvector: () => 'mark'
}

/** A value as text that PostgreSQL reads as this type. */
function sample({ type, kind, category, isArray, label }: Column, mark: string): string {
  if (isArray) return '{}'
  if (kind === 'e') return label!
  const made = SAMPLES[type]?.(mark)
  if (made !== undefined) return String(made)
  if (category === 'N') return String(Math.floor(Math.random() * 30_000))
  if (category === 'D') return type.startsWith('time ') ? '12:00' : '2026-11-02T12:00:00Z'
  if (category === 'R') return 'empty'
  return `${mark} ${newId()}`
}

/** Stores one row of a school in a table, as a superuser who minds no foreign key. */
export async function insertAnyRow(sql: Client, table: Table, school: Id, mark: string): Promise<void> {
  const names = table.columns.map(({ name }) => `"${name}"`).join(', ')
  const values = table.columns.map((column) => (column.name === table.key ? school : sample(column, mark)))
  const places = table.columns.map(({ type }, at) => `($${at + 1}::text)::${type}`).join(', ')
  await sql.begin(async (tx) => {
    await tx.unsafe(`set local session_replication_role = replica`)
    await tx.unsafe(`insert into "${table.schema}"."${table.table}" (${names}) values (${places})`, values)
  })
}
