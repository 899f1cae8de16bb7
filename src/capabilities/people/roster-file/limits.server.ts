import { LIMITS } from '../core/roster/types.ts'

export const FILE_BYTES = 20 * 1024 * 1024
/** All parts of a workbook together, unpacked. A list of 20,000 people takes some 20 MB. */
export const UNPACKED_BYTES = 64 * 1024 * 1024
/** Rows read before we stop: those of the list, and room for titles and empty rows. */
export const ROWS_READ = LIMITS.rows + 5_000
/** Cells of one sheet, and cells that its merged blocks may cover. */
export const CELLS = 1_000_000
/** Longer than any text we store, so that a text which is too long is still seen to be. */
const CELL_LENGTH = 2_000

export const clip = (text: string): string => (text.length > CELL_LENGTH ? text.slice(0, CELL_LENGTH) : text)

/** What one file may take: beyond it the reading is stopped and the file refused. */
export const WORKER_LIMITS = { milliseconds: 60_000, megabytes: 384 }
/** Files read at the same time; the next one waits. */
export const WORKERS = 2
