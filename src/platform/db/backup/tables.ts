import type { Queryable } from './queryable.ts'
import type { TableHead } from './format.ts'
import { LEFT_OUT } from './left-out.ts'

/** The tables that a backup holds, with the columns that can be written. */
export async function keptTables(sql: Queryable): Promise<TableHead[]> {
  const rows = await sql<TableHead[]>`
    select n.nspname as schema, c.relname as table, array_agg(a.attname::text order by a.attnum) as columns
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    where n.nspname in ('public', 'signin') and c.relkind = 'r' group by 1, 2 order by 1, 2`
  return rows.filter(({ schema, table }) => !(`${schema}.${table}` in LEFT_OUT))
}

export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`
export const nameOf = ({ schema, table }: Pick<TableHead, 'schema' | 'table'>): string =>
  `${quoted(schema)}.${quoted(table)}`
export const columnsOf = ({ columns }: TableHead): string => columns.map(quoted).join(', ')
