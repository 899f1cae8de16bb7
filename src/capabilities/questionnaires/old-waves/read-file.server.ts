import { Worker } from 'node:worker_threads'
import { refuse, type Result } from '#kernel/result.ts'
import { sourceFile } from '#platform/source-file.ts'
import type { Line } from '../core/old-wave.ts'

const WORKER = 'src/capabilities/questionnaires/old-waves/reading-worker.server.ts'
const LIMITS = { bytes: 2 * 1024 * 1024, milliseconds: 30_000, megabytes: 384 }

/** The lines of a table, whatever its name says it is, in a thread with a memory and a time limit. */
export async function readWaveFile(bytes: Uint8Array): Promise<Result<Line[]>> {
  if (bytes.length === 0) return refuse({ code: 'file_empty' })
  if (bytes.length > LIMITS.bytes) return refuse({ code: 'too_large' })
  return new Promise((resolve, reject) => {
    const worker = new Worker(sourceFile(WORKER), {
      workerData: bytes,
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
    worker.once('message', (answer: Result<Line[]>) => finish(() => resolve(answer)))
    worker.once('error', (error: Error & { code?: string }) =>
      error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? tooLarge() : finish(() => reject(error))
    )
    worker.once('exit', (code) => finish(() => reject(new Error(`reading an earlier time ended with ${code}`))))
  })
}
