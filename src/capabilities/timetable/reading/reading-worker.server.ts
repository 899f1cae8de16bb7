/** Runs in a thread of its own, started by `read-timetable.server.ts`: whatever a file does, it does it here. */
import { parentPort, workerData } from 'node:worker_threads'
import { refuse, type Result } from '#kernel/result.ts'
import { kindOfBytes, readCells } from '#people/server'
import type { TimetableReading } from '../core/lesson.ts'
import { readRecords, readText, type ReadingFacts } from '../core/read/read-text.ts'
import { linesOf } from './lines.server.ts'

export type ReadingOrder = { bytes: Uint8Array; facts: ReadingFacts }

async function read({ bytes, facts }: ReadingOrder): Promise<Result<TimetableReading>> {
  const kind = kindOfBytes(bytes)
  if (kind === 'text') return readText(linesOf(bytes), facts)
  if (kind !== 'archive') return refuse({ code: 'timetable_unknown' })
  const grid = await readCells(bytes)
  if (!grid.ok) return grid
  let answer: Result<TimetableReading> = refuse({ code: 'timetable_unknown' })
  for (const { rows } of grid.value) {
    const records = rows.map(({ line, cells }) => ({
      line,
      cells: Array.from(cells, (cell) => cell?.text.trim() ?? '')
    }))
    answer = readRecords(records, facts)
    if (answer.ok) break
  }
  return answer
}

parentPort!.postMessage(await read(workerData as ReadingOrder))
