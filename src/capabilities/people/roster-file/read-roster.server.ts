import { ok, refuse, type Result } from '#kernel/result.ts'
import type { Grid, GridRow, Sheet } from '../core/roster/grid.ts'
import type { ReadRow, Reading, ReadingChoices } from '../core/roster/types.ts'
import { FILE_BYTES } from './limits.server.ts'
import { inThread, type ThreadOptions } from './roster-thread.server.ts'

/**
 * What a list is read from, and read from again with other columns: the file as it came, or the cells that were taken
 * of a file with more in it than people of the school. Of an EDEXML file with its pupils nothing else is kept.
 */
export type RosterSource = Uint8Array | Grid

export type RosterReading = Reading & { source: RosterSource }

/** Reads a staff list in a thread of its own. Nothing is stored. */
export async function readRoster(
  source: RosterSource,
  choices: ReadingChoices = {},
  options: ThreadOptions = {}
): Promise<Result<RosterReading>> {
  if (!(source instanceof Uint8Array)) return readCells(source, choices, options)
  if (!source.length) return refuse({ code: 'file_empty' })
  if (source.length > FILE_BYTES) return refuse({ code: 'too_large' })
  const answer = await inThread({ kind: 'file', bytes: source, choices }, options)
  if (!answer.ok) return answer
  const { done, port, message } = answer.value
  if (!done.ok) return done
  const sheet = message['sheet'] as Sheet | null
  const rows = port.rowsOf<ReadRow>('rows')
  const kept: RosterSource = sheet ? [{ ...sheet, rows: port.rowsOf<GridRow>('grid') }] : source
  return ok({ ...(done.value as Omit<Reading, 'rows'>), rows, source: kept })
}

async function readCells(grid: Grid, choices: ReadingChoices, options: ThreadOptions): Promise<Result<RosterReading>> {
  const empty = grid.map((sheet) => ({ ...sheet, rows: [] }))
  const answer = await inThread({ kind: 'grid', grid: empty, choices }, options, (port) =>
    port.send('grid', grid[0]?.rows ?? [])
  )
  if (!answer.ok) return answer
  const { done, port } = answer.value
  if (!done.ok) return done
  return ok({ ...(done.value as Omit<Reading, 'rows'>), rows: port.rowsOf<ReadRow>('rows'), source: grid })
}
