import type { Id } from '#kernel/id.ts'
import type { Tx } from '#platform/db/door.ts'
import type { ImportChange } from '../core/import-undo.ts'

export async function insertImportChanges(tx: Tx, id: Id, changes: readonly ImportChange[]): Promise<void> {
  if (changes.length === 0) return
  await tx.sql`
    insert into import_changes (school_id, import_id, person_id, before, after, started, ended)
    select ${tx.school}::uuid, ${id}::uuid, person, nullif(before, 'null'::jsonb), after, started, ended
    from jsonb_to_recordset(${tx.sql.json(changes as never)}) as
      row(person uuid, before jsonb, after jsonb, started jsonb, ended jsonb)`
}

export async function listImportChanges(tx: Tx, id: Id): Promise<ImportChange[]> {
  return await tx.sql<ImportChange[]>`
    select person_id as person, before, after, started, ended from import_changes where import_id = ${id}`
}

/** Once it is undone, or a day has gone by. */
export async function forgetImportChanges(tx: Tx, before: number, id: Id | null = null): Promise<void> {
  await tx.sql`
    delete from import_changes c using imports i
    where i.id = c.import_id and (i.at < ${new Date(before)} or i.id = ${id})`
}

/** Erasing somebody takes along what an import may still remember. */
export async function forgetImportChangesOf(tx: Tx, person: Id): Promise<void> {
  await tx.sql`delete from import_changes where person_id = ${person}`
}
