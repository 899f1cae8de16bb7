import { refuse, type Result } from '#kernel/result.ts'
import { readInThread } from '#platform/reading-thread.ts'
import type { Line } from '../core/old-wave.ts'

const WORKER = 'src/capabilities/questionnaires/old-waves/reading-worker.server.ts'
const MOST_BYTES = 2 * 1024 * 1024

/** The lines of a table, whatever its name says it is. */
export async function readWaveFile(bytes: Uint8Array): Promise<Result<Line[]>> {
  if (bytes.length === 0) return refuse({ code: 'file_empty' })
  if (bytes.length > MOST_BYTES) return refuse({ code: 'too_large' })
  return readInThread(WORKER, bytes)
}
