import { pick } from './agreement.ts'
import type { Column } from './moments.ts'

export { addUp } from './reliability.ts'

/** The rows in which every column has a number, and the columns cut down to those. */
export function pickComplete(columns: readonly Column[]): { rows: number[]; complete: Column[] } {
  const rows = Array.from(columns[0]!, (_, row) => row).filter((row) =>
    columns.every((column) => !Number.isNaN(column[row]))
  )
  return { rows, complete: columns.map((column) => pick(column, rows)) }
}
