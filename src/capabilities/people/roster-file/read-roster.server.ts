import { refuse, type Result } from '#kernel/result.ts'
import { Worker } from 'node:worker_threads'
import { sourceFile } from '#platform/source-file.ts'
import type { Reading, ReadingChoices } from '../core/roster/types.ts'
import { FILE_BYTES, WORKER_LIMITS, WORKERS } from './limits.server.ts'
import type { WorkerOrder } from './roster-worker.server.ts'

const WORKER = 'src/capabilities/people/roster-file/roster-worker.server.ts'

/**
 * Reads an uploaded staff list. The file is read in a worker with a memory and a time limit, so that a file made to
 * do harm costs one thread for some seconds and is refused as too large. Nothing is stored.
 */
export async function readRoster(
  bytes: Uint8Array,
  choices: ReadingChoices = {},
  limits = WORKER_LIMITS
): Promise<Result<Reading>> {
  if (!bytes.length) return refuse({ code: 'file_empty' })
  if (bytes.length > FILE_BYTES) return refuse({ code: 'too_large' })
  const release = await takeTurn()
  try {
    return await runWorker({ bytes, choices }, limits)
  } finally {
    release()
  }
}

function runWorker(order: WorkerOrder, limits: typeof WORKER_LIMITS): Promise<Result<Reading>> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(sourceFile(WORKER), {
      workerData: order,
      execArgv: [],
      env: {},
      resourceLimits: { maxOldGenerationSizeMb: limits.megabytes, maxYoungGenerationSizeMb: 32 }
    })
    const stop = setTimeout(() => finish(() => resolve(refuse({ code: 'too_large' }))), limits.milliseconds)
    // the first to settle counts: ending the worker makes it report its exit as well
    const finish = (settle: () => void) => {
      clearTimeout(stop)
      settle()
      void worker.terminate()
    }
    worker.once('message', (result: Result<Reading>) => finish(() => resolve(result)))
    worker.once('error', (error: Error & { code?: string }) =>
      finish(() => (error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? resolve(refuse({ code: 'too_large' })) : reject(error)))
    )
    worker.once('exit', (code) => finish(() => reject(new Error(`the roster worker ended with ${code} and no answer`))))
  })
}

let running = 0
const waiting: (() => void)[] = []

/** Resolves when fewer than `WORKERS` files are being read, with the function that ends the turn. */
async function takeTurn(): Promise<() => void> {
  if (running >= WORKERS) await new Promise<void>((resolve) => waiting.push(resolve))
  else running++
  return () => {
    const next = waiting.shift()
    if (next) next()
    else running--
  }
}
