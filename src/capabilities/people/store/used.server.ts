import type { Id } from '#kernel/id.ts'
import type { Tx } from '#platform/db/door.ts'

/** What says nothing about use: the lists of people and units themselves, and the notes of who did what to them. */
const NOT_USE = ['people', 'units', 'memberships', 'imports', 'import_changes', 'audit_entries']

/**
 * Which of these people or units anything else of the school names: a role, an action, a board. Every table is asked
 * by its catalogue, so that what later chapters add counts as well; ids occur once in the world.
 */
export async function findUsed(tx: Tx, ids: readonly Id[]): Promise<Set<Id>> {
  const used = new Set<Id>()
  if (ids.length === 0) return used
  const { sql } = tx
  const columns = await sql<{ relation: string; name: string; isList: boolean }[]>`
    select c.relname as relation, a.attname as name, a.atttypid = 'uuid[]'::regtype as "isList"
    from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and c.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped
      and a.atttypid in ('uuid'::regtype, 'uuid[]'::regtype) and a.attname not in ('school_id', 'id')
      and has_column_privilege(c.oid, a.attnum, 'select') and c.relname <> all(${NOT_USE})`
  for (const { relation, name, isList } of columns) {
    const rows = isList
      ? await sql<{ id: Id }[]>`
          select distinct named.id from ${sql(relation)} r, unnest(r.${sql(name)}) as named(id)
          where r.${sql(name)} && ${ids as Id[]}::uuid[] and named.id = any(${ids as Id[]}::uuid[])`
      : await sql<{ id: Id }[]>`
          select distinct ${sql(name)} as id from ${sql(relation)} where ${sql(name)} = any(${ids as Id[]}::uuid[])`
    for (const { id } of rows) used.add(id)
  }
  return used
}
