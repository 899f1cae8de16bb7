import type { Head, TableEnd, TableHead } from './format.ts'
import { readBackup } from './format.ts'

export type Verified = { head: Head; tables: (Pick<TableHead, 'schema' | 'table'> & TableEnd)[]; rows: number }

/** Reads a file to its end without a database; throws when anything in it is not as it was written. */
export async function verifyBackup(path: string): Promise<Verified> {
  const { head, tables } = await readBackup(path)
  const found: Verified = { head, tables: [], rows: 0 }
  for await (const { schema, table, data, end } of tables) {
    for await (const _ of data);
    found.tables.push({ schema, table, ...end() })
    found.rows += end().rows
  }
  return found
}
