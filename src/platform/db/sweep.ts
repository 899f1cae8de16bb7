import type { Tx } from './transaction.ts'

type Column = { table: string; column: string; type: 'text' | 'jsonb' | '_text' }
type Found = { at: string; value: unknown }

/**
 * Changes a text wherever it stands: in every column of text, list of texts or JSON of every table of this school,
 * those of tables that are still to be made included. Slow (it reads every table), and meant for what is done seldom.
 * Tables that the schools' code may not update, and those in `except`, are left alone.
 */
export async function sweepTexts(
  tx: Tx,
  needles: readonly string[],
  change: (text: string) => string,
  except: readonly string[] = []
): Promise<number> {
  if (needles.length === 0) return 0
  const { sql } = tx
  const probes = probesOf(needles)
  let changed = 0
  for (const { table, column, type } of await textColumns(tx)) {
    if (except.includes(table)) continue
    const rows = await sql<Found[]>`
      select ctid::text as at, ${sql(column)} as value from ${sql(table)}
      where exists (select from unnest(${probes}::text[]) as probe
        where position(probe in lower(${sql(column)}::text)) > 0)
      for update`
    for (const { at, value } of rows) {
      const next = inTexts(value, change)
      if (JSON.stringify(next) === JSON.stringify(value)) continue
      const stored = type === 'jsonb' ? sql.json(next as never) : (next as string)
      await sql`update ${sql(table)} set ${sql(column)} = ${stored} where ctid = ${at}::tid`
      changed++
    }
  }
  return changed
}

/**
 * What a row must hold for one of these to be in it, however it is written: the longest part in plain letters and digits
 * of each. Those are in JSON as they are, have capitals in every locale, and do not depend on how an accent is composed.
 * What has no such part is looked for as it is.
 */
export function probesOf(needles: readonly string[]): string[] {
  const plain = needles.map((needle) => {
    const parts = needle.match(/[a-z0-9]{2,}/gi) ?? []
    return parts.sort((one, other) => other.length - one.length)[0]?.toLowerCase()
  })
  const asTheyAre = needles
    .filter((_, at) => plain[at] === undefined)
    .flatMap((needle) => [needle, needle.toLowerCase(), needle.toUpperCase()])
    .flatMap((needle) => [needle.normalize('NFC'), needle.normalize('NFD')])
  return [...new Set([...plain, ...asTheyAre])].filter((probe) => probe !== undefined && probe !== '') as string[]
}

/** The same value with its texts changed; the names of its fields stay. */
export function inTexts(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value)
  if (Array.isArray(value)) return value.map((item) => inTexts(item, change))
  if (value === null || typeof value !== 'object' || value instanceof Date) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, inTexts(item, change)]))
}

const textColumns = async ({ sql }: Tx): Promise<Column[]> => [
  ...(await sql<Column[]>`
    select c.relname as table, a.attname as column, t.typname as type
    from pg_attribute a
    join pg_class c on c.oid = a.attrelid and c.relkind = 'r'
    join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public'
    join pg_type t on t.oid = a.atttypid and t.typname in ('text', '_text', 'jsonb')
    where a.attnum > 0 and not a.attisdropped and a.attgenerated = '' and has_table_privilege(c.oid, 'update')
    order by 1, 2`)
]

/** Every row of every table of this school in which somebody is named by id, without keys and secrets. */
export async function rowsNaming(
  { sql }: Tx,
  id: string,
  without: readonly string[] = []
): Promise<Record<string, unknown[]>> {
  const columns = await sql<{ table: string; column: string; isList: boolean }[]>`
    select c.relname as table, a.attname as column, t.typname = '_uuid' as "isList"
    from pg_attribute a
    join pg_class c on c.oid = a.attrelid and c.relkind = 'r'
    join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public'
    join pg_type t on t.oid = a.atttypid and t.typname in ('uuid', '_uuid')
    where a.attnum > 0 and not a.attisdropped and a.attname <> 'school_id' and has_table_privilege(c.oid, 'select')
    order by 1, 2`
  const byTable = Map.groupBy(columns, ({ table }) => table)
  const found: Record<string, unknown[]> = {}
  for (const [table, ids] of byTable) {
    const names = ids.map(({ column, isList }) =>
      isList ? sql`${id}::uuid = any(${sql(column)})` : sql`${sql(column)} = ${id}::uuid`
    )
    const any = names.reduce((all, one) => sql`${all} or ${one}`)
    const rows = await sql<{ row: unknown }[]>`
      select to_jsonb(t) - ${['school_id', ...without]}::text[] as row from ${sql(table)} t where ${any} limit 10000`
    if (rows.length) found[table] = rows.map(({ row }) => row)
  }
  return found
}
