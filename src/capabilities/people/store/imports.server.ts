import type { Id } from '#kernel/id.ts'
import type { Tx } from '#platform/db/door.ts'

export type ImportCounts = { new: number; changed: number; same: number; problem: number; skipped: number }

/** What undoing it came to: how many people went back, who was left, and which units. */
export type Undone = { people: number; left: Id[]; units: number; unitsLeft: Id[] }

/** An import that was done: figures and which units it made; of the file only its name is kept. */
export type DoneImport = {
  id: Id
  fileName: string
  counts: ImportCounts
  unitsMade: Id[]
  at: Date
  by: Id | null
  undoneAt: Date | null
  undone: Undone | null
}

const NAME_LENGTH = 200

export async function insertImport(
  tx: Tx,
  {
    id,
    by,
    now,
    fileName,
    counts,
    unitsMade
  }: Pick<DoneImport, 'id' | 'by' | 'fileName' | 'counts' | 'unitsMade'> & { now: number }
): Promise<void> {
  await tx.sql`
    insert into imports (school_id, id, at, by_person, file_name, counts)
    values (${tx.school}, ${id}, ${new Date(now)}, ${by}, ${[...fileName].slice(0, NAME_LENGTH).join('')},
      ${tx.sql.json({ ...counts, unitsMade })})`
}

type Row = Omit<DoneImport, 'counts' | 'unitsMade'> & { counts: ImportCounts & { unitsMade: Id[] } }

const columns = ({ sql }: Tx) => sql`
  id, file_name as "fileName", counts, at, by_person as "by", undone_at as "undoneAt", undone`

const asImport = ({ counts: { unitsMade, ...counts }, ...row }: Row): DoneImport => ({ ...row, counts, unitsMade })

export async function findImport(tx: Tx, id: Id): Promise<DoneImport | null> {
  const [row] = await tx.sql<Row[]>`select ${columns(tx)} from imports where id = ${id}`
  return row ? asImport(row) : null
}

/** The latest first. */
export async function listImports(tx: Tx, limit: number): Promise<DoneImport[]> {
  const rows = await tx.sql<Row[]>`select ${columns(tx)} from imports order by at desc, id desc limit ${limit}`
  return rows.map(asImport)
}

export async function markUndone(tx: Tx, id: Id, now: number, undone: Undone): Promise<void> {
  await tx.sql`update imports set undone_at = ${new Date(now)}, undone = ${tx.sql.json(undone)} where id = ${id}`
}

/** Did an import ever happen here? */
export async function hasImported(tx: Tx): Promise<boolean> {
  return (await tx.sql`select from imports limit 1`).length > 0
}
