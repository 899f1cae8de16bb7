import postgres from 'postgres'
import { newId, type Id } from '#kernel/id.ts'
import { ADMIN_LOGIN } from '#platform/db/embedded/cluster.ts'

/**
 * Copies schools, everything they have, under new ids of the school: ids of people, units and sessions are unique within
 * a school only, so that the copies are rows of their own in every table and every index. As the superuser of a
 * database that is thrown away: row-level security would hold, and each foreign key would be looked at once more.
 */
export async function copySchools(databaseUrl: string, originals: readonly Id[], times: number): Promise<number> {
  const url = new URL(databaseUrl)
  url.username = ADMIN_LOGIN
  const sql = postgres(url.href, { max: 1, onnotice: () => {} })
  try {
    await sql`set session_replication_role = replica`
    await sql`create temporary table copies (original uuid not null, id uuid not null)`
    const copies = originals.flatMap((original) => Array.from({ length: times }, () => ({ original, id: newId() })))
    await sql`insert into copies ${sql(copies)}`
    const tables = await sql<{ name: string; columns: string[] }[]>`
      select c.table_name as name, array_agg(quote_ident(c.column_name)) as columns
      from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
      where c.table_schema = 'public' and t.table_type = 'BASE TABLE' and c.is_generated = 'NEVER'
      group by c.table_name having bool_or(c.column_name = 'school_id')`
    await sql`
      insert into signin.schools select (jsonb_populate_record(s, jsonb_build_object('id', c.id,
        'name', s.name || ' ' || c.id))).* from signin.schools s join copies c on c.original = s.id`
    await sql`
      insert into schools select (jsonb_populate_record(s, jsonb_build_object('id', c.id))).*
      from schools s join copies c on c.original = s.id`
    for (const { name, columns } of tables) {
      const others = columns.filter((column) => column !== 'school_id')
      const list = others.join(', ')
      await sql.unsafe(`
        insert into ${name} (school_id, ${list})
        select copies.id, ${others.map((column) => `t.${column}`).join(', ')}
        from ${name} t join copies on copies.original = t.school_id
        on conflict do nothing`)
    }
    await sql`vacuum analyze`
    return copies.length
  } finally {
    await sql.end()
  }
}

/** Bytes that a database takes. */
export async function sizeOf(databaseUrl: string): Promise<number> {
  const sql = postgres(databaseUrl, { max: 1 })
  try {
    const [row] = await sql<{ size: string }[]>`select pg_database_size(current_database()) as size`
    return Number(row!.size)
  } finally {
    await sql.end()
  }
}
