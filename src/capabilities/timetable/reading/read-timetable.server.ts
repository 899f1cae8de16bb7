import { refuse, type Result } from '#kernel/result.ts'
import { FILE_BYTES } from '#people/server'
import { readInThread } from '#platform/reading-thread.ts'
import type { TimetableReading } from '../core/lesson.ts'
import type { ReadingFacts } from '../core/read/read-text.ts'
import type { ReadingOrder } from './reading-worker.server.ts'

const WORKER = 'src/capabilities/timetable/reading/reading-worker.server.ts'

/** Reads a timetable, whatever its name says it is. Nothing is stored. */
export async function readTimetable(bytes: Uint8Array, facts: ReadingFacts): Promise<Result<TimetableReading>> {
  if (bytes.length === 0) return refuse({ code: 'file_empty' })
  if (bytes.length > FILE_BYTES) return refuse({ code: 'too_large' })
  const order: ReadingOrder = { bytes, facts }
  return readInThread(WORKER, order)
}
