import type { Id } from '#kernel/id.ts'
import type { Tx } from '#platform/db/door.ts'

export type ImportCounts = { new: number; changed: number; same: number; problem: number; skipped: number }

/** An import that was done: figures and which units it made; of the file only its name is kept. */
export type DoneImport = { id: Id; fileName: string; counts: ImportCounts; unitsMade: Id[] }

const NAME_LENGTH = 200

export async function insertImport(
  tx: Tx,
  { id, by, now, fileName, counts, unitsMade }: DoneImport & { by: Id | null; now: number }
): Promise<void> {
  await tx.sql`
    insert into imports (school_id, id, at, by_person, file_name, counts)
    values (${tx.school}, ${id}, ${new Date(now)}, ${by}, ${fileName.slice(0, NAME_LENGTH)},
      ${tx.sql.json({ ...counts, unitsMade })})`
}

export async function findImport(tx: Tx, id: Id): Promise<DoneImport | null> {
  const [row] = await tx.sql<{ fileName: string; counts: ImportCounts & { unitsMade: Id[] } }[]>`
    select file_name as "fileName", counts from imports where id = ${id}`
  if (!row) return null
  const { unitsMade, ...counts } = row.counts
  return { id, fileName: row.fileName, counts, unitsMade }
}

/** Did an import ever happen here? */
export async function hasImported(tx: Tx): Promise<boolean> {
  return (await tx.sql`select from imports limit 1`).length > 0
}
