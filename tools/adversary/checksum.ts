import type { Client } from '#platform/db/client.ts'

/**
 * What moves by itself when somebody merely knocks: counted attempts, a device seen, a code shown to a digiboard, and
 * jobs of before that come due and are done meanwhile. All else must be as it was after somebody was refused.
 */
const MOVES: Record<string, string> = {
  'signin.attempts': 'null',
  'signin.jobs': `to_jsonb(t) - 'run_at' - 'taken_until' - 'attempts' - 'done_at' - 'outcome'`,
  'signin.pairings': 'null',
  'signin.sessions': `to_jsonb(t) - 'seen_at' - 'expires_at'`
}

export type Checksums = Record<string, string>

/** A checksum per table of all that is stored, as a superuser sees it; or of one school only. */
export async function checksums(sql: Client, school?: string): Promise<Checksums> {
  const tables = await sql<{ name: string; schema: string; table: string; key: string | null }[]>`
    select n.nspname || '.' || c.relname as name, n.nspname as schema, c.relname as table,
      case when c.relname = 'schools' then 'id' else (select attname from pg_attribute
        where attrelid = c.oid and attname = 'school_id' and not attisdropped)::text end as key
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname in ('public', 'signin') and c.relkind in ('r', 'p') order by 1`
  const parts = tables
    .filter(({ key, schema }) => school === undefined || (key !== null && schema === 'public'))
    .map(({ name, schema, table, key }) => {
      const row = MOVES[name] ?? 'to_jsonb(t)'
      const where = school === undefined ? '' : `where "${key}" = '${school}'`
      return `select '${name}' as name, md5(coalesce(string_agg((${row})::text, '|' order by (${row})::text), '')) as sum
        from "${schema}"."${table}" t ${where}`
    })
  const rows = await sql.unsafe<{ name: string; sum: string }[]>(parts.join(' union all '))
  return Object.fromEntries(rows.map(({ name, sum }) => [name, sum]))
}
