import { Worker } from 'node:worker_threads'
import { refuse, type Result } from '#kernel/result.ts'
import { FILE_BYTES } from '#people/server'
import { sourceFile } from '#platform/source-file.ts'
import type { TimetableReading } from '../core/lesson.ts'
import type { ReadingFacts } from '../core/read/read-text.ts'
import type { ReadingOrder } from './reading-worker.server.ts'

const WORKER = 'src/capabilities/timetable/reading/reading-worker.server.ts'
const LIMITS = { milliseconds: 30_000, megabytes: 384 }

/** Reads a timetable, whatever its name says it is, in a thread with a memory and a time limit. Nothing is stored. */
export async function readTimetable(bytes: Uint8Array, facts: ReadingFacts): Promise<Result<TimetableReading>> {
  if (bytes.length === 0) return refuse({ code: 'file_empty' })
  if (bytes.length > FILE_BYTES) return refuse({ code: 'too_large' })
  const order: ReadingOrder = { bytes, facts }
  return new Promise((resolve, reject) => {
    const worker = new Worker(sourceFile(WORKER), {
      workerData: order,
      execArgv: [],
      env: {},
      resourceLimits: { maxOldGenerationSizeMb: LIMITS.megabytes }
    })
    const finish = (settle: () => void) => {
      clearTimeout(timer)
      settle()
      void worker.terminate()
    }
    const tooLarge = () => finish(() => resolve(refuse({ code: 'too_large' })))
    const timer = setTimeout(tooLarge, LIMITS.milliseconds)
    worker.once('message', (answer: Result<TimetableReading>) => finish(() => resolve(answer)))
    worker.once('error', (error: Error & { code?: string }) =>
      error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? tooLarge() : finish(() => reject(error))
    )
    worker.once('exit', (code) => finish(() => reject(new Error(`reading a timetable ended with ${code}`))))
  })
}
